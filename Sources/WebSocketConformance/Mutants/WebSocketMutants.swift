package import Conformance

/// The mutants of the WebSocket contract: at least one for each requirement.
package enum WebSocketMutants {
    package static let all: [Mutant] =
        isolation + audiences + lifeCycle + order + concurrency + limits + health

    /// A mutant that changes one operation.
    static func mutant(
        _ id: String, _ statement: String, fails requirement: String, _ operation: String,
        _ breaks: @escaping BrokenConnections.Break
    ) -> Mutant {
        Mutant(id, breaks: requirement, statement) { reference, _ in
            BrokenConnections(reference) { call, workings in
                call.operation == operation ? await breaks(call, workings) : await workings.pass(call)
            }
        }
    }

    /// A mutant that changes several.
    static func mutant(
        _ id: String, _ statement: String, fails requirement: String,
        _ breaks: @escaping BrokenConnections.Break
    ) -> Mutant {
        Mutant(id, breaks: requirement, statement) { reference, _ in BrokenConnections(reference, breaks) }
    }

    /// A mutant that ignores an option.
    static func ignoring(
        _ option: String, in operation: String = "reset", fails requirement: String,
        unless other: String? = nil
    ) -> Mutant {
        mutant(
            "\(option)-ignored-by-\(operation)", "The option \(option) is ignored by \(operation).",
            fails: requirement, operation
        ) { call, workings in
            if let other, call.option(other) != nil { return await workings.pass(call) }
            return await workings.pass(call.withOption(option, nil))
        }
    }
}
