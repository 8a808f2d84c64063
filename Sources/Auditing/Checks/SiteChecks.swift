import Classification
import Findings

extension Check {
    /// Sites that the ID manager should have made, of no worse values than it makes.
    static let scatteredIdentifier = Check(rule: "scattered-id") { inputs, rule in
        let wholeBits = Int(rule.number("whole-bits", default: 122))
        let scattered = inputs.audit.sites.filter {
            !$0.isTestCode && $0.standing == .scattered && $0.makesNewIdentity && !$0.isWeak
        }
        return SiteGroup.bySymbol(scattered).map { group in
            let isWhole = group.sites.allSatisfy { $0.bits >= wholeBits }
            let hasManager = group.sites.contains { !$0.replacement.isEmpty }
            let calls = group.replacements
            return group.finding(
                rule, severity: isWhole || !hasManager ? .note : .warning,
                message: "makes \(group.list) past the ID manager",
                fix: calls.isEmpty ? rule.fix : "call \(calls.joined(separator: ", "))")
        }
    }

    /// Sites whose values may meet or be guessed.
    static let weakIdentifier = Check(rule: "weak-id") { inputs, rule in
        let weak = inputs.audit.sites.filter {
            !$0.isTestCode && $0.isWeak && $0.makesNewIdentity && $0.standing != .delegating
        }
        return SiteGroup.bySymbol(weak).map { group in
            // A counter is unique as long as its process lives.
            let isCounted = group.sites.allSatisfy { $0.source == .counter }
            var reasons: [String] = []
            for site in group.sites where !reasons.contains(site.weakness) { reasons.append(site.weakness) }
            let calls = group.sites.filter { $0.standing == .scattered }.isEmpty ? [] : group.replacements
            return group.finding(
                rule, severity: isCounted ? max(rule.severity, .warning) : rule.severity,
                message: "\(group.list) can collide or be guessed: \(reasons.joined(separator: "; "))",
                fix: calls.isEmpty ? rule.fix : "call \(calls.joined(separator: ", "))")
        }
    }

    /// Concepts whose identifiers are made in several formats.
    static let identifierFormatDrift = Check(rule: "id-format-drift") { inputs, rule in
        let graveCount = Int(rule.number("grave-from", default: 3))
        let unspecific = Set(rule.texts("unspecific-concepts"))
        return FormatDrift.of(inputs.audit.sites).compactMap { drift in
            guard drift.formats.count > 1, !unspecific.contains(drift.concept),
                let first = drift.formats.flatMap(\.sites).min(by: { ($0.path, $0.line) < ($1.path, $1.line) }
                )
            else { return nil }
            let shown = drift.formats.prefix(6).map { "\($0.format) (\($0.sites.count))" }
            let more = drift.formats.count > 6 ? " and \(drift.formats.count - 6) more" : ""
            var hash = StableHash()
            hash.combine(drift.concept)
            return Finding(
                rule: rule.header.id,
                severity: drift.formats.count >= graveCount ? rule.severity : .note, domain: "identifiers",
                symbol: drift.concept + " ID", qualifiedName: drift.concept + " ID", path: first.path,
                line: first.line,
                message: "\(drift.concept) IDs have \(drift.formats.count) formats: "
                    + shown.joined(separator: ", ") + more,
                fix: rule.fix,
                related: drift.formats.prefix(20).compactMap { format in
                    format.sites.first.map {
                        RelatedPlace(symbol: $0.symbol, path: $0.path, line: $0.line, note: format.format)
                    }
                }, contents: hash.hexadecimal)
        }
    }
}

/// The sites of one definition, or of a file outside all definitions.
private struct SiteGroup {
    /// In order of lines.
    var sites: [IdentifierSite]

    static func bySymbol(_ sites: [IdentifierSite]) -> [SiteGroup] {
        var groups: [[String]: [IdentifierSite]] = [:]
        for site in sites { groups[[site.path, site.symbol], default: []].append(site) }
        return groups.values.map {
            SiteGroup(sites: $0.sorted { ($0.line, $0.sinkName) < ($1.line, $1.sinkName) })
        }
        .sorted { ($0.sites[0].path, $0.sites[0].line) < ($1.sites[0].path, $1.sites[0].line) }
    }

    /// `request_id (line 12), trace_id (lines 40, 44)`.
    var list: String {
        var order: [String] = []
        var lines: [String: [Int]] = [:]
        for site in sites {
            let name = site.sinkName.isEmpty ? "a new \(site.concept) ID" : site.sinkName
            if lines[name] == nil { order.append(name) }
            if lines[name]?.last != site.line { lines[name, default: []].append(site.line) }
        }
        let parts = order.prefix(6).map { name in
            let places = lines[name] ?? []
            return "\(name) (\(places.count == 1 ? "line" : "lines") "
                + places.map { String($0) }.joined(separator: ", ") + ")"
        }
        return parts.joined(separator: ", ") + (order.count > 6 ? " and \(order.count - 6) more" : "")
    }

    /// The calls of the ID manager that make these identifiers, each once.
    var replacements: [String] {
        var calls: [String] = []
        for site in sites where !site.replacement.isEmpty && !calls.contains(site.replacement) {
            calls.append(site.replacement)
        }
        return calls
    }

    func finding(_ rule: FindingRule, severity: Severity, message: String, fix: String) -> Finding {
        let first = sites[0]
        // What is made, not where: edits around it change nothing.
        var hash = StableHash()
        for text in sites.map({ "\($0.sinkName) \($0.sink.rawValue) \($0.source.rawValue) \($0.format)" })
            .sorted()
        {
            hash.combine(text)
        }
        return Finding(
            rule: rule.header.id, severity: severity, domain: "identifiers", symbol: first.symbol,
            qualifiedName: first.scope, path: first.path, line: first.line, message: message, fix: fix,
            evidence: first.evidence, contents: hash.hexadecimal)
    }
}

extension IdentifierSite {
    /// Why two values of the site may meet, in words.
    fileprivate var weakness: String {
        switch source {
        case .secureRandom: "\(bits) random bits"
        case .weakRandom: "a predictable generator"
        case .clock: "nothing but the clock"
        case .counter: "a counter that starts again"
        case .memoryAddress: "an address in memory"
        case .hash, .composed, .external: source.rawValue
        }
    }
}
