import Findings
import Verdicts

/// What the page draws, as JSON. Its shape is the page's own: other readers have `json-v1`.
///
/// Keys whose value is false, empty or absent are left out.
struct PageData {
    let report: AuditReport
    let groups: ListedGroups
    /// The index of a manager in `audit.managers`, by place and name.
    let managerIndex: [Place: Int]

    /// What tells definitions of one audit apart.
    struct Place: Hashable {
        var path: String
        var line: Int
        var symbol: String
    }

    init(_ report: AuditReport) {
        self.report = report
        groups = ListedGroups(report)
        managerIndex = Dictionary(
            report.audit.managers.enumerated().map { index, manager in
                (Place(path: manager.path, line: manager.line, symbol: manager.symbol), index)
            }, uniquingKeysWith: { first, _ in first })
    }

    func json() -> [UInt8] {
        var writer = JSONWriter(indents: false)
        writer.object { writer in
            provenance(&writer)
            verdict(&writer)
            figures(&writer)
            managers(&writer)
            duplicates(&writer)
            identifiers(&writer)
            findings(&writer)
            waivers(&writer)
            history(&writer)
            limits(&writer)
        }
        return writer.bytes
    }

    private func provenance(_ writer: inout JSONWriter) {
        let provenance = report.provenance
        writer.key("provenance")
        writer.object {
            $0.field("tool", provenance.toolVersion)
            $0.sparse("commit", provenance.commit)
            $0.field("rules", provenance.rulesDigest)
            $0.field("configuration", provenance.configurationDigest)
            $0.field("scope", provenance.scope)
            $0.field("pattern", provenance.pattern)
            $0.field("unit", "definition")
            $0.key("roles")
            $0.array(provenance.countedRoles.sorted()) { $0.string($1.rawValue) }
        }
    }

    private func verdict(_ writer: inout JSONWriter) {
        let judgement = report.judgement
        writer.key("verdict")
        writer.object {
            $0.field("outcome", judgement.verdict.outcome.rawValue)
            $0.key("reasons")
            $0.array(judgement.verdict.reasons) { $0.string($1) }
            if let base = judgement.base {
                $0.key("base")
                $0.object {
                    $0.field("revision", base.revision)
                    $0.field("commit", base.commit)
                }
            }
        }
        writer.field("fixed", judgement.fixed.count)
    }

    private func figures(_ writer: inout JSONWriter) {
        let audit = report.audit
        writer.key("files")
        writer.object {
            $0.field("walked", audit.files.walked)
            $0.field("sources", audit.files.sources)
            $0.field("outlined", audit.files.outlined)
            $0.field("withErrors", audit.files.withErrors)
            $0.field("lines", audit.files.lines)
        }
        writer.key("definitions")
        writer.object {
            $0.field("classes", audit.definitions.classes)
            $0.field("functions", audit.definitions.functions)
        }
        writer.key("compliance")
        writer.object {
            $0.share("definition", report.compliance.definition)
            $0.share("usage", report.compliance.usage)
            $0.share("identifiers", report.compliance.identifiers)
        }
        writer.key("funnel")
        writer.array(report.funnel) { writer, step in
            writer.object {
                $0.field("step", step.title)
                $0.field("count", step.count)
                $0.sparse("exclusion", step.isExclusion)
            }
        }
        writer.key("domains")
        writer.array(report.domains) { domain($1, &$0) }
    }

    private func domain(_ row: DomainFigures, _ writer: inout JSONWriter) {
        writer.object {
            $0.field("domain", row.domain)
            $0.field("counted", row.counted)
            $0.field("names", row.uniqueNames)
            $0.field("production", row.inProduction)
            $0.field("dead", row.dead)
            $0.field("doubles", row.testDoubles)
            $0.field("aliases", row.aliases)
            $0.field("excluded", row.excluded)
            $0.field("waived", row.waived)
            $0.field("budget", row.budget)
            $0.field("surplus", row.surplus)
            $0.share("definition", row.definition)
            $0.share("usage", row.usage)
            if let canonical = row.canonical,
                let index = managerIndex[
                    Place(path: canonical.path, line: canonical.line, symbol: canonical.symbol)]
            {
                $0.field("canonical", index)
            }
        }
    }
}

extension JSONWriter {
    /// A member that is left out where it says nothing.
    mutating func sparse(_ name: String, _ value: Bool) {
        if value { field(name, true) }
    }

    mutating func sparse(_ name: String, _ value: String?) {
        if let value, !value.isEmpty { field(name, value) }
    }

    /// `[numerator, denominator]`.
    mutating func share(_ name: String, _ share: Share) {
        key(name)
        array([share.numerator, share.denominator]) { $0.number($1) }
    }
}
