internal import Findings
internal import GRDB

extension AuditReading {
    mutating func duplicates() throws -> [DuplicateGroup] {
        let members: [(Int, DuplicateMember)] = try rows(of: "duplicate_member_rows") { row, reading in
            let member = DuplicateMember(
                symbol: try reading.text(row[3]), name: try reading.text(row[4]),
                qualifiedName: try reading.text(row[5]), path: try reading.text(row[6]), line: row[7],
                column: row[8], endLine: row[9], service: row[10],
                role: row.isNull(11) ? nil : try reading.value(row[11]) as Role,
                canonical: try reading.value(row[12]), isTestCode: row[13], isShadowed: row[14],
                isPlaceholder: row[15], contents: row[16])
            return (row[1], member)
        }
        let pairs: [(Int, DuplicatePair)] = try rows(of: "duplicate_pair_rows") { row, reading in
            (
                row[1],
                DuplicatePair(left: row[3], right: row[4], kind: try reading.value(row[5]), score: row[6])
            )
        }
        var membersByOwner = grouped(members)
        var pairsByOwner = grouped(pairs)
        return try rows(of: "duplicate_group_rows") { row, reading in
            DuplicateGroup(
                kind: try reading.value(row[2]), domain: try reading.text(row[3]),
                members: membersByOwner.removeValue(forKey: row[1]) ?? [],
                pairs: pairsByOwner.removeValue(forKey: row[1]) ?? [], isAcrossServices: row[4])
        }
    }

    mutating func sites() throws -> [IdentifierSite] {
        var evidence = try evidenceByOwner(from: "site_evidence_rows")
        return try rows(of: "site_rows") { row, reading in
            IdentifierSite(
                path: try reading.text(row[2]), line: row[3], symbol: try reading.text(row[4]),
                scope: try reading.text(row[5]), sinkName: try reading.text(row[6]),
                sink: try reading.value(row[7]), source: try reading.value(row[8]), bits: row[9],
                format: try reading.text(row[10]), concept: try reading.text(row[11]),
                standing: try reading.value(row[12]), replacement: try reading.text(row[13]),
                isTestCode: row[14], evidence: evidence.removeValue(forKey: row[1]) ?? [])
        }
    }

    mutating func allowances() throws -> [Allowance] {
        try rows(of: "allowance_rows") { row, reading in
            Allowance(
                path: try reading.text(row[2]), line: row[3], firstLine: row[4], lastLine: row[5],
                rule: try reading.text(row[6]), reason: try reading.text(row[7]))
        }
    }

    mutating func findings() throws -> [Finding] {
        var evidence = try evidenceByOwner(from: "finding_evidence_rows")
        let places: [(Int, RelatedPlace)] = try rows(of: "finding_place_rows") { row, reading in
            (
                row[1],
                RelatedPlace(
                    symbol: try reading.text(row[3]), path: try reading.text(row[4]), line: row[5],
                    note: try reading.text(row[6]))
            )
        }
        var placesByOwner = grouped(places)
        return try rows(of: "finding_rows") { row, reading in
            Finding(
                rule: try reading.text(row[2]), severity: try reading.value(row[3]),
                domain: try reading.text(row[4]), symbol: try reading.text(row[5]),
                qualifiedName: try reading.text(row[6]), path: try reading.text(row[7]), line: row[8],
                column: row[9], message: try reading.text(row[10]), fix: try reading.text(row[11]),
                isTestCode: row[12], related: placesByOwner.removeValue(forKey: row[1]) ?? [],
                evidence: evidence.removeValue(forKey: row[1]) ?? [], contents: row[13])
        }
    }
}
