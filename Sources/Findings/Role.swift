/// What a matched definition is to its responsibility (DESIGN.md §1). Judged from structure, never from the
/// name alone.
public enum Role: String, Sendable, Hashable, CaseIterable, Comparable {
    case implementation
    case subclassOfManager = "subclass_of_manager"
    case aliasOrReexport = "alias_or_reexport"
    case deprecatedWrapper = "deprecated_wrapper"
    case interfaceOrProtocol = "interface_or_protocol"
    case testDouble = "test_double"
    case testCase = "test_case"
    case dataType = "data_type"
    case exception
    case other

    /// The roles that count against a domain's budget where the configuration names none.
    public static let countedByDefault: Set<Role> = [.implementation, .subclassOfManager]

    public static func < (left: Role, right: Role) -> Bool { left.rawValue < right.rawValue }
}
