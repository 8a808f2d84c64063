package import Classification

/// What counts as a duplicate. The settings of the rules cloned-manager and overlapping-manager change it.
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

    package init(_ rules: RuleSet) {
        func number(_ rule: String, _ key: String, _ value: Double) -> Double {
            let rule = rules.findingRules.first { $0.header.id == rule }
            return max(0, rule?.number(key, default: value) ?? value)
        }
        classTokens = Int(number("cloned-manager", "class-tokens", Double(classTokens)))
        functionTokens = Int(number("cloned-manager", "function-tokens", Double(functionTokens)))
        statements = Int(number("cloned-manager", "statements-at-least", Double(statements)))
        // Less would bring everything together.
        similarity = min(1, max(0.2, number("cloned-manager", "similarity-at-least", similarity)))
        interfaceOverlap = min(
            1, max(0.2, number("overlapping-manager", "overlap-at-least", interfaceOverlap)))
        interfaceMembers = Int(number("overlapping-manager", "members-at-least", Double(interfaceMembers)))
    }
}
