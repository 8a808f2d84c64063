import Classification
import Findings
import Linking
import Outlines

extension Check {
    /// A limit that a class or its module declares, and that nothing reads: what it promises is not so. What is asked
    /// for by a text elsewhere is reported on, and still enforced by nobody: a note.
    static let unenforcedLimit = Check(rule: "unenforced-limit") { inputs, rule in
        let limits = Set(rule.texts("limit-words"))
        let settings = Set(rule.texts("settings-words"))
        let makers = Set(rule.texts("makers"))
        let own = OwnUses(inputs.members)
        let words = ClassMembers.Words(rule)
        var modules: Set<Int32> = []
        return inputs.checkedClasses(by: rule).flatMap { id -> [Finding] in
            let unit = inputs.tree.units[Int(id.file)]
            let definition = unit.outline.definitions[Int(id.index)]
            func isLimit(_ value: Outline.Value, _ path: NamePath) -> Bool {
                guard value.kind == .assigned, hasWord(unit.outline.names[path.name], limits) else {
                    return false
                }
                switch value.shape {
                case .number: return true
                case .call:
                    return value.path != NamePath.none
                        && makers.contains(unit.outline.names[unit.outline.paths[Int(value.path)].name])
                default: return false
                }
            }
            var found: [Finding] = []
            let isSettings =
                hasWord(unit.outline.names[definition.name], settings)
                || definition.decorators.range.contains {
                    hasWord(inputs.tree.text(unit.outline.decorators[$0].path, in: id.file), settings)
                }
            // A base that is not known may read what is set for it.
            let isKnown = !isSettings && inputs.members.names(ofFamily: id, words) != nil
            for value in unit.outline.values[definition.values.range]
            where isKnown && value.target != NamePath.none {
                let path = unit.outline.paths[Int(value.target)]
                guard isLimit(value, path), inputs.isField(value, of: id, own) else { continue }
                let name = inputs.tree.distinctID(of: path.name, in: id.file)
                guard !inputs.isRead(name, of: id, own) else { continue }
                found.append(inputs.limit(rule, id, value, name, in: inputs.tree.dottedName(id)))
            }
            guard modules.insert(id.file).inserted, !own.readsByText(unit.outline.uses[...], of: id.file)
            else {
                return found
            }
            let paths = unit.outline.paths
            let roots = Set(unit.outline.uses.map { paths.root(of: $0.path) })
            for value in unit.outline.values where value.scope < 0 && value.target != NamePath.none {
                let path = unit.outline.paths[Int(value.target)]
                guard path.parent == NamePath.none, isConstant(unit.outline.names[path.name]),
                    isLimit(value, path)
                else { continue }
                let name = inputs.tree.distinctID(of: path.name, in: id.file)
                let signs = inputs.members.signs
                guard !signs.has(name, .read), !signs.has(name, .imported), !signs.has(name, .readBehindStar),
                    !signs.has(name, .exported),
                    !roots.contains(path.name)
                else { continue }
                found.append(inputs.limit(rule, id, value, name, in: inputs.tree.moduleName(of: id.file)))
            }
            return found
        }
    }

    private static func isConstant(_ name: String) -> Bool {
        name.utf8.allSatisfy { !($0 >= 0x61 && $0 <= 0x7A) }
    }
}

extension CheckInputs {
    /// Whether a value is given to a field: in the body of a class, or by a method that makes its objects.
    fileprivate func isField(_ value: Outline.Value, of id: DefinitionID, _ own: OwnUses) -> Bool {
        let outline = tree.units[Int(id.file)].outline
        let path = outline.paths[Int(value.target)]
        guard path.parent != NamePath.none else { return value.scope == id.index }
        let (parts, scopes) = own.parts(of: id.file)
        return value.shape == .number && parts.second[Int(value.target)] == value.target
            && own.isConstructor(value.scope, id, outline)
            && own.isOwn(
                outline.paths[Int(parts.first[Int(value.target)])].name, value.scope, id, outline, scopes)
    }

    /// Whether production code may read a field of a class.
    fileprivate func isRead(_ name: Int, of id: DefinitionID, _ own: OwnUses) -> Bool {
        if members.signs.has(name, .read) { return true }
        return own.family(of: id).contains { relative in
            let reads = own.reads(of: relative)
            return reads.isByText || reads.names.contains(name)
        }
    }

    fileprivate func limit(
        _ rule: FindingRule, _ id: DefinitionID, _ value: Outline.Value, _ name: Int, in owner: String
    ) -> Finding {
        let unit = tree.units[Int(id.file)]
        let path = unit.outline.paths[Int(value.target)]
        let text = unit.outline.names[path.name]
        let amount = value.text == NameTable.none ? "" : " = \(unit.outline.names[value.text])"
        let isAskedFor = members.signs.has(name, .mentioned)
        return Finding(
            rule: rule.header.id, severity: isAskedFor ? .note : rule.severity,
            domain: manager(at: id)?.domain ?? "", symbol: owner + "." + text,
            qualifiedName: (value.scope < 0 ? "" : tree.qualifiedName(id) + ".") + text, path: unit.path,
            line: Int(value.line),
            message: isAskedFor
                ? "declares \(text)\(amount), which is asked for by its text only, and which nothing enforces"
                : "declares \(text)\(amount), which nothing reads",
            fix: rule.fix,
            evidence: [
                Evidence(
                    aspect: .match, rule: rule.header.id, detail: "declares \(text)\(amount)",
                    line: Int(value.line))
            ])
    }
}
