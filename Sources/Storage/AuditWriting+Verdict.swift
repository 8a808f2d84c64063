internal import Findings
internal import GRDB

extension AuditWriting {
    mutating func writeDuplicates(_ groups: [DuplicateGroup], audit: Int64) throws {
        try RowInserter.fill("duplicate_group_rows", columns: 5, of: database) { rows in
            for (ordinal, group) in groups.enumerated() {
                try rows.add(
                    audit, ordinal, group.kind.rawValue, strings.id(of: group.domain), group.isAcrossServices)
            }
        }
        try RowInserter.fill("duplicate_member_rows", columns: 17, of: database) { members in
            for (owner, group) in groups.enumerated() {
                for (ordinal, member) in group.members.enumerated() {
                    try members.add(
                        audit, owner, ordinal, strings.id(of: member.symbol), strings.id(of: member.name),
                        strings.id(of: member.qualifiedName), strings.id(of: member.path), member.line,
                        member.column, member.endLine, member.service, member.role?.rawValue,
                        member.canonical.rawValue, member.isTestCode, member.isShadowed, member.isPlaceholder,
                        member.contents)
                }
            }
        }
        try RowInserter.fill("duplicate_pair_rows", columns: 7, of: database) { pairs in
            for (owner, group) in groups.enumerated() {
                for (ordinal, pair) in group.pairs.enumerated() {
                    try pairs.add(
                        audit, owner, ordinal, pair.left, pair.right, pair.kind.rawValue, pair.score)
                }
            }
        }
        try strings.flush()
    }

    mutating func writeSites(_ sites: [IdentifierSite], audit: Int64) throws {
        try RowInserter.fill("site_rows", columns: 15, of: database) { rows in
            for (ordinal, site) in sites.enumerated() {
                try rows.add(
                    audit, ordinal, strings.id(of: site.path), site.line, strings.id(of: site.symbol),
                    strings.id(of: site.scope), strings.id(of: site.sinkName), site.sink.rawValue,
                    site.source.rawValue, site.bits, strings.id(of: site.format),
                    strings.id(of: site.concept),
                    site.standing.rawValue, strings.id(of: site.replacement), site.isTestCode)
            }
        }
        try writeEvidence(sites.lazy.map(\.evidence), into: "site_evidence_rows", audit: audit)
    }

    mutating func writeAllowances(_ allowances: [Allowance], audit: Int64) throws {
        try RowInserter.fill("allowance_rows", columns: 8, of: database) { rows in
            for (ordinal, item) in allowances.enumerated() {
                try rows.add(
                    audit, ordinal, strings.id(of: item.path), item.line, item.firstLine, item.lastLine,
                    strings.id(of: item.rule), strings.id(of: item.reason))
            }
        }
    }

    mutating func writeFindings(_ findings: [Finding], audit: Int64) throws {
        try RowInserter.fill("finding_rows", columns: 15, of: database) { rows in
            for (ordinal, finding) in findings.enumerated() {
                try rows.add(
                    audit, ordinal, strings.id(of: finding.rule), finding.severity.rawValue,
                    strings.id(of: finding.domain), strings.id(of: finding.symbol),
                    strings.id(of: finding.qualifiedName), strings.id(of: finding.path), finding.line,
                    finding.column, strings.id(of: finding.message), strings.id(of: finding.fix),
                    finding.isTestCode, finding.contents, finding.fingerprint)
            }
        }
        try writeEvidence(findings.lazy.map(\.evidence), into: "finding_evidence_rows", audit: audit)
        try RowInserter.fill("finding_place_rows", columns: 7, of: database) { places in
            for (owner, finding) in findings.enumerated() {
                for (ordinal, place) in finding.related.enumerated() {
                    try places.add(
                        audit, owner, ordinal, strings.id(of: place.symbol), strings.id(of: place.path),
                        place.line, strings.id(of: place.note))
                }
            }
        }
        try strings.flush()
    }
}
