import Classification
import Findings
import Reports
import RuleFiles
import Storage

extension Setup {
    /// What the figures of a scan depend on.
    func provenance(of context: ScanContext) -> AuditReport.Provenance {
        AuditReport.Provenance(
            toolVersion: context.toolVersion, commit: context.commit, rulesDigest: context.rulesDigest,
            configurationDigest: context.configurationDigest, scope: context.scope, pattern: context.pattern,
            countedRoles: configuration.countedRoles)
    }

    /// The texts of all rules that findings can name.
    var ruleTexts: [RuleText] { rules.findingRules.map { RuleText($0) } }
}
