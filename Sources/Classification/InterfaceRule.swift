/// What the canonical manager of a domain has to offer by its contract, as data: members by the names that codebases
/// give them, with the parameters that they need, and options that are on by default.
package struct InterfaceRule: Sendable {
    package var header: RuleHeader
    /// The domain; `identifiers` for the maker of identifiers.
    package var domain: String
    package var members: [Member]
    package var options: [Option]

    package init(header: RuleHeader, domain: String, members: [Member], options: [Option] = []) {
        self.header = header
        self.domain = domain
        self.members = members
        self.options = options
    }

    /// How much a contract demands something (RFC 2119).
    package enum Level: String, Sendable, Hashable, CaseIterable {
        case must = "MUST"
        case should = "SHOULD"
    }

    package struct Member: Sendable, Hashable {
        /// The contract's word for it, `send-scoped`; what `.ssot.yaml` maps to a name.
        package var term: String
        package var level: Level
        /// What codebases call it, the best name first.
        package var names: [String]
        /// The parameters that it needs, each by the names that codebases give it.
        package var parameters: [[String]]

        package init(term: String, level: Level, names: [String], parameters: [[String]] = []) {
            self.term = term
            self.level = level
            self.names = names
            self.parameters = parameters
        }
    }

    /// A parameter of the constructor that switches a guarantee on.
    package struct Option: Sendable, Hashable {
        package var term: String
        package var names: [String]

        package init(term: String, names: [String]) {
            self.term = term
            self.names = names
        }
    }
}
