import Findings
import Verdicts

/// Findings, audits and rules for judging, with as little in them as a case needs.
enum Sample {
    static func finding(
        _ rule: String, _ symbol: String, contents: String = "c0",
        severity: Severity = .warning, line: Int = 1, related: [String] = []
    ) -> Finding {
        let parts = symbol.split(separator: ".")
        return Finding(
            rule: rule, severity: severity, domain: "websocket", symbol: symbol,
            qualifiedName: parts.last.map(String.init) ?? symbol,
            path: parts.dropLast().joined(separator: "/") + ".py", line: line,
            message: "\(symbol) is one too many",
            related: related.map { RelatedPlace(symbol: $0, path: "", line: 1, note: "") }, contents: contents
        )
    }

    static func finding(_ symbol: String, contents: String = "c0", line: Int = 1) -> Finding {
        finding("surplus-manager", symbol, contents: contents, line: line)
    }

    static func audit(
        _ findings: [Finding], skips: [Skip] = [], allowances: [Allowance] = [], sites: [IdentifierSite] = []
    ) -> Audit {
        Audit(
            files: FileCounts(walked: 1, sources: 1, outlined: 1, withErrors: 0, bytes: 1, lines: 1),
            definitions: DefinitionCounts(classes: 1, functions: 1), managers: [], identifiers: [],
            skips: skips, shadowedModules: [], danglingImports: [], sites: sites, allowances: allowances,
            findings: findings)
    }

    static let rules: [RuleText] = [
        ("surplus-manager", Severity.warning, false), ("cloned-manager", .error, false),
        ("shared-state", .error, true), ("expired-waiver", .error, false), ("unused-waiver", .warning, false),
        ("waiver-without-reason", .error, false),
    ].map { id, severity, isAdvice in
        RuleText(id: id, title: id, severity: severity, isAdvice: isAdvice, rationale: "", fix: "mend it")
    }

    static let today = Day(number: 20_000)

    static func judge(_ policy: Policy = Policy(), baseline: [Finding]? = nil, base: [Finding]? = nil)
        -> Judge
    {
        var judge = Judge(policy: policy, rules: rules, today: today)
        judge.baseline = baseline.map { Baseline(entries: $0.map(Baseline.Entry.init)) }
        judge.base = base.map {
            Judge.Base(revision: Judgement.Base(revision: "main", commit: "c"), findings: $0)
        }
        return judge
    }

    static func waiver(
        _ rule: String = "surplus-manager", symbol: String? = "app.ws.A", path: String? = nil,
        owner: String = "me", reason: String = "why", expires: Day? = Day(number: 30_000)
    ) -> Waiver {
        Waiver(
            rule: rule, symbol: symbol, path: path, owner: owner, reason: reason, expires: expires,
            origin: Waiver.Origin(path: ".ssot.yaml", line: 3))
    }
}
