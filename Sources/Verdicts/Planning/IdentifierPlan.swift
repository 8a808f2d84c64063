package import Findings

/// The way from scattered ID-making to the one ID manager: which call replaces what is there, and in which order.
package struct IdentifierPlan: Sendable, Hashable {
    /// Sites in production code that make new identifiers, by standing.
    package var canonical: Int
    package var delegating: Int
    package var scattered: Int
    /// Sites of production code that stay as they are: composed of other identifiers, hashed from something, made by
    /// the database.
    package var derived: Int
    /// Scattered sites of test code, which nothing demands to be mended.
    package var inTests: Int
    /// In order of work.
    package var steps: [IdentifierStep]

    /// The phases that have steps, each with its steps.
    package var phases: [(phase: IdentifierStep.Phase, steps: [IdentifierStep])] {
        IdentifierStep.Phase.allCases.compactMap { phase in
            let steps = steps.filter { $0.phase == phase }
            return steps.isEmpty ? nil : (phase, steps)
        }
    }

    /// Whether any class of the audit offers a call at all.
    package var hasManager: Bool {
        canonical + delegating > 0 || steps.contains { !$0.replacement.isEmpty }
    }

    /// Plans for every scattered site of production code that makes a new identifier.
    ///
    /// - Complexity: O(n log n) in sites.
    package init(_ audit: Audit) {
        let sites = audit.sites.filter { !$0.isTestCode }
        let makers = sites.filter(\.makesNewIdentity)
        canonical = makers.count { $0.standing == .canonical }
        delegating = makers.count { $0.standing == .delegating }
        derived = sites.count - makers.count
        inTests = audit.sites.count { $0.isTestCode && $0.makesNewIdentity && $0.standing == .scattered }
        let open = makers.filter { $0.standing == .scattered }
        scattered = open.count
        steps = Dictionary(grouping: open) { Key($0) }.map { key, sites in
            IdentifierStep(
                phase: key.phase, concept: key.concept, replacement: key.replacement,
                sites: sites.sorted { ($0.path, $0.line, $0.sinkName) < ($1.path, $1.line, $1.sinkName) })
        }.sorted {
            ($0.phase, -$0.sites.count, $0.concept) < ($1.phase, -$1.sites.count, $1.concept)
        }
    }

    private struct Key: Hashable {
        var phase: IdentifierStep.Phase
        var concept: String
        var replacement: String

        init(_ site: IdentifierSite) {
            concept = site.concept
            replacement = site.replacement
            phase =
                if site.replacement.isEmpty {
                    .lacksCall
                } else if site.isWeak {
                    .weak
                } else if site.sink == .fieldDefault {
                    .stored
                } else {
                    site.sink == .returned ? .functions : .inline
                }
        }
    }
}

/// Sites of one concept that one call of the ID manager replaces.
package struct IdentifierStep: Sendable, Hashable {
    /// What has to be done before what.
    package enum Phase: String, Sendable, Hashable, CaseIterable, Comparable {
        /// The ID manager has no call for the concept, and none for every concept.
        case lacksCall = "lacks_call"
        /// Two of these can be equal, or one can be guessed.
        case weak
        /// Functions that return what they make: one change serves every caller.
        case functions
        case inline
        /// Defaults of fields and columns: what is stored already keeps its form until it is migrated.
        case stored

        package static func < (left: Phase, right: Phase) -> Bool {
            (allCases.firstIndex(of: left) ?? 0) < (allCases.firstIndex(of: right) ?? 0)
        }
    }

    package var phase: Phase
    package var concept: String
    /// `UnifiedIDManager.generate_run_id()`; empty where there is none.
    package var replacement: String
    /// In order of path and line.
    package var sites: [IdentifierSite]

    package var files: Int { Set(sites.map(\.path)).count }
    /// The formats that the one of the ID manager takes the place of, the commonest first.
    package var formats: [String] {
        Dictionary(grouping: sites, by: \.format).sorted {
            (-$0.value.count, $0.key) < (-$1.value.count, $1.key)
        }.map(\.key)
    }
}
