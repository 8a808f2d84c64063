/// What came of one requirement.
package enum Outcome: Sendable, Hashable {
    case pass
    case fail(Failure)
    /// The subject cannot do what the requirement is about: it neither keeps nor breaks it.
    case notApplicable(reason: String)

    /// Where a requirement was broken.
    package struct Failure: Sendable, Hashable {
        /// Of the step, in the requirement's file.
        package let line: Int
        /// What was asked last.
        package let call: String
        package let expected: String
        package let observed: String
        /// The calls and answers up to there, the last of them where there are many.
        package let transcript: [String]
    }

    package var name: String {
        switch self {
        case .pass: "pass"
        case .fail: "fail"
        case .notApplicable: "not-applicable"
        }
    }
}

/// One requirement with what came of it.
package struct Result: Sendable {
    package let requirement: Requirement
    package let outcome: Outcome

    package init(_ requirement: Requirement, _ outcome: Outcome) {
        self.requirement = requirement
        self.outcome = outcome
    }
}
