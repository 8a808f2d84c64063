/// One thing that a manager promises, and how to see whether it keeps it.
package struct Requirement: Sendable {
    /// Says the requirement: `scoped-event-reaches-one-socket`. Unique over all contracts.
    package let id: String
    /// The contract that it is part of: `identifiers`, `websocket`.
    package let contract: String
    /// Its numbers in the lists that it comes from.
    package let numbers: [String]
    package let level: Level
    package let statement: String
    /// What happened where it was not kept.
    package let why: String
    /// The claim of the original report that it makes checkable: `42 → 1` and `30+ → 1` where it is about whether the one
    /// that remains does what all of them were for.
    package let claim: String?
    /// What the subject has to say of itself in `hello` for the requirement to concern it.
    package let needs: [String]
    package let scenario: [Step]
    /// Of the file, for messages.
    package let path: String

    /// How binding it is (RFC 2119).
    package enum Level: String, Sendable, CaseIterable {
        case must = "MUST"
        case should = "SHOULD"
    }

    package init(
        id: String, contract: String, numbers: [String], level: Level, statement: String, why: String,
        claim: String? = nil, needs: [String] = [], scenario: [Step], path: String = ""
    ) {
        self.id = id
        self.contract = contract
        self.numbers = numbers
        self.level = level
        self.statement = statement
        self.why = why
        self.claim = claim
        self.needs = needs
        self.scenario = scenario
        self.path = path
    }

    /// The calls that a subject has to answer, in order of their names.
    package var operations: [String] {
        var names: Set<String> = []
        for step in scenario { step.addOperations(to: &names) }
        return names.sorted()
    }
}
