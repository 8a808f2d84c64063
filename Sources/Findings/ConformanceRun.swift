/// What came of the requirements of one contract on one subject.
public struct ConformanceRun: Sendable, Hashable {
    public var contract: String
    /// As the command line named it: `reference`, `python3 adapter.py`, `--server chat.yml`.
    public var subject: String
    /// As the subject named itself.
    public var name: String?
    /// What its random parts followed from.
    public var seed: UInt64
    /// Whether every requirement of the contract was tried, at full size.
    public var isWhole: Bool
    /// In order of their ids.
    public var results: [ConformanceResult]

    public init(
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

    public func count(_ outcome: ConformanceResult.Outcome) -> Int {
        results.count { $0.outcome == outcome }
    }

    /// The requirements that have to be kept, and are not.
    public var brokenMusts: [ConformanceResult] { results.filter { $0.outcome == .fail && $0.isMust } }
}

/// What came of one requirement.
public struct ConformanceResult: Sendable, Hashable {
    public enum Outcome: String, Sendable, CaseIterable {
        case pass, fail
        case notApplicable = "not-applicable"
    }

    public var requirement: String
    /// Its numbers in the lists that it comes from.
    public var numbers: [String]
    /// MUST, else SHOULD.
    public var isMust: Bool
    public var statement: String
    public var outcome: Outcome
    /// Why it is not applicable; else empty.
    public var reason: String
    public var failure: Failure?

    /// Where the requirement was broken.
    public struct Failure: Sendable, Hashable {
        /// Of the step: `Rules/Contracts/identifiers/ids-are-distinct.yml:12`.
        public var place: String
        public var call: String
        public var expected: String
        public var observed: String
        /// Calls and answers up to there.
        public var transcript: [String]

        public init(
            place: String, call: String, expected: String, observed: String, transcript: [String]
        ) {
            self.place = place
            self.call = call
            self.expected = expected
            self.observed = observed
            self.transcript = transcript
        }
    }

    public init(
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

    public var level: String { isMust ? "MUST" : "SHOULD" }
}
