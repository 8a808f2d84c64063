import Findings
import Reports
import Verdicts

/// A report in which the audited repository says one text wherever it can say something.
enum HostileReport {
    static func report(_ text: String) -> AuditReport {
        let empty = FixedReport.empty.audit
        let manager = ManagerFact(
            symbol: text, name: text, qualifiedName: text, path: text, line: 1, column: 1, endLine: 1,
            kind: .class, language: "python", role: .implementation, domain: text, isTestCode: false,
            isShadowed: false, isCounted: true, canonical: .proposed, target: text, methodCount: 1,
            productionReferences: 0, testReferences: 0,
            evidence: [Evidence(aspect: .match, rule: text, detail: text)], references: [], service: text)
        let finding = Finding(
            rule: text, severity: .error, domain: text, symbol: text, qualifiedName: text, path: text,
            line: 1,
            message: text, fix: text,
            related: [RelatedPlace(symbol: text, path: text, line: 1, note: text)])
        let site = IdentifierSite(
            path: text, line: 1, symbol: text, scope: text, sinkName: text, sink: .assignment, source: .clock,
            bits: 0, format: text, concept: text, standing: .scattered, replacement: text, isTestCode: false,
            evidence: [])
        let members = [9, 9].map { GroupedReport.member(text, text, lines: 1...$0) }
        let audit = Audit(
            files: empty.files, definitions: empty.definitions, managers: [manager], identifiers: [],
            skips: [Skip(path: text, reason: .unreadable, isSource: true, detail: text)],
            shadowedModules: [ShadowedModule(path: text, shadowedBy: text)],
            danglingImports: [DanglingImport(path: text, line: 1, name: text)],
            duplicates: [GroupedReport.group(members, domain: text)], sites: [site], findings: [finding])
        let waiver = Waiver(
            rule: text, path: text, owner: text, reason: text, expires: Day("2026-12-31"),
            origin: Waiver.Origin(path: text, line: 1))
        let judgement = Judgement(
            findings: [
                JudgedFinding(finding: finding, severity: .error, standing: .new),
                JudgedFinding(finding: finding, severity: .note, standing: .waived(waiver)),
            ], compliance: Compliance(audit, budget: { _ in 1 }),
            verdict: Verdict(outcome: .fail, reasons: [text]))
        return AuditReport(
            audit: audit, judgement: judgement, provenance: FixedReport.empty.provenance,
            rules: [
                RuleText(id: text, title: text, severity: .error, isAdvice: false, rationale: text, fix: text)
            ], sources: [text: "class \(text):"])
    }
}
