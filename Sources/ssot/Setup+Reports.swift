import Classification
import Findings
import Foundation
import Reports
import RuleFiles
import SourceFiles
import Storage
import Verdicts

extension Setup {
    /// What the figures of a scan depend on.
    func provenance(of context: ScanContext) -> AuditReport.Provenance {
        AuditReport.Provenance(
            toolVersion: context.toolVersion, commit: context.commit, rulesDigest: context.rulesDigest,
            configurationDigest: context.configurationDigest, scope: context.scope, pattern: context.pattern,
            countedRoles: configuration.countedRoles)
    }

    /// Whether a scan ran by the same rules and configuration.
    func isThat(of context: ScanContext) -> Bool {
        configuration.digest == context.configurationDigest && rules.digest == context.rulesDigest
    }

    /// What an audit of a folder is judged by: the policy, and the baseline where there is one.
    ///
    /// - Parameter moment: when waivers are held against the calendar, in milliseconds since 1970.
    func judge(of root: String, at moment: Int64) throws -> Judge {
        let place = BaselinePlace(root, configuration, named: nil)
        var judge = Judge(
            policy: gatePolicy(for: root), rules: judgedRules, today: Day(milliseconds: moment))
        judge.baseline = try place.read()
        judge.isWhole = place.root == "."
        return judge
    }

    /// The audited folder below the root of its repository, as `AuditReport.folder`.
    static func folder(of root: String) -> String {
        var isFolder: ObjCBool = false
        let exists = unsafe FileManager.default.fileExists(atPath: root, isDirectory: &isFolder)
        let url = URL(filePath: root)
        let folder = exists && !isFolder.boolValue ? url.deletingLastPathComponent() : url
        return GitPlace(around: folder.path)?.prefix ?? ""
    }

    /// The texts of all rules that findings can name.
    var ruleTexts: [RuleText] { rules.findingRules.map { RuleText($0) } }

    /// All that waivers can name: rules, and requirements of contracts.
    var judgedRules: [RuleText] {
        ruleTexts
            + Conform.requirementIDs.map {
                RuleText(id: $0, title: $0, severity: .error, isAdvice: false, rationale: "", fix: "")
            }
    }
}
