/// What the canonical manager of a domain has to offer by its contract, as data: members by the names that codebases
/// give them, with the parameters that they need, and options that are on by default.
public struct InterfaceRule: Sendable {
    public var header: RuleHeader
    /// The domain; `identifiers` for the maker of identifiers.
    public var domain: String
    public var members: [Member]
    public var options: [Option]

    public init(header: RuleHeader, domain: String, members: [Member], options: [Option] = []) {
        self.header = header
        self.domain = domain
        self.members = members
        self.options = options
    }

    /// How much a contract demands something (RFC 2119).
    public enum Level: String, Sendable, Hashable, CaseIterable {
        case must = "MUST"
        case should = "SHOULD"
    }

    public struct Member: Sendable, Hashable {
        /// The contract's word for it, `send-scoped`; what `.ssot.yaml` maps to a name.
        public var term: String
        public var level: Level
        /// What codebases call it, the best name first.
        public var names: [String]
        /// The parameters that it needs, each by the names that codebases give it.
        public var parameters: [[String]]

        public init(term: String, level: Level, names: [String], parameters: [[String]] = []) {
            self.term = term
            self.level = level
            self.names = names
            self.parameters = parameters
        }
    }

    /// A parameter of the constructor that switches a guarantee on.
    public struct Option: Sendable, Hashable {
        public var term: String
        public var names: [String]

        public init(term: String, names: [String]) {
            self.term = term
            self.names = names
        }
    }
}
