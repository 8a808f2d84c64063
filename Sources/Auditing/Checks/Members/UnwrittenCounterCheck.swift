import Classification
import Findings
import Linking
import Outlines

extension Check {
    /// A counter that begins at zero, is reported, and never counts: readers take it for "nothing happened".
    static let unwrittenCounter = Check(rule: "unwritten-counter") { inputs, rule in
        let search = UnwrittenCounters(inputs, rule)
        return inputs.checkedClasses(by: rule).flatMap { search.findings(of: $0) }
    }
}

/// The search for counters that never count.
private final class UnwrittenCounters {
    private let inputs: CheckInputs
    private let rule: FindingRule
    private let words: ClassMembers.Words
    private let tableWords: Set<String>
    private let fieldWords: Set<String>
    private let changers: Set<String>
    private let own: OwnUses

    private var members: ClassMembers { inputs.members }
    private var tree: LinkedTree { inputs.tree }

    init(_ inputs: CheckInputs, _ rule: FindingRule) {
        self.inputs = inputs
        self.rule = rule
        words = ClassMembers.Words(rule)
        tableWords = Set(rule.texts("table-words"))
        fieldWords = Set(rule.texts("field-words"))
        changers = Set(rule.texts("changing-methods"))
        own = OwnUses(inputs.members)
    }

    /// A class that begins more things at zero is a table that a program has written.
    private static let limit = 256

    func findings(of id: DefinitionID) -> [Finding] {
        let outline = tree.units[Int(id.file)].outline
        let definition = outline.definitions[Int(id.index)]
        let zeros = zeros(of: id).filter { isField($0.table, $0.scope, id, outline) }
        let fields = outline.values[definition.values.range].filter {
            $0.kind == .assigned && isZero($0, outline) && isField($0.target, $0.scope, id, outline)
                && hasWord(outline.names[outline.paths[Int($0.target)].name], fieldWords)
        }
        // Each is looked for in all that the class does.
        guard !zeros.isEmpty || !fields.isEmpty, fields.count + Set(zeros.map(\.table)).count <= Self.limit,
            !members.isInherited(id, words),
            members.names(ofFamily: id, words) != nil
        else { return [] }
        var tables: [NamePath.ID: Int?] = [:]
        var found: [Finding] = []
        for zero in zeros {
            let report = tables[zero.table] ?? report(ofTable: zero.table, id, outline)
            tables[zero.table] = .some(report)
            let key = tree.distinctID(of: zero.key, in: id.file)
            guard let report, !members.signs.has(key, .key), !members.signs.has(key, .mentioned) else {
                continue
            }
            let table = outline.names[outline.paths[Int(zero.table)].name]
            found.append(finding(id, outline.names[zero.key], of: table, Int(zero.line), report))
        }
        for field in fields {
            guard let report = report(ofField: field.target, id, outline) else { continue }
            let name = outline.names[outline.paths[Int(field.target)].name]
            found.append(finding(id, name, of: nil, Int(field.line), report))
        }
        return found
    }

    /// What begins at zero in the methods of each class, by file and class.
    private var zeros: [Int32: [Int32: [Outline.Element]]] = [:]

    private func zeros(of id: DefinitionID) -> [Outline.Element] {
        if let known = zeros[id.file] { return known[id.index] ?? [] }
        let scopes = own.parts(of: id.file).scopes
        var found: [Int32: [Outline.Element]] = [:]
        for element in tree.units[Int(id.file)].outline.elements
        where element.kind == .zero && element.scope >= 0 {
            guard let method = scopes.methods[Int(element.scope)] else { continue }
            found[method.owner, default: []].append(element)
        }
        zeros[id.file] = found
        return found[id.index] ?? []
    }

    /// Whether a path is a field of a class's objects, set where they are made.
    private func isField(
        _ target: NamePath.ID, _ scope: Int32, _ id: DefinitionID, _ outline: Outline
    ) -> Bool {
        guard target != NamePath.none, scope > id.index, own.isConstructor(scope, id, outline) else {
            return false
        }
        let (parts, scopes) = own.parts(of: id.file)
        guard parts.second[Int(target)] == target, let method = scopes.methods[Int(scope)] else {
            return false
        }
        return method.owner == id.index && outline.paths[Int(parts.first[Int(target)])].name == method.object
    }

    private func isZero(_ value: Outline.Value, _ outline: Outline) -> Bool {
        value.shape == .number && ["0", "0.0"].contains(outline.names[value.text])
    }

