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
        /// Gives values names.
        case name([(name: String, value: Expression)])
        /// Looks again at what earlier steps saved.
        case check(Expression, expect: Expectation)
        case concurrently(Lanes)
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
        case .call, .name, .check, .interleave, .restart: []
        case .concurrently(let lanes): lanes.steps.flatMap { $0 }
        case .times(_, let steps), .forEach(_, _, let steps): steps
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

/// Lanes of steps, each in order and all lanes at once; their answers are looked at when all have ended.
package struct Lanes: Sendable {
    package var steps: [[Step]]
    /// So many lanes that do the steps of the first, each with its number, from 0, as `$lane`. Nil: each lane its own.
    package var count: Expression?
    /// Each lane has a fresh copy of the subject, in a process of its own.
    package var areApart: Bool
    /// The answers' values are kept under this name, lane by lane.
    package var save: String?

    package init(
        _ steps: [[Step]], count: Expression? = nil, areApart: Bool = false, save: String? = nil
    ) {
        self.steps = steps
        self.count = count
        self.areApart = areApart
        self.save = save
    }
}

/// A call with what its answer must be.
package struct CallStep: Sendable {
    package var operation: String
    package var arguments: [(name: String, value: Expression)]
    /// Nil: any value.
    package var expectation: Expectation?
    /// The answer's value is kept under this name; null where it is a refusal that was expected.
    package var save: String?
    /// The answer's value is added to the list of this name.
    package var collect: String?

    package init(
        _ operation: String, _ arguments: [(name: String, value: Expression)] = [],
        expect expectation: Expectation? = nil, save: String? = nil, collect: String? = nil
    ) {
        self.operation = operation
        self.arguments = arguments
        self.expectation = expectation
        self.save = save
        self.collect = collect
    }
}
