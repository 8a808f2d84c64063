import Classification
import Findings
import Linking
import Outlines

/// The body of a manager, as the checks of shared state look at it.
struct ClassBody {
    let file: Int32
    let index: Int32
    let unit: SourceUnit
    let inputs: CheckInputs

    private var outline: Outline { unit.outline }
    var id: DefinitionID { DefinitionID(file: file, index: index) }
    private var definition: Outline.Definition { outline.definitions[Int(index)] }
    var line: Int { Int(definition.line) }

    /// Every counted manager of production code, with its body.
    static func managers(_ inputs: CheckInputs) -> [(manager: ManagerFact, body: ClassBody)] {
        zip(inputs.audit.managers, inputs.managerIDs).compactMap { manager, id in
            guard let id, manager.isCounted, !manager.isTestCode else { return nil }
            let unit = inputs.tree.units[Int(id.file)]
            return (manager, ClassBody(file: id.file, index: id.index, unit: unit, inputs: inputs))
        }
    }

    /// The definitions directly inside the class that are functions.
    var methods: [Int] {
        definition.descendants.range.filter {
            outline.definitions[$0].parent == index && outline.definitions[$0].kind == .function
        }
    }

    func name(_ definition: Int) -> String { outline.names[outline.definitions[definition].name] }

    func parameters(_ method: Int) -> [String] {
        outline.definitions[method].parameters.range.map { outline.names[outline.parameters[$0].name] }
    }

    /// The parts of a dotted name: `self.connections.values` → self, connections, values.
    func parts(_ path: NamePath.ID) -> [String] {
        var parts: [String] = []
        var path = path
        while path != NamePath.none, parts.count < 32 {
            parts.append(outline.names[outline.paths[Int(path)].name])
            path = outline.paths[Int(path)].parent
        }
        return parts.reversed()
    }

    /// The values that the class's own body binds, not those of its methods.
    var ownValues: [Outline.Value] {
        outline.values[definition.values.range].filter { $0.scope == index && $0.kind == .assigned }
    }

    /// The values bound in one method.
    func values(_ method: Int) -> [Outline.Value] {
        outline.values[outline.definitions[method].values.range].filter { $0.scope == Int32(method) }
    }

    /// The uses in one method and the functions inside it.
    func uses(_ method: Int) -> ArraySlice<Outline.Use> {
        outline.uses[outline.definitions[method].uses.range]
    }

    /// The values that the top of the file binds.
    var moduleValues: [Outline.Value] { outline.values.filter { $0.scope < 0 && $0.kind == .assigned } }

    var bases: [(keyword: String, name: String)] {
        definition.bases.range.map { index in
            let base = outline.bases[index]
            return (
                base.keyword == NameTable.none ? "" : outline.names[base.keyword],
                inputs.tree.name(base.path, in: file, scope: definition.parent)
            )
        }
    }

    var decorators: [String] {
        definition.decorators.range.map {
            inputs.tree.name(outline.decorators[$0].path, in: file, scope: definition.parent)
        }
    }

    /// A finding about the class.
    func finding(_ rule: FindingRule, _ message: String, evidence: [(detail: String, line: Int)]) -> Finding {
        let manager = inputs.manager(at: id)
        return Finding(
            rule: rule.header.id, severity: rule.severity, domain: manager?.domain ?? "",
            symbol: inputs.tree.dottedName(id), qualifiedName: inputs.tree.qualifiedName(id),
            path: unit.path, line: line, column: Int(definition.column), message: message, fix: rule.fix,
            evidence: evidence.map {
                Evidence(aspect: .match, rule: rule.header.id, detail: $0.detail, line: $0.line)
            }, contents: manager?.contents ?? "")
    }

    /// A finding about one of its methods.
    func finding(
        _ rule: FindingRule, method: Int, _ message: String, evidence: [(detail: String, line: Int)]
    ) -> Finding {
        var finding = finding(rule, message, evidence: evidence)
        let id = DefinitionID(file: file, index: Int32(method))
        finding.symbol = inputs.tree.dottedName(id)
        finding.qualifiedName = inputs.tree.qualifiedName(id)
        finding.contents = inputs.builder.contents(of: id)
        finding.line = Int(outline.definitions[method].line)
        finding.column = Int(outline.definitions[method].column)
        return finding
    }
}

extension CheckInputs {
    /// The manager that a definition is.
    func manager(at id: DefinitionID) -> ManagerFact? {
        managerIndices[id].map { audit.managers[$0] }
    }
}

/// Whether a word of a name, or the singular of one, is in a list.
func hasWord(_ name: String, _ words: Set<String>) -> Bool {
    IdentifierWords.split(name).contains {
        words.contains($0) || words.contains(IdentifierWords.singular($0))
    }
}
