/// What came of the requirements of one contract on one subject.
package struct ConformanceRun: Sendable, Hashable {
    package var contract: String
    /// As the command line named it: `reference`, `python3 adapter.py`.
    package var subject: String
    /// As the subject named itself.
    package var name: String?
    /// What its random parts followed from.
    package var seed: UInt64
    /// Whether every requirement of the contract was tried, at full size.
    package var isWhole: Bool
    /// In order of their ids.
    package var results: [ConformanceResult]

    package init(
        contract: String, subject: String, name: String?, seed: UInt64, isWhole: Bool,
        results: [ConformanceResult]
    ) {
        self.contract = contract
        self.subject = subject
        self.name = name
        self.seed = seed
        self.isWhole = isWhole
        self.results = results
    }

    package func count(_ outcome: ConformanceResult.Outcome) -> Int {
        results.count { $0.outcome == outcome }
    }

    /// The requirements that have to be kept, and are not.
    package var brokenMusts: [ConformanceResult] { results.filter { $0.outcome == .fail && $0.isMust } }
}

/// What came of one requirement.
package struct ConformanceResult: Sendable, Hashable {
    package enum Outcome: String, Sendable, CaseIterable {
        case pass, fail
        case notApplicable = "not-applicable"
    }

    package var requirement: String
    /// Its numbers in the lists that it comes from.
    package var numbers: [String]
    /// MUST, else SHOULD.
    package var isMust: Bool
    package var statement: String
    package var outcome: Outcome
    /// Why it is not applicable; else empty.
    package var reason: String
    package var failure: Failure?

    /// Where the requirement was broken.
    package struct Failure: Sendable, Hashable {
        /// Of the step: `Rules/Contracts/identifiers/ids-are-distinct.yml:12`.
        package var place: String
        package var call: String
        package var expected: String
        package var observed: String
        /// Calls and answers up to there.
        package var transcript: [String]

        package init(
            place: String, call: String, expected: String, observed: String, transcript: [String]
        ) {
            self.place = place
            self.call = call
            self.expected = expected
            self.observed = observed
            self.transcript = transcript
        }
    }

    package init(
        requirement: String, numbers: [String], isMust: Bool, statement: String, outcome: Outcome,
        reason: String = "", failure: Failure? = nil
    ) {
        self.requirement = requirement
        self.numbers = numbers
        self.isMust = isMust
        self.statement = statement
        self.outcome = outcome
        self.reason = reason
        self.failure = failure
    }

    package var level: String { isMust ? "MUST" : "SHOULD" }
}