    /// The line that reports a table of counters whose every change is to be seen; nil where there is none, or where
    /// there may be changes that are not.
    private func report(ofTable table: NamePath.ID, _ id: DefinitionID, _ outline: Outline) -> Int? {
        let path = outline.paths[Int(table)]
        let name = tree.distinctID(of: path.name, in: id.file)
        let signs = members.signs
        guard hasWord(outline.names[path.name], tableWords), !signs.has(name, .assigned),
            !signs.has(name, .setByText), !signs.has(name, .setByAnyKey)
        else { return nil }
        var report: Int?
        for relative in own.family(of: id) {
            let other = tree.units[Int(relative.file)].outline
            let values = other.values[other.definitions[Int(relative.index)].values.range]
            // Another value, or another name, by which it may be changed.
            let escapes = values.contains { value in
                let isGiven =
                    value.target != NamePath.none && isMember(value.target, name, relative, value.scope)
                    && !value.flags.contains(.collection)
                let isTaken =
                    value.shape == .name && value.kind == .assigned
                    && isMember(value.path, name, relative, value.scope)
                return isGiven || isTaken
            }
            if escapes || setsAnyKey(of: name, in: relative.file) { return nil }
            for item in own.items(of: relative) where item.member == name {
                if item.use.kind.binds || item.use.kind == .call && isChange(item.use.path, other) {
                    return nil
                }
                if item.use.kind != .stored, !item.isInConstructor, report == nil, relative.file == id.file {
                    report = Int(item.use.line)
                }
            }
        }
        return report
    }

    private func isMember(_ path: NamePath.ID, _ name: Int, _ id: DefinitionID, _ scope: Int32) -> Bool {
        let (parts, scopes) = own.parts(of: id.file)
        let outline = tree.units[Int(id.file)].outline
        guard path != NamePath.none, parts.second[Int(path)] == path,
            tree.distinctID(of: outline.paths[Int(path)].name, in: id.file) == name
        else { return false }
        return own.isOwn(outline.paths[Int(parts.first[Int(path)])].name, scope, id, outline, scopes)
    }

    /// Whether a file sets elements of a table by this name, a parameter's too, by keys that are no plain texts.
    private func setsAnyKey(of table: Int, in file: Int32) -> Bool {
        let outline = tree.units[Int(file)].outline
        return outline.elements.contains {
            $0.kind == .set && $0.key == NameTable.none && $0.table != NamePath.none
                && tree.distinctID(of: outline.paths[Int($0.table)].name, in: file) == table
        }
    }

    private func isChange(_ path: NamePath.ID, _ outline: Outline) -> Bool {
        changers.contains(outline.names[outline.paths[Int(path)].name])
    }

    /// The line that reports a field that is only ever set to zero; nil where there is none.
    private func report(ofField target: NamePath.ID, _ id: DefinitionID, _ outline: Outline) -> Int? {
        let name = tree.distinctID(of: outline.paths[Int(target)].name, in: id.file)
        let signs = members.signs
        guard !signs.has(name, .assigned), !signs.has(name, .setByText), !signs.has(name, .mentioned) else {
            return nil
        }
        var report: Int?
        for relative in own.family(of: id) {
            let other = tree.units[Int(relative.file)].outline
            let values = other.values[other.definitions[Int(relative.index)].values.range]
            let isSet = values.contains { value in
                guard value.target != NamePath.none else { return false }
                let isBody =
                    value.scope == relative.index
                    && tree.distinctID(of: other.paths[Int(value.target)].name, in: relative.file) == name
                return (isBody || isMember(value.target, name, relative, value.scope))
                    && !isZero(value, other)
            }
            if isSet { return nil }
            for item in own.items(of: relative) where item.member == name {
                // An object may count for itself: `self.total.add(1)`.
                if item.use.kind.binds || item.use.path != item.path { return nil }
                if !item.isInConstructor, report == nil, relative.file == id.file {
                    report = Int(item.use.line)
                }
            }
        }
        return report
    }

    private func finding(_ id: DefinitionID, _ name: String, of table: String?, _ line: Int, _ report: Int)
        -> Finding
    {
        let place = table.map { "\($0).\(name)" } ?? name
        return Finding(
            rule: rule.header.id, severity: rule.severity, domain: inputs.manager(at: id)?.domain ?? "",
            symbol: "\(tree.dottedName(id)).\(place)", qualifiedName: "\(tree.qualifiedName(id)).\(place)",
            path: tree.units[Int(id.file)].path, line: line,
            message: "\(place) begins at 0 and nothing counts it; line \(report) reports it", fix: rule.fix,
            evidence: [
                Evidence(aspect: .match, rule: rule.header.id, detail: "\(place) begins at 0", line: line),
                Evidence(aspect: .match, rule: rule.header.id, detail: "reported", line: report),
            ])
    }
}
