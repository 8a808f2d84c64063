/// One way in which a legacy ID may have been meant, with the facts that it carries.
public struct LegacyReading: Hashable, Sendable {
    /// The grammar by which the text was read.
    public let form: LegacyForm
    /// Nil where the text does not tell: its column has to.
    public let kind: IDKind?
    /// When it was made, in milliseconds since 1970. Local times are taken for UTC.
    public var milliseconds: Int64?
    /// The thread inside, without `thread_` in front; may be empty.
    public var thread: String?
    /// The user inside: personal data.
    public var user: String?
    /// What stands before, where it is not the form's own.
    public var prefix: String?
    /// A counter inside. Runs and threads made together share it, and the suffix.
    public var counter: UInt64?
    /// The random digits at the end, in lower case.
    public var suffix: String?
    /// The 128 bits, where the text is a whole UUID.
    public var uuid: UUIDBits?
    /// How many random bits tell it from others at most; 0 where nothing does.
    public var randomBits: Int

    /// The bits of a UUID, big-endian.
    public struct UUIDBits: Hashable, Sendable {
        /// The upper 64 bits.
        public let high: UInt64
        /// The lower 64 bits.
        public let low: UInt64
    }

    init(_ form: LegacyForm, _ kind: IDKind?, randomBits: Int = 0) {
        self.form = form
        self.kind = kind
        self.randomBits = randomBits
    }

    func with(_ change: (inout LegacyReading) -> Void) -> LegacyReading {
        var copy = self
        change(&copy)
        return copy
    }

    /// Whether it is safe to assume that no two things got the same text.
    public var isUnique: Bool { randomBits >= 64 }
}
