/// A place where a new identifier comes into being: an expression that ends in something called an ID.
public struct IdentifierSite: Sendable, Hashable {
    /// What the value is made from.
    public enum Source: String, Sendable, Hashable, CaseIterable {
        /// A cryptographically secure generator: `uuid4`, `secrets`.
        case secureRandom = "secure_random"
        /// A generator that can be predicted: `random`, `Math.random`.
        case weakRandom = "weak_random"
        case clock
        case counter
        case memoryAddress = "memory_address"
        /// A hash of something, or a name-based UUID: the same input gives the same ID.
        case hash
        /// Other values joined into a text.
        case composed
        /// Made by the database or a wrapper that cannot be looked into.
        case external
    }

    /// Where the value goes.
    public enum Sink: String, Sendable, Hashable, CaseIterable {
        case assignment, attribute, argument
        case dictionaryValue = "dictionary_value"
        case parameterDefault = "parameter_default"
        /// A field's or column's default, value or callable.
        case fieldDefault = "field_default"
        case returned
        case fallback
    }

    public enum Standing: String, Sendable, Hashable, CaseIterable {
        /// Inside the one ID manager.
        case canonical
        /// Calls the ID manager.
        case delegating
        case scattered
    }

    public var path: String
    /// Where the randomness is drawn, or else where the text is put together; 1-based.
    public var line: Int
    /// The module-qualified name of the enclosing definition; the module's where there is none.
    public var symbol: String
    /// The enclosing definition's name inside its file; empty at the top of a file.
    public var scope: String
    /// The name that the value goes to: `request_id`.
    public var sinkName: String
    public var sink: Sink
    public var source: Source
    /// Random bits of the value; 0 for values without any.
    public var bits: Int
    /// The shape of the text, `conn_{}_{8 hex}`; what the call is where no text is made: `uuid4`.
    public var format: String
    /// What is identified: `session`, `request`.
    public var concept: String
    public var standing: Standing
    /// The call of the ID manager that replaces it; empty where the repository has none.
    public var replacement: String
    public var isTestCode: Bool
    public var evidence: [Evidence]

    /// Whether a new identity comes into being: what is composed of other identifiers, hashed from something, or made
    /// by a database is listed, and counts neither for nor against a repository.
    public var makesNewIdentity: Bool {
        switch source {
        case .secureRandom, .weakRandom, .clock, .counter, .memoryAddress: true
        case .hash, .composed: false
        case .external: standing == .delegating
        }
    }

    /// Whether two values may be equal, or one can be guessed: fewer than 64 random bits of a secure generator.
    public var isWeak: Bool {
        switch source {
        case .secureRandom: bits < 64
        case .weakRandom, .clock, .counter, .memoryAddress: true
        case .hash, .composed, .external: false
        }
    }

    public init(
        path: String, line: Int, symbol: String, scope: String, sinkName: String, sink: Sink, source: Source,
        bits: Int, format: String, concept: String, standing: Standing, replacement: String, isTestCode: Bool,
        evidence: [Evidence]
    ) {
        self.path = path
        self.line = line
        self.symbol = symbol
        self.scope = scope
        self.sinkName = sinkName
        self.sink = sink
        self.source = source
        self.bits = bits
        self.format = format
        self.concept = concept
        self.standing = standing
        self.replacement = replacement
        self.isTestCode = isTestCode
        self.evidence = evidence
    }
}
