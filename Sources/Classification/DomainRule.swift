/// A responsibility that managers serve, and what speaks for it.
public struct DomainRule: Sendable {
    public var header: RuleHeader
    /// The weight of each word, or of neighbouring words joined.
    public var words: [String: Double]
    /// The weight of each dotted module, for itself and for everything inside it.
    public var modules: [String: Double]
    /// The weight of each member.
    public var members: [WeightedGlob]
    /// The only places whose votes count; empty means every place.
    public var onlyPlaces: Set<Voting.Place> = []

    public init(
        header: RuleHeader, words: [String: Double] = [:], modules: [String: Double] = [:],
        members: [WeightedGlob] = []
    ) {
        self.header = header
        self.words = words
        self.modules = modules
        self.members = members
    }
}

public struct WeightedGlob: Sendable, Hashable {
    public var pattern: GlobPattern
    public var weight: Double

    public init(_ pattern: GlobPattern, _ weight: Double) {
        self.pattern = pattern
        self.weight = weight
    }
}
