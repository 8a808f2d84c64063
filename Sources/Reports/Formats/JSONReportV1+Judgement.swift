import Findings
import Verdicts

extension JSONReportV1 {
    static func judgement(_ report: AuditReport, _ writer: inout JSONWriter) {
        let judgement = report.judgement
        writer.key("verdict")
        writer.object {
            $0.field("outcome", judgement.verdict.outcome.rawValue)
            $0.key("reasons")
            $0.array(judgement.verdict.reasons) { $0.string($1) }
            $0.key("base")
            if let base = judgement.base {
                $0.object {
                    $0.field("revision", base.revision)
                    $0.field("commit", base.commit)
                }
            } else {
                $0.null()
            }
        }
        writer.key("compliance")
        writer.object {
            share("definition", report.compliance.definition, &$0)
            share("usage", report.compliance.usage, &$0)
            share("identifiers", report.compliance.identifiers, &$0)
        }
        writer.key("findings")
        writer.array(report.keyedWorstFirst) { finding($1.judged, $1.key, &$0) }
        writer.key("fixed_findings")
        writer.array(judgement.fixed) { writer, entry in
            writer.object {
                $0.field("rule", entry.rule)
                $0.field("domain", entry.domain)
                $0.field("symbol", entry.symbol)
                $0.field("file", entry.path)
                $0.field("fingerprint", entry.fingerprint)
            }
        }
        writer.key("rules")
        writer.array(report.violatedRules) { rule($1.rule, $1.tally, &$0) }
    }

    static func share(_ name: String, _ share: Share, _ writer: inout JSONWriter) {
        writer.key(name)
        writer.object {
            $0.field("numerator", share.numerator)
            $0.field("denominator", share.denominator)
            $0.key("percent")
            $0.number(share.percent)
        }
    }

    private static func finding(_ judged: JudgedFinding, _ key: String, _ writer: inout JSONWriter) {
        let finding = judged.finding
        writer.object { writer in
            writer.field("rule", finding.rule)
            writer.field("severity", judged.severity.rawValue)
            writer.field("standing", judged.standing.word)
            writer.field("domain", finding.domain)
            writer.field("symbol", finding.symbol)
            writer.field("qualname", finding.qualifiedName)
            writer.field("file", finding.path)
            writer.field("line", finding.line)
            writer.field("column", finding.column)
            writer.field("message", finding.message)
            writer.field("fix", finding.fix)
            writer.field("test_code", finding.isTestCode)
            writer.field("fingerprint", key)
            writer.key("related")
            writer.array(finding.related) { writer, place in
                writer.object {
                    $0.field("symbol", place.symbol)
                    $0.field("file", place.path)
                    $0.field("line", place.line)
                    $0.field("note", place.note)
                }
            }
            evidence(finding.evidence, &writer)
            writer.key("waiver")
            if case .waived(let given) = judged.standing { waiver(given, &writer) } else { writer.null() }
        }
    }

    private static func waiver(_ waiver: Waiver, _ writer: inout JSONWriter) {
        writer.object {
            $0.field("owner", waiver.owner)
            $0.field("reason", waiver.reason)
            $0.field("expires", waiver.expires?.description)
            $0.field("in_source", waiver.origin.lines != nil)
            $0.field("line", waiver.origin.line)
        }
    }

    private static func rule(_ rule: RuleText, _ tally: FindingTally, _ writer: inout JSONWriter) {
        writer.object {
            $0.field("id", rule.id)
            $0.field("title", rule.title)
            $0.field("severity", rule.severity.rawValue)
            $0.field("advice", rule.isAdvice)
            $0.field("rationale", rule.rationale)
            $0.field("fix", rule.fix)
            $0.field("findings", tally.total)
            $0.field("new", tally.new)
            $0.field("known", tally.known)
            $0.field("old", tally.old)
            $0.field("waived", tally.waived)
        }
    }

    // MARK: Duplicates and sites

