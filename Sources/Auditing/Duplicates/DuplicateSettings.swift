/// What counts as a duplicate.
package struct DuplicateSettings: Sendable, Hashable {
    /// Smaller classes and functions say too little to be called copies. In tokens.
    package var classTokens = 40
    package var functionTokens = 50
    /// Managers and functions that make IDs are looked at from here on.
    package var factTokens = 12
    /// The share of tokens, of the longer one, in statements that both have: for clones of type 3.
    package var similarity = 0.6
    /// Clones of type 3 have so many statements, which is enough for the share to say something.
    package var statements = 5
    /// The share of members, of the larger interface, that both have.
    package var interfaceOverlap = 0.6
    package var interfaceMembers = 4

    package init() {}
}
