internal import Findings
internal import GRDB

/// Reads back the rows of one audit.
struct AuditReading {
    private let database: Database
    private let audit: Int64
    private var strings: StringLookup

    init(_ database: Database, audit: Int64) throws {
        self.database = database
        self.audit = audit
        strings = try StringLookup(database)
    }

    /// - Returns: a value equal to the one that was written; nil where no audit has the id.
    mutating func read() throws -> Audit? {
        let select = try PreparedStatement("SELECT * FROM audits WHERE id = ?", of: database)
        let counts = try select.first(audit) { row in
            (
                FileCounts(
                    walked: row[2], sources: row[3], outlined: row[4], withErrors: row[5], bytes: row[6],
                    lines: row[7]),
                DefinitionCounts(classes: row[8], functions: row[9])
            )
        }
        guard let (files, definitions) = counts else { return nil }
        return Audit(
            files: files, definitions: definitions, managers: try managers(), identifiers: try identifiers(),
            skips: try skips(), shadowedModules: try shadowedModules(),
            danglingImports: try danglingImports(),
            duplicates: try duplicates(), sites: try sites(), allowances: try allowances(),
            findings: try findings())
    }

    private mutating func managers() throws -> [ManagerFact] {
        var evidence = try evidenceByOwner(from: "manager_evidence_rows")
        var references = try referencesByOwner()
        var members = try membersByOwner()
        var imports = try importsByOwner()
        return try rows(of: "manager_rows") { row, reading in
            let ordinal: Int = row[1]
            return ManagerFact(
                symbol: try reading.text(row[2]), name: try reading.text(row[3]),
                qualifiedName: try reading.text(row[4]), path: try reading.text(row[5]), line: row[6],
                column: row[7], endLine: row[8], kind: try reading.value(row[9]),
                language: try reading.text(row[10]), role: try reading.value(row[11]),
                domain: try reading.text(row[12]), isTestCode: row[13], isShadowed: row[14],
                isCounted: row[15],
                canonical: try reading.value(row[16]),
                target: row.isNull(17) ? nil : try reading.text(row[17]), methodCount: row[18],
                productionReferences: row[19], testReferences: row[20],
                evidence: evidence.removeValue(forKey: ordinal) ?? [],
                references: references.removeValue(forKey: ordinal) ?? [], service: row[21],
                contents: row[22],
                members: members.removeValue(forKey: ordinal) ?? [],
                imports: imports.removeValue(forKey: ordinal) ?? [])
        }
    }

    private mutating func identifiers() throws -> [IdentifierFact] {
        var evidence = try evidenceByOwner(from: "identifier_evidence_rows")
        return try rows(of: "identifier_rows") { row, reading in
            IdentifierFact(
                symbol: try reading.text(row[2]), name: try reading.text(row[3]),
                qualifiedName: try reading.text(row[4]), path: try reading.text(row[5]), line: row[6],
                column: row[7], language: try reading.text(row[8]), kind: try reading.value(row[9]),
                concept: try reading.text(row[10]), isTestCode: row[11],
                evidence: evidence.removeValue(forKey: row[1]) ?? [])
        }
    }

    mutating func evidenceByOwner(from table: String) throws -> [Int: [Evidence]] {
        let pairs: [(Int, Evidence)] = try rows(of: table) { row, reading in
            let item = Evidence(
                aspect: try reading.value(row[3]), rule: try reading.text(row[4]), weight: row[5],
                detail: try reading.text(row[6]), line: row[7])
            return (row[1], item)
        }
        return grouped(pairs)
    }

    private mutating func referencesByOwner() throws -> [Int: [ReferenceFact]] {
        let pairs: [(Int, ReferenceFact)] = try rows(of: "reference_rows") { row, reading in
            let item = ReferenceFact(
                path: try reading.text(row[3]), line: row[4], scope: try reading.text(row[5]), count: row[6],
                isTestCode: row[7])
            return (row[1], item)
        }
        return grouped(pairs)
    }

    private mutating func membersByOwner() throws -> [Int: [ManagerMember]] {
        let pairs: [(Int, ManagerMember)] = try rows(of: "manager_member_rows") { row, reading in
            let item = ManagerMember(
                name: try reading.text(row[3]), kind: try reading.value(row[4]),
                parameters: ManagerMember.parameters(of: try reading.text(row[5])), isAsync: row[6],
                isInherited: row[7])
            return (row[1], item)
        }
        return grouped(pairs)
    }

    private mutating func importsByOwner() throws -> [Int: [ImportedName]] {
        let pairs: [(Int, ImportedName)] = try rows(of: "manager_import_rows") { row, reading in
            (row[1], ImportedName(try reading.text(row[3]), productionFiles: row[4], testFiles: row[5]))
        }
        return grouped(pairs)
    }

    private mutating func skips() throws -> [Skip] {
        try rows(of: "skip_rows") { row, reading in
            Skip(
                path: try reading.text(row[2]), reason: try reading.value(row[3]), isSource: row[4],
                detail: try reading.text(row[5]))
        }
    }

    private mutating func shadowedModules() throws -> [ShadowedModule] {
        try rows(of: "shadowed_module_rows") { row, reading in
            ShadowedModule(path: try reading.text(row[2]), shadowedBy: try reading.text(row[3]))
        }
    }

    private mutating func danglingImports() throws -> [DanglingImport] {
        try rows(of: "dangling_import_rows") { row, reading in
            DanglingImport(path: try reading.text(row[2]), line: row[3], name: try reading.text(row[4]))
        }
    }

    /// The audit's rows of a table, in the order of its key, with columns by position.
    mutating func rows<Value>(
        of table: String, as value: (RowColumns, inout AuditReading) throws -> Value
    ) throws -> [Value] {
        var values: [Value] = []
        let select = try PreparedStatement("SELECT * FROM \(table) WHERE audit_id = ?", of: database)
        try select.forEach(audit) { row in values.append(try value(row, &self)) }
        return values
    }

    mutating func text(_ id: Int64) throws -> String {
        try strings.text(id)
    }

    func value<Value: RawRepresentable<String>>(_ name: String) throws -> Value {
        guard let value = Value(rawValue: name) else {
            throw DatabaseError(resultCode: .SQLITE_CORRUPT, message: "unknown \(Value.self) \"\(name)\"")
        }
        return value
    }

    func grouped<Value>(_ pairs: [(Int, Value)]) -> [Int: [Value]] {
        var groups: [Int: [Value]] = [:]
        for (owner, value) in pairs { groups[owner, default: []].append(value) }
        return groups
    }
}
