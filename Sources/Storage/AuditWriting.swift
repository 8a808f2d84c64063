import Digests
internal import Findings
internal import GRDB

/// Writes the rows of one audit, inside a transaction that the caller has begun.
struct AuditWriting {
    let database: Database
    var strings: StringInterning

    init(_ database: Database, known: StringInterning.Known? = nil) throws {
        self.database = database
        strings = try StringInterning(database, known: known)
    }

    /// - Returns: the new audit's id.
    mutating func write(_ audit: Audit, inputs: Digest) throws -> Int64 {
        let id = try writeFacts(audit, inputs: inputs)
        try writeDuplicates(audit.duplicates, audit: id)
        try writeFindings(audit.findings, audit: id)
        return id
    }

    /// Writes what definitions are.
    ///
    /// - Returns: the new audit's id.
    mutating func writeFacts(_ audit: Audit, inputs: Digest) throws -> Int64 {
        let (files, definitions) = (audit.files, audit.definitions)
        try PreparedStatement(into: "audits", columns: 10, of: database).run(
            nil as Int64?, inputs, files.walked, files.sources, files.outlined, files.withErrors, files.bytes,
            files.lines, definitions.classes, definitions.functions)
        let id = database.lastInsertedRowID
        // As many as managers, sites and duplicates bring along in large trees: the table is moved once, not sixteen
        // times.
        strings.reserve(
            audit.managers.count * 20 + audit.sites.count * 4 + min(definitions.functions, 1_000_000) / 3)
        try writeManagers(audit.managers, audit: id)
        try writeInterfaces(audit.managers, audit: id)
        try writeIdentifiers(audit.identifiers, audit: id)
        try writeFileFindings(audit, audit: id)
        try writeSites(audit.sites, audit: id)
        try writeAllowances(audit.allowances, audit: id)
        try strings.flush()
        return id
    }

    private mutating func writeManagers(_ managers: [ManagerFact], audit: Int64) throws {
        try RowInserter.fill("manager_rows", columns: 23, of: database) { rows in
            for (ordinal, manager) in managers.enumerated() {
                try rows.add(
                    audit, ordinal, strings.id(of: manager.symbol), strings.id(of: manager.name),
                    strings.id(of: manager.qualifiedName), strings.id(of: manager.path), manager.line,
                    manager.column, manager.endLine, manager.kind.rawValue, strings.id(of: manager.language),
                    manager.role.rawValue, strings.id(of: manager.domain), manager.isTestCode,
                    manager.isShadowed,
                    manager.isCounted, manager.canonical.rawValue,
                    manager.target.map { try strings.id(of: $0) },
                    manager.methodCount, manager.productionReferences, manager.testReferences,
                    manager.service,
                    manager.contents)
            }
        }
        try writeEvidence(managers.lazy.map(\.evidence), into: "manager_evidence_rows", audit: audit)
        try RowInserter.fill("reference_rows", columns: 8, of: database) { references in
            for (owner, manager) in managers.enumerated() {
                for (ordinal, reference) in manager.references.enumerated() {
                    try references.add(
                        audit, owner, ordinal, strings.id(of: reference.path), reference.line,
                        strings.id(of: reference.scope), reference.count, reference.isTestCode)
                }
            }
        }
    }

    private mutating func writeInterfaces(_ managers: [ManagerFact], audit: Int64) throws {
        try RowInserter.fill("manager_member_rows", columns: 8, of: database) { members in
            for (owner, manager) in managers.enumerated() {
                for (ordinal, member) in manager.members.enumerated() {
                    try members.add(
                        audit, owner, ordinal, strings.id(of: member.name), member.kind.rawValue,
                        strings.id(of: member.signature), member.isAsync, member.isInherited)
                }
            }
        }
        try RowInserter.fill("manager_import_rows", columns: 6, of: database) { imports in
            for (owner, manager) in managers.enumerated() {
                for (ordinal, name) in manager.imports.enumerated() {
                    try imports.add(
                        audit, owner, ordinal, strings.id(of: name.name), name.productionFiles, name.testFiles
                    )
                }
            }
        }
    }

    private mutating func writeIdentifiers(_ identifiers: [IdentifierFact], audit: Int64) throws {
        try RowInserter.fill("identifier_rows", columns: 12, of: database) { rows in
            for (ordinal, fact) in identifiers.enumerated() {
                try rows.add(
                    audit, ordinal, strings.id(of: fact.symbol), strings.id(of: fact.name),
                    strings.id(of: fact.qualifiedName), strings.id(of: fact.path), fact.line, fact.column,
                    strings.id(of: fact.language), fact.kind.rawValue, strings.id(of: fact.concept),
                    fact.isTestCode)
            }
        }
        try writeEvidence(identifiers.lazy.map(\.evidence), into: "identifier_evidence_rows", audit: audit)
    }

    /// - Parameter evidence: that of each owner, in their order.
    mutating func writeEvidence(
        _ evidence: some Sequence<[Evidence]>, into table: String, audit: Int64
    ) throws {
        try RowInserter.fill(table, columns: 8, of: database) { rows in
            for (owner, items) in evidence.enumerated() {
                for (ordinal, item) in items.enumerated() {
                    try rows.add(
                        audit, owner, ordinal, item.aspect.rawValue, strings.id(of: item.rule), item.weight,
                        strings.id(of: item.detail), item.line)
                }
            }
        }
    }

    private mutating func writeFileFindings(_ findings: Audit, audit: Int64) throws {
        try RowInserter.fill("skip_rows", columns: 6, of: database) { skips in
            for (ordinal, skip) in findings.skips.enumerated() {
                try skips.add(
                    audit, ordinal, strings.id(of: skip.path), skip.reason.rawValue, skip.isSource,
                    strings.id(of: skip.detail))
            }
        }
        try RowInserter.fill("shadowed_module_rows", columns: 4, of: database) { shadowed in
            for (ordinal, module) in findings.shadowedModules.enumerated() {
                try shadowed.add(
                    audit, ordinal, strings.id(of: module.path), strings.id(of: module.shadowedBy))
            }
        }
        try RowInserter.fill("dangling_import_rows", columns: 5, of: database) { dangling in
            for (ordinal, item) in findings.danglingImports.enumerated() {
                try dangling.add(
                    audit, ordinal, strings.id(of: item.path), item.line, strings.id(of: item.name))
            }
        }
    }
}
