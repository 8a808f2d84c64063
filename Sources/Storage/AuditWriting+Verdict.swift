internal import Findings
internal import GRDB

extension AuditWriting {
    mutating func writeDuplicates(_ groups: [DuplicateGroup], audit: Int64) throws {
        strings.reserve(groups.reduce(0) { $0 + $1.members.count } * 3)
        let rows = try PreparedStatement(into: "duplicate_group_rows", columns: 5, of: database)
        for (ordinal, group) in groups.enumerated() {
            try rows.run(
                audit, ordinal, group.kind.rawValue, strings.id(of: group.domain), group.isAcrossServices)
        }
        let members = try PreparedStatement(into: "duplicate_member_rows", columns: 17, of: database)
        let pairs = try PreparedStatement(into: "duplicate_pair_rows", columns: 7, of: database)
        for (owner, group) in groups.enumerated() {
            for (ordinal, member) in group.members.enumerated() {
                try members.run(
                    audit, owner, ordinal, strings.id(of: member.symbol), strings.id(of: member.name),
                    strings.id(of: member.qualifiedName), strings.id(of: member.path), member.line,
                    member.column, member.endLine, member.service, member.role?.rawValue,
                    member.canonical.rawValue, member.isTestCode, member.isShadowed, member.isPlaceholder,
                    member.contents)
            }
            for (ordinal, pair) in group.pairs.enumerated() {
                try pairs.run(
                    audit, owner, ordinal, pair.left, pair.right, pair.kind.rawValue, pair.score)
            }
        }
    }

    mutating func writeSites(_ sites: [IdentifierSite], audit: Int64) throws {
        let rows = try PreparedStatement(into: "site_rows", columns: 15, of: database)
        for (ordinal, site) in sites.enumerated() {
            try rows.run(
                audit, ordinal, strings.id(of: site.path), site.line, strings.id(of: site.symbol),
                strings.id(of: site.scope), strings.id(of: site.sinkName), site.sink.rawValue,
                site.source.rawValue, site.bits, strings.id(of: site.format), strings.id(of: site.concept),
                site.standing.rawValue, strings.id(of: site.replacement), site.isTestCode)
        }
        let evidence = try PreparedStatement(into: "site_evidence_rows", columns: 8, of: database)
        for (owner, site) in sites.enumerated() {
            try write(site.evidence, owner: owner, audit: audit, into: evidence)
        }
    }

    mutating func writeAllowances(_ allowances: [Allowance], audit: Int64) throws {
        let rows = try PreparedStatement(into: "allowance_rows", columns: 8, of: database)
        for (ordinal, item) in allowances.enumerated() {
            try rows.run(
                audit, ordinal, strings.id(of: item.path), item.line, item.firstLine, item.lastLine,
                strings.id(of: item.rule), strings.id(of: item.reason))
        }
    }

    mutating func writeFindings(_ findings: [Finding], audit: Int64) throws {
        let rows = try PreparedStatement(into: "finding_rows", columns: 15, of: database)
        for (ordinal, finding) in findings.enumerated() {
            try rows.run(
                audit, ordinal, strings.id(of: finding.rule), finding.severity.rawValue,
                strings.id(of: finding.domain), strings.id(of: finding.symbol),
                strings.id(of: finding.qualifiedName), strings.id(of: finding.path), finding.line,
                finding.column, strings.id(of: finding.message), strings.id(of: finding.fix),
                finding.isTestCode, finding.contents, finding.fingerprint)
        }
        let evidence = try PreparedStatement(into: "finding_evidence_rows", columns: 8, of: database)
        let places = try PreparedStatement(into: "finding_place_rows", columns: 7, of: database)
        for (owner, finding) in findings.enumerated() {
            try write(finding.evidence, owner: owner, audit: audit, into: evidence)
            for (ordinal, place) in finding.related.enumerated() {
                try places.run(
                    audit, owner, ordinal, strings.id(of: place.symbol), strings.id(of: place.path),
                    place.line, strings.id(of: place.note))
            }
        }
    }
}
