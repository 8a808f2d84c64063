/// What a function that deals in identifiers does with them.
public enum IdentifierKind: String, Sendable, Hashable, CaseIterable {
    /// Makes identifiers, inside the one ID manager.
    case canonical
    /// Returns what the ID manager made.
    case delegatesToCanonical = "delegates_to_canonical"
    /// Makes identifiers outside the ID manager.
    case scatteredGenerator = "scattered_generator"
    /// Only looks an identifier up, parses or validates one.
    case parsesOrLooksUpOnly = "parses_or_looks_up_only"
    /// Has to do with identifiers, but returns none: makes one inline for something else, or makes a secret.
    case other
}
