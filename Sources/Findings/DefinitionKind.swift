/// The kinds of definition that an audit tells apart.
public enum DefinitionKind: String, Sendable, Hashable, CaseIterable {
    case `class`
    case function
    /// A name bound to a definition that stands elsewhere: an assignment `A = B` or a re-export.
    case alias
}