    static func duplicates(_ audit: Audit, _ writer: inout JSONWriter) {
        writer.key("duplicates")
        writer.array(audit.duplicates) { writer, group in
            writer.object { writer in
                writer.field("kind", group.kind.rawValue)
                writer.field("domain", group.domain)
                writer.field("across_services", group.isAcrossServices)
                writer.key("members")
                writer.array(group.members) { member($1, &$0) }
                writer.key("pairs")
                writer.array(group.pairs) { writer, pair in
                    writer.object {
                        $0.field("left", pair.left)
                        $0.field("right", pair.right)
                        $0.field("evidence", pair.kind.rawValue)
                        $0.key("score")
                        $0.number(pair.score)
                    }
                }
            }
        }
    }

    private static func member(_ member: DuplicateMember, _ writer: inout JSONWriter) {
        writer.object {
            $0.field("symbol", member.symbol)
            $0.field("name", member.name)
            $0.field("file", member.path)
            $0.field("line", member.line)
            $0.field("column", member.column)
            $0.field("end_line", member.endLine)
            $0.field("service", member.service)
            $0.field("role", member.role?.rawValue)
            $0.field("canonical", member.canonical.rawValue)
            $0.field("test_code", member.isTestCode)
            $0.field("shadowed", member.isShadowed)
            $0.field("placeholder", member.isPlaceholder)
        }
    }

    static func sites(_ audit: Audit, _ writer: inout JSONWriter) {
        writer.key("id_sites")
        writer.array(audit.sites) { writer, site in
            writer.object {
                $0.field("file", site.path)
                $0.field("line", site.line)
                $0.field("symbol", site.symbol)
                $0.field("name", site.sinkName)
                $0.field("sink", site.sink.rawValue)
                $0.field("source", site.source.rawValue)
                $0.field("bits", site.bits)
                $0.field("format", site.format)
                $0.field("concept", site.concept)
                $0.field("standing", site.standing.rawValue)
                $0.field("replacement", site.replacement)
                $0.field("test_code", site.isTestCode)
                evidence(site.evidence, &$0)
            }
        }
    }

    // MARK: Other scans

    static func former(_ former: FormerScan?, _ writer: inout JSONWriter) {
        writer.key("former")
        guard let former else { return writer.null() }
        writer.object { writer in
            writer.key("scan")
            point(former.point, &writer)
            share("definition", former.compliance.definition, &writer)
            share("usage", former.compliance.usage, &writer)
            share("identifiers", former.compliance.identifiers, &writer)
            writer.key("domains")
            writer.array(former.compliance.domains) { domain($1, &$0) }
            for (name, facts) in [("added", former.added), ("removed", former.removed)] {
                writer.key(name)
                writer.array(facts) { place($1, &$0) }
            }
            writer.key("renamed")
            writer.array(former.renamed) { writer, renaming in
                writer.object {
                    $0.key("old")
                    place(renaming.old, &$0)
                    $0.key("new")
                    place(renaming.new, &$0)
                }
            }
            writer.field("new_findings", former.newFindings)
            writer.field("gone_findings", former.goneFindings)
        }
    }

    private static func place(_ fact: ManagerFact, _ writer: inout JSONWriter) {
        writer.object {
            $0.field("symbol", fact.symbol)
            $0.field("domain", fact.domain)
            $0.field("file", fact.path)
            $0.field("line", fact.line)
        }
    }

    static func point(_ point: ScanPoint, _ writer: inout JSONWriter) {
        writer.object { writer in
            writer.field("scan", Int(point.scan))
            writer.field("started_at_ms", Int(point.startedAt))
            writer.field("commit", point.commit)
            writer.field("rules_digest", point.rulesDigest)
            share("definition", point.definition, &writer)
            share("usage", point.usage, &writer)
            share("identifiers", point.identifiers, &writer)
            writer.field("duplicate_groups", point.duplicateGroups)
            writer.field("findings", point.findings)
            writer.key("counted")
            writer.object {
                for (domain, count) in point.counted.sorted(by: { $0.key < $1.key }) {
                    $0.field(domain, count)
                }
            }
        }
    }
}
