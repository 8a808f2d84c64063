/// What managers of one kind promise.
package struct Contract: Sendable {
    /// The folder of its requirements.
    package let name: String
    package let title: String
    /// The Swift manager that keeps it, in this process.
    ///
    /// - Parameter copy: makes another one in a process of its own; nil where there is no such way.
    package let reference: @Sendable (_ copy: @escaping @Sendable () -> (any Subject)?) -> any Subject
    package let mutants: [Mutant]

    package init(
        name: String, title: String,
        reference: @escaping @Sendable (_ copy: @escaping @Sendable () -> (any Subject)?) -> any Subject,
        mutants: [Mutant]
    ) {
        self.name = name
        self.title = title
        self.reference = reference
        self.mutants = mutants
    }

    package static let identifiers = Contract(
        name: "identifiers", title: "One source of IDs",
        reference: { ReferenceIDs(copy: $0) }, mutants: Mutant.identifiers)
}
