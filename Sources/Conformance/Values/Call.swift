/// One thing that is asked of a subject.
package struct Call: Sendable, Hashable, CustomStringConvertible {
    package var operation: String
    package var arguments: [String: Value]

    package init(_ operation: String, _ arguments: [String: Value] = [:]) {
        self.operation = operation
        self.arguments = arguments
    }

    package subscript(name: String) -> Value? { arguments[name] }

    package var description: String {
        arguments.isEmpty ? operation : operation + " " + Value.record(arguments).excerpt()
    }
}
