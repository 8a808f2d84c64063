package import Findings

/// One line a fact: the place first, so that editors and `cut` find it.
package enum Listing {
    package static func managers(_ facts: [ManagerFact]) -> String {
        var table = TextTable(
            header: ["place", "name", "domain", "role", "counted", "references", "in tests"],
            rightAligned: [5, 6])
        for fact in facts {
            let isAlias = fact.kind == .alias
            table.add([
                "\(fact.path):\(fact.line)", fact.qualifiedName, fact.domain, fact.role.rawValue,
                fact.isCounted ? "yes" : "no", isAlias ? "" : "\(fact.productionReferences)",
                isAlias ? "" : "\(fact.testReferences)",
            ])
        }
        return table.lines().joined(separator: "\n") + "\n"
    }

    package static func identifiers(_ facts: [IdentifierFact]) -> String {
        var table = TextTable(header: ["place", "name", "kind", "concept"], rightAligned: [])
        for fact in facts {
            table.add(["\(fact.path):\(fact.line)", fact.qualifiedName, fact.kind.rawValue, fact.concept])
        }
        return table.lines().joined(separator: "\n") + "\n"
    }

    package static func sites(_ sites: [IdentifierSite]) -> String {
        var table = TextTable(
            header: ["place", "name", "sink", "source", "bits", "format", "concept", "standing", "instead"],
            rightAligned: [4])
        for site in sites {
            table.add([
                "\(site.path):\(site.line)", site.sinkName, site.sink.rawValue, site.source.rawValue,
                "\(site.bits)", site.format, site.concept, site.standing.rawValue,
                site.standing == .scattered ? site.replacement : "",
            ])
        }
        return table.lines().joined(separator: "\n") + "\n"
    }
}
