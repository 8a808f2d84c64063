import Classification
import Findings
import Linking
import Outlines

extension Check {
    /// Options of a constructor that change nothing: those of a class of which there is one object, given when that is
    /// there already, and those of a manager with a contract that its constructor never looks at.
    static let ignoredConstructorOption = Check(rule: "ignored-constructor-option") { inputs, rule in
        let search = ConstructorOptions(inputs, rule)
        return inputs.checkedClasses(by: rule).compactMap { search.finding(of: $0) }
    }
}

/// The search for options that are ignored.
private struct ConstructorOptions {
    private let inputs: CheckInputs
    private let rule: FindingRule
    private let doneWords: Set<String>
    private let instanceWords: Set<String>
    private let withContract: Set<DefinitionID>
    private let own: OwnUses

    private var tree: LinkedTree { inputs.tree }

    init(_ inputs: CheckInputs, _ rule: FindingRule) {
        self.inputs = inputs
        self.rule = rule
        doneWords = Set(rule.texts("done-words"))
        instanceWords = Set(rule.texts("instance-words"))
        withContract = Set(inputs.contractManagers().map(\.id))
        own = OwnUses(inputs.members)
    }

    /// A constructor: what it is given, where it looks at each of these first, and what it does.
    private struct Constructor {
        var index: Int32
        var options: [String]
        /// The line of the first use of each option; nil for one that is never used.
        var firstUses: [String: UInt32]
    }

    func finding(of id: DefinitionID) -> Finding? {
        let outline = tree.units[Int(id.file)].outline
        let initialiser = method("__init__", of: id, outline)
        let maker = method("__new__", of: id, outline)
        if let maker, let place = keptInstance(maker, of: id, outline) {
            if let initialiser, let skip = skip(initialiser, of: id, outline) {
                let ignored = initialiser.options.filter {
                    initialiser.firstUses[$0].map { $0 > skip } ?? true
                }
                guard !ignored.isEmpty else { return nil }
                return finding(
                    id, initialiser,
                    "\(outline.names[outline.definitions[Int(id.index)].name]) keeps one object, and __init__ does "
                        + "nothing once it is made: \(list(ignored)) of later callers \(isOrAre(ignored)) ignored",
                    [("__new__ keeps one object", place), ("goes no further once it is made", skip)])
            }
            if initialiser == nil, outline.definitions[Int(id.index)].bases.count == 0,
                let ignored = ignored(by: maker, place, id, outline)
            {
                return finding(
                    id, maker,
                    "\(outline.names[outline.definitions[Int(id.index)].name]) keeps one object, and __new__ looks at "
                        + "\(list(ignored)) for the first caller only",
                    [("__new__ keeps one object", place)])
            }
        }
        guard withContract.contains(id), let initialiser else { return nil }
        return unread(initialiser, of: id, outline)
    }

    // MARK: Constructors

    private func method(_ name: KnownName, of id: DefinitionID, _ outline: Outline) -> Constructor? {
        let definition = outline.definitions[Int(id.index)]
        guard
            let index = definition.descendants.range.last(where: {
                outline.definitions[$0].parent == id.index && outline.definitions[$0].kind == .function
                    && outline.names.equals(outline.definitions[$0].name, name)
            })
        else { return nil }
        let method = outline.definitions[index]
        let options = method.parameters.range.dropFirst().map { outline.parameters[$0] }.filter {
            !$0.isVariadic
        }
        var firstUses: [String: UInt32] = [:]
        for use in outline.uses[method.uses.range] {
            let root = outline.paths.root(of: use.path)
            guard options.contains(where: { $0.name == root }) else { continue }
            let name = outline.names[root]
            firstUses[name] = min(firstUses[name] ?? .max, use.line)
        }
        return Constructor(
            index: Int32(index), options: options.map { outline.names[$0.name] }, firstUses: firstUses)
    }

    /// The line on which `__new__` keeps the one object in a field of the class.
    private func keptInstance(_ maker: Constructor, of id: DefinitionID, _ outline: Outline) -> UInt32? {
        let (parts, scopes) = own.parts(of: id.file)
        return outline.values[outline.definitions[Int(maker.index)].values.range].first { value in
            guard value.kind == .assigned, value.scope == maker.index, value.target != NamePath.none,
                parts.second[Int(value.target)] == value.target, !value.flags.contains(.collection),
                value.flags.contains(.conditional)
            else { return false }
            let object = outline.paths[Int(parts.first[Int(value.target)])].name
            return own.isOwn(object, maker.index, id, outline, scopes)
                && hasWord(outline.names[outline.paths[Int(value.target)].name], instanceWords)
        }?.line
    }

