/// One step of a scenario.
package struct Step: Sendable {
    package let action: Action
    /// The step is left out where this is not so.
    package let condition: Expression?
    /// 1-based, in the requirement's file.
    package let line: Int

    package init(_ action: Action, when condition: Expression? = nil, line: Int = 0) {
        self.action = action
        self.condition = condition
        self.line = line
    }

    package indirect enum Action: Sendable {
        case call(CallStep)
        /// Looks again at what earlier steps saved.
        case check(Expression, expect: Expectation)
        /// Lanes of steps, all at once; their answers are looked at when all have ended.
        case concurrently([[Step]])
        /// So many equal lanes, each with its number, from 0, as `$lane`.
        case lanes(Expression, [Step])
        /// The steps so often, with the number of the round, from 0, as `$index`.
        case times(Expression, [Step])
        /// The steps once for each element, under a name. Where one is not supported, the others are tried all the same.
        case forEach(String, Expression, [Step])
        /// Random schedules against a model: what a list of calls cannot say.
        case interleave(Interleaving)
        /// The subject anew: what it kept in memory is gone.
        case restart
    }

    /// The steps below it.
    package var inner: [Step] {
        switch action {
        case .call, .check, .interleave, .restart: []
        case .concurrently(let lanes): lanes.flatMap { $0 }
        case .lanes(_, let steps), .times(_, let steps), .forEach(_, _, let steps): steps
        }
    }

    func addOperations(to names: inout Set<String>) {
        switch action {
        case .call(let call): names.insert(call.operation)
        case .interleave: names.formUnion(Move.Kind.allCases.map(\.operation) + ["received"])
        default: break
        }
        for step in inner { step.addOperations(to: &names) }
    }
}

/// A call with what its answer must be.
package struct CallStep: Sendable {
    package var operation: String
    package var arguments: [(name: String, value: Expression)]
    /// Made by so many fresh copies of the subject at once; the answer is the list of theirs. Nil: by the subject itself.
    package var copies: Expression?
    /// Nil: any value.
    package var expectation: Expectation?
    /// The answer's value is kept under this name.
    package var save: String?
    /// The answer's value is added to the list of this name.
    package var collect: String?

    package init(
        _ operation: String, _ arguments: [(name: String, value: Expression)] = [],
        expect expectation: Expectation? = nil, save: String? = nil, collect: String? = nil,
        copies: Expression? = nil
    ) {
        self.operation = operation
        self.arguments = arguments
        self.copies = copies
        self.expectation = expectation
        self.save = save
        self.collect = collect
    }
}
