/// The formats that identifiers of one concept are made in: more than one means that nobody can tell such an
/// identifier by its looks.
public struct FormatDrift: Sendable, Hashable {
    public var concept: String
    /// The commonest first, then by text.
    public var formats: [Format]

    public struct Format: Sendable, Hashable {
        public var format: String
        /// In order of path and line.
        public var sites: [IdentifierSite]
    }

    /// The formats of each concept in production code, by the sites that make new identifiers there; the concept with
    /// the most formats first, then by name.
    public static func of(_ sites: [IdentifierSite]) -> [FormatDrift] {
        var groups: [String: [String: [IdentifierSite]]] = [:]
        for site in sites where !site.isTestCode && site.makesNewIdentity && site.standing != .delegating {
            groups[site.concept, default: [:]][site.format, default: []].append(site)
        }
        return groups.map { concept, formats in
            FormatDrift(
                concept: concept,
                formats: formats.map { format, sites in
                    Format(
                        format: format, sites: sites.sorted { ($0.path, $0.line) < ($1.path, $1.line) })
                }.sorted { (-$0.sites.count, $0.format) < (-$1.sites.count, $1.format) })
        }.sorted { (-$0.formats.count, $0.concept) < (-$1.formats.count, $1.concept) }
    }
}
