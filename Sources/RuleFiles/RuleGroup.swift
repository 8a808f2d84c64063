/// The folders of rule files, each with the keys of its files.
enum RuleGroup: String, Sendable, CaseIterable {
    // In the order in which they are read: later ones name what earlier ones define.
    case calls = "Calls"
    case domains = "Domains"
    case managers = "Managers"
    case roles = "Roles"
    case candidates = "Candidates"
    case identifiers = "Identifiers"
    case votes = "Votes"
    case scopes = "Scopes"
    case sources = "Sources"
    case sinks = "Sinks"
    case findings = "Findings"
    case interfaces = "Interfaces"

    /// Folders beside them, each with folders of its own, that other readers care for.
    static let foreign: Set<String> = ["Contracts", "Schemas"]

    var keys: KeyTable {
        switch self {
        case .calls: .calls
        case .domains: .domains
        case .managers: .managers
        case .roles: .roles
        case .candidates: .candidates
        case .identifiers: .identifiers
        case .votes: .votes
        case .scopes: .scopes
        case .sources: .sources
        case .sinks: .sinks
        case .findings: .findings
        case .interfaces: .interfaces
        }
    }
}
