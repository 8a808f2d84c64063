import Findings
import Verdicts

/// The `json-v1` format: everything that the audit found and the policy made of it, by the schema
/// Rules/Schemas/json-v1.schema.json. Without absolute paths, and without times but those of other scans, so that equal
/// trees give equal bytes.
enum JSONReportV1 {
    static func render(_ report: AuditReport) -> [UInt8] {
        var writer = JSONWriter(indents: true)
        writer.object { writer in
            writer.field("format", "ssot.scan/v1")
            provenance(report.provenance, &writer)
            counts(report, &writer)
            judgement(report, &writer)
            writer.key("domains")
            writer.array(report.domains) { domain($1, &$0) }
            writer.key("managers")
            writer.array(report.audit.managers) { manager($1, &$0) }
            writer.key("id_functions")
            writer.array(report.audit.identifiers) { identifier($1, &$0) }
            duplicates(report.audit, &writer)
            sites(report.audit, &writer)
            writer.key("shadowed_modules")
            writer.array(report.audit.shadowedModules) { writer, module in
                writer.object {
                    $0.field("file", module.path)
                    $0.field("shadowed_by", module.shadowedBy)
                }
            }
            writer.key("dangling_imports")
            writer.array(report.audit.danglingImports) { writer, item in
                writer.object {
                    $0.field("file", item.path)
                    $0.field("line", item.line)
                    $0.field("name", item.name)
                }
            }
            writer.key("skipped")
            writer.array(report.audit.skips) { writer, skip in
                writer.object {
                    $0.field("file", skip.path)
                    $0.field("reason", skip.reason.rawValue)
                    $0.field("source", skip.isSource)
                    $0.field("detail", skip.detail)
                }
            }
            former(report.former, &writer)
            writer.key("history")
            writer.array(report.history) { point($1, &$0) }
        }
        writer.newline()
        return writer.bytes
    }

    private static func provenance(_ provenance: AuditReport.Provenance, _ writer: inout JSONWriter) {
        writer.key("provenance")
        writer.object {
            $0.field("tool_version", provenance.toolVersion)
            $0.field("commit", provenance.commit)
            $0.field("rules_digest", provenance.rulesDigest)
            $0.field("configuration_digest", provenance.configurationDigest)
            $0.field("scope", provenance.scope)
            $0.field("pattern", provenance.pattern)
            $0.field("unit", "definition")
            $0.key("counted_roles")
            $0.array(provenance.countedRoles.sorted()) { $0.string($1.rawValue) }
        }
    }

    private static func counts(_ report: AuditReport, _ writer: inout JSONWriter) {
        let audit = report.audit
        writer.key("files")
        writer.object {
            $0.field("walked", audit.files.walked)
            $0.field("sources", audit.files.sources)
            $0.field("outlined", audit.files.outlined)
            $0.field("with_errors", audit.files.withErrors)
            $0.field("skipped", audit.skips.count)
            $0.field("sources_unread", report.unread.count)
            $0.field("bytes", audit.files.bytes)
            $0.field("lines", audit.files.lines)
        }
        writer.key("definitions")
        writer.object {
            $0.field("classes", audit.definitions.classes)
            $0.field("functions", audit.definitions.functions)
        }
        writer.key("funnel")
        writer.array(report.funnel) { writer, step in
            writer.object {
                $0.field("step", step.title)
                $0.field("count", step.count)
                $0.field("exclusion", step.isExclusion)
            }
        }
    }

    static func domain(_ row: DomainFigures, _ writer: inout JSONWriter) {
        writer.object {
            $0.field("domain", row.domain)
            $0.field("counted", row.counted)
            $0.field("unique_names", row.uniqueNames)
            $0.field("in_production", row.inProduction)
            $0.field("dead", row.dead)
            $0.field("test_doubles", row.testDoubles)
            $0.field("aliases", row.aliases)
            $0.field("excluded", row.excluded)
            $0.field("waived", row.waived)
            $0.field("budget", row.budget)
            $0.field("surplus", row.surplus)
            $0.key("definition_compliance")
            $0.number(row.definition.percent)
            share("definition", row.definition, &$0)
            share("usage", row.usage, &$0)
            $0.field("canonical", row.canonical?.symbol)
        }
    }

    private static func manager(_ fact: ManagerFact, _ writer: inout JSONWriter) {
        writer.object {
            $0.field("symbol", fact.symbol)
            $0.field("name", fact.name)
            $0.field("file", fact.path)
            $0.field("line", fact.line)
            $0.field("column", fact.column)
            $0.field("end_line", fact.endLine)
            $0.field("kind", fact.kind.rawValue)
            $0.field("language", fact.language)
            $0.field("domain", fact.domain)
            $0.field("role", fact.role.rawValue)
            $0.field("counted", fact.isCounted)
            $0.field("canonical", fact.canonical.rawValue)
            $0.field("test_code", fact.isTestCode)
            $0.field("shadowed", fact.isShadowed)
            $0.field("target", fact.target)
            $0.field("methods", fact.methodCount)
            $0.field("production_references", fact.productionReferences)
            $0.field("test_references", fact.testReferences)
            evidence(fact.evidence, &$0)
        }
    }

    private static func identifier(_ fact: IdentifierFact, _ writer: inout JSONWriter) {
        writer.object {
            $0.field("symbol", fact.symbol)
            $0.field("qualname", fact.qualifiedName)
            $0.field("file", fact.path)
            $0.field("line", fact.line)
            $0.field("kind", fact.kind.rawValue)
            $0.field("concept", fact.concept)
            $0.field("test_code", fact.isTestCode)
            evidence(fact.evidence, &$0)
        }
    }

    static func evidence(_ evidence: [Evidence], _ writer: inout JSONWriter) {
        writer.key("evidence")
        writer.array(evidence) { writer, item in
            writer.object {
                $0.field("aspect", item.aspect.rawValue)
                $0.field("rule", item.rule)
                $0.key("weight")
                $0.number(item.weight)
                $0.field("detail", item.detail)
                $0.field("line", item.line)
            }
        }
    }
}