    /// The line from which a constructor goes no further for an object that is made already: it returns, or all that
    /// it sets stands below a condition.
    private func skip(_ initialiser: Constructor, of id: DefinitionID, _ outline: Outline) -> UInt32? {
        let method = outline.definitions[Int(initialiser.index)]
        let signs =
            own.items(of: id).filter { item in
                item.use.scope == initialiser.index && !item.use.kind.binds
                    && hasWord(outline.names[outline.paths[Int(item.path)].name], doneWords)
            }.map(\.use.line)
            + outline.mentions.filter {
                $0.line >= method.line && $0.line <= method.endLine
                    && hasWord(outline.names[$0.name], doneWords)
            }.map(\.line)
        let returned = outline.values[method.values.range].first { value in
            value.kind == .returned && value.scope == initialiser.index && value.shape == .none
                && value.flags.contains(.conditional)
                && signs.contains { $0 <= value.line && $0 + 2 >= value.line }
        }
        if let returned { return returned.line }
        guard let first = signs.min() else { return nil }
        let fields = outline.values[method.values.range].filter {
            $0.kind == .assigned && $0.scope == initialiser.index && $0.target != NamePath.none
                && outline.paths[Int($0.target)].parent != NamePath.none
        }
        let isBelow = fields.allSatisfy { $0.flags.contains(.conditional) && $0.line > first }
        return isBelow && !fields.isEmpty && !initialiser.firstUses.isEmpty ? first : nil
    }

    /// The options that `__new__` uses only between the question for the one object and its answer.
    private func ignored(
        by maker: Constructor, _ place: UInt32, _ id: DefinitionID, _ outline: Outline
    ) -> [String]? {
        let question = own.items(of: id).first {
            $0.use.scope == maker.index && $0.use.line < place
                && hasWord(outline.names[outline.paths[Int($0.path)].name], instanceWords)
        }?.use.line
        let answer = outline.values[outline.definitions[Int(maker.index)].values.range].last {
            $0.kind == .returned && $0.scope == maker.index && !$0.flags.contains(.conditional)
        }?.line
        guard let question, let answer, !maker.options.isEmpty else { return nil }
        let isFirstOnly = maker.options.allSatisfy { option in
            maker.firstUses[option].map { $0 > question && $0 < answer } ?? false
        }
        return isFirstOnly ? maker.options : nil
    }

    /// Options of a manager with a contract that nothing in its constructor looks at.
    private func unread(_ initialiser: Constructor, of id: DefinitionID, _ outline: Outline) -> Finding? {
        let method = outline.definitions[Int(initialiser.index)]
        let takesAll = outline.uses[method.uses.range].contains {
            outline.names.equals(outline.paths[Int($0.path)].name, anyOf: Self.allNames)
        }
        guard method.descendants.count == 0, !takesAll, method.body != .empty, method.body != .raises else {
            return nil
        }
        let unread = initialiser.options.filter { initialiser.firstUses[$0] == nil && !$0.hasPrefix("_") }
        guard !unread.isEmpty else { return nil }
        return finding(
            id, initialiser,
            "__init__ takes \(list(unread)) and never looks at \(unread.count > 1 ? "them" : "it")",
            unread.map { ("\($0) is not read", method.line) })
    }

    private static let allNames: [KnownName] = ["locals", "vars"]

    // MARK: Words

    private func list(_ names: [String]) -> String { names.joined(separator: ", ") }

    private func isOrAre(_ names: [String]) -> String { names.count > 1 ? "are" : "is" }

    private func finding(
        _ id: DefinitionID, _ constructor: Constructor, _ message: String, _ evidence: [(String, UInt32)]
    ) -> Finding {
        let method = DefinitionID(file: id.file, index: constructor.index)
        let unit = tree.units[Int(id.file)]
        let definition = unit.outline.definitions[Int(constructor.index)]
        return Finding(
            rule: rule.header.id, severity: rule.severity, domain: inputs.manager(at: id)?.domain ?? "",
            symbol: tree.dottedName(method), qualifiedName: tree.qualifiedName(method), path: unit.path,
            line: Int(definition.line), column: Int(definition.column), message: message, fix: rule.fix,
            evidence: evidence.map {
                Evidence(aspect: .match, rule: rule.header.id, detail: $0.0, line: Int($0.1))
            }, contents: inputs.builder.contents(of: method))
    }
}
