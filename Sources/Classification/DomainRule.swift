/// A responsibility that managers serve, and what speaks for it.
package struct DomainRule: Sendable {
    package var header: RuleHeader
    /// The weight of each word, or of neighbouring words joined.
    package var words: [String: Double]
    /// The weight of each dotted module, for itself and for everything inside it.
    package var modules: [String: Double]
    /// The weight of each member.
    package var members: [WeightedGlob]
    /// The only places whose votes count; empty means every place.
    package var onlyPlaces: Set<Voting.Place> = []

    package init(
        header: RuleHeader, words: [String: Double] = [:], modules: [String: Double] = [:],
        members: [WeightedGlob] = []
    ) {
        self.header = header
        self.words = words
        self.modules = modules
        self.members = members
    }
}

package struct WeightedGlob: Sendable, Hashable {
    package var pattern: GlobPattern
    package var weight: Double

    package init(_ pattern: GlobPattern, _ weight: Double) {
        self.pattern = pattern
        self.weight = weight
    }
}
