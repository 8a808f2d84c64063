import Classification
import Findings
import Linking
import Outlines

extension Check {
    /// Code that asks an object for a member that its class has not: it raises an error as soon as it runs. Asked are
    /// a method's own object, and names and fields whose class is declared or shows where they are made.
    static let missingMember = Check(rule: "missing-member") { inputs, rule in
        let search = MissingMembers(inputs, rule)
        return inputs.tree.units.indices.flatMap { file -> [Finding] in
            inputs.tree.units[file].isTestCode ? [] : search.findings(in: Int32(file))
        }
    }
}

/// The search for missing members.
private final class MissingMembers {
    private let inputs: CheckInputs
    private let rule: FindingRule
    private let words: ClassMembers.Words
    private let isChecked: (DefinitionID) -> Bool
    private let methodDecorators: Set<String>
    /// By class: the names of its family, nil where there may be more.
    private var families: [DefinitionID: Set<Int>?] = [:]
    /// By class: whether classes inherit it whose members are not known.
    private var inherited: [DefinitionID: Bool] = [:]

    private var members: ClassMembers { inputs.members }
    private var tree: LinkedTree { inputs.tree }

    init(_ inputs: CheckInputs, _ rule: FindingRule) {
        self.inputs = inputs
        self.rule = rule
        words = ClassMembers.Words(rule)
        isChecked = inputs.isChecked(by: rule)
        methodDecorators = Set(rule.texts("method-decorators"))
    }

    /// A member that some code asks for.
    private struct Request: Hashable {
        var scope: Int32
        var owner: DefinitionID
        /// The dotted name up to the member, as written.
        var path: NamePath.ID
    }

    func findings(in file: Int32) -> [Finding] {
        let unit = tree.units[Int(file)]
        let hasChecked = unit.outline.definitions.indices.contains {
            unit.outline.definitions[$0].kind == .class
                && isChecked(DefinitionID(file: file, index: Int32($0)))
        }
        guard hasChecked || mayHoldObjects(file) else { return [] }
        let outline = unit.outline
        let parts = PathParts(outline)
        let scopes = MethodScopes(file, tree)
        let known = KnownClasses(file, inputs.members, parts, scopes, plainDecorators: words.plainDecorators)
        let careful = Set(
            outline.uses.filter {
                outline.names.equals(outline.paths[Int($0.path)].name, Self.attributeError)
            }.map { outermost($0.scope, outline) })
        var lines: [Request: UInt32] = [:]
        var order: [Request] = []
        for use in outline.uses where use.scope >= 0 && !use.kind.binds {
            guard let request = request(use, file, outline, parts, scopes, known), lines[request] == nil,
                !careful.contains(outermost(use.scope, outline)), isMissing(request, file, outline)
            else { continue }
            lines[request] = use.line
            order.append(request)
        }
        let places = Dictionary(grouping: order, by: { function(around: $0.scope, outline) })
        return places.keys.sorted().map { scope in
            finding(file, scope, (places[scope] ?? []).map { ($0, lines[$0] ?? 0) })
        }
    }

    /// Whether a file says of anything that it is of a checked class.
    private func mayHoldObjects(_ file: Int32) -> Bool {
        let unit = tree.units[Int(file)]
        func leads(_ path: NamePath.ID, _ scope: Int32) -> Bool {
            guard case .definition(let id) = tree.resolve(path, in: file, scope: scope) else { return false }
            guard tree.units[Int(id.file)].outline.definitions[Int(id.index)].kind == .class else {
                return true
            }
            return isChecked(id)
        }
        return unit.outline.typeHints.contains { leads($0.type, $0.scope) }
            || unit.outline.values.contains {
                $0.shape == .call && $0.path != NamePath.none && leads($0.path, $0.scope)
            }
    }

    /// What a use asks of an object whose class is known and checked.
    private func request(
        _ use: Outline.Use, _ file: Int32, _ outline: Outline, _ parts: PathParts, _ scopes: MethodScopes,
        _ known: KnownClasses
    ) -> Request? {
        let second = parts.second[Int(use.path)]
        guard second != NamePath.none else { return nil }
        let object = outline.paths[Int(parts.first[Int(use.path)])].name
        let member = outline.paths[Int(second)].name
        if let method = scopes.methods[Int(use.scope)], method.object == object {
            let owner = DefinitionID(file: file, index: method.owner)
            guard isOfOwner(method, owner, outline) else { return nil }
            if isChecked(owner), !isInherited(owner),
                !(names(owner)?.contains(distinct(member, file)) ?? true)
            {
                return Request(scope: use.scope, owner: owner, path: second)
            }
            let third = parts.third[Int(use.path)]
            guard third != NamePath.none, let type = known.classOf(field: member, of: method.owner),
                isChecked(type),
                !isSetElsewhere(member, owner)
            else { return nil }
            return Request(scope: use.scope, owner: type, path: third)
        }
        guard let type = known.classOf(object, in: use.scope), isChecked(type) else { return nil }
        return Request(scope: use.scope, owner: type, path: second)
    }

    /// Whether the object of a method is one of its class: not so for mixins, and perhaps not behind a decorator that is
    /// not known where nobody makes objects of the class.
    private func isOfOwner(_ method: MethodScopes.Method, _ owner: DefinitionID, _ outline: Outline) -> Bool {
        if members.isMade(owner) { return true }
        let isPlain = outline.definitions[Int(method.index)].decorators.range.allSatisfy {
            methodDecorators.contains(outline.names[outline.paths[Int(outline.decorators[$0].path)].name])
        }
        return isPlain && members.hasObjects(owner)
    }

    /// Whether something besides the class's own text sets a field.
    private func isSetElsewhere(_ field: NameTable.ID, _ owner: DefinitionID) -> Bool {
        let name = distinct(field, owner.file)
        if members.signs.has(name, .assigned) || members.signs.has(name, .setByText) { return true }
        return (members.ancestors(of: owner) + members.descendants(of: owner)).contains {
            members.names(of: $0).contains(name)
        }
    }

    private func isMissing(_ request: Request, _ file: Int32, _ outline: Outline) -> Bool {
        let member = outline.paths[Int(request.path)].name
        guard isOrdinary(outline.names[member]), !isInherited(request.owner), let known = names(request.owner)
        else { return false }
        let name = distinct(member, file)
        return !known.contains(name) && !members.isMentioned(name, in: file)
            && !members.mayGain(name, request.owner, words) && !members.setsByName(in: file)
            && !members.makesOthers(request.owner)
    }

    /// Names that the language reserves are members of every object, and mangled ones are another class's.
    private func isOrdinary(_ name: String) -> Bool {
        if name.hasPrefix("__") && name.hasSuffix("__") || name.hasPrefix("(") || name == "mro" {
            return false
        }
        let isMangled = name.hasPrefix("_") && !name.hasPrefix("__") && name.dropFirst().contains("__")
        return !isMangled
    }

    // MARK: Lookups

    private func names(_ id: DefinitionID) -> Set<Int>? {
        if let known = families[id] { return known }
        let found = members.names(ofFamily: id, words)
        families[id] = .some(found)
        return found
    }

    private func isInherited(_ id: DefinitionID) -> Bool {
        if let known = inherited[id] { return known }
        let found = members.isInherited(id, words)
        inherited[id] = found
        return found
    }

    private func distinct(_ name: NameTable.ID, _ file: Int32) -> Int { tree.distinctID(of: name, in: file) }

    /// The function that is no part of another one.
    private func outermost(_ scope: Int32, _ outline: Outline) -> Int32 {
        var found = scope
        var scope = scope
        while scope >= 0 {
            if outline.definitions[Int(scope)].kind == .function { found = scope }
            scope = outline.definitions[Int(scope)].parent
        }
        return found
    }

    /// The function that a reader would look for: a method, or a function at the top.
    private func function(around scope: Int32, _ outline: Outline) -> Int32 {
        var scope = scope
        while outline.definitions[Int(scope)].parent >= 0 {
            let parent = outline.definitions[Int(scope)].parent
            if outline.definitions[Int(parent)].kind == .class { return scope }
            scope = parent
        }
        return scope
    }

    private static let attributeError: KnownName = "AttributeError"

    // MARK: Findings

    private func finding(_ file: Int32, _ scope: Int32, _ requests: [(request: Request, line: UInt32)])
        -> Finding
    {
        let unit = tree.units[Int(file)]
        let id = DefinitionID(file: file, index: scope)
        let first = requests[0]
        let owner = first.request.owner
        let ownerUnit = tree.units[Int(owner.file)]
        let ownerLine = Int(ownerUnit.outline.definitions[Int(owner.index)].line)
        let ownerName = tree.qualifiedName(owner)
        let more = requests.count > 1 ? ", and \(requests.count - 1) more" : ""
        return Finding(
            rule: rule.header.id, severity: rule.severity, domain: inputs.manager(at: owner)?.domain ?? "",
            symbol: tree.dottedName(id), qualifiedName: tree.qualifiedName(id), path: unit.path,
            line: Int(first.line),
            message: "uses \(tree.text(first.request.path, in: file)), which \(ownerName) at "
                + "\(ownerUnit.path):\(ownerLine) does not have\(more)",
            fix: rule.fix,
            related: [
                RelatedPlace(
                    symbol: tree.dottedName(owner), path: ownerUnit.path, line: ownerLine,
                    note: "has no \(memberName(first.request, unit))")
            ],
            evidence: requests.map { request, line in
                Evidence(
                    aspect: .match, rule: rule.header.id,
                    detail:
                        "\(tree.text(request.path, in: file)): \(tree.qualifiedName(request.owner)) has no "
                        + memberName(request, unit), line: Int(line))
            }, contents: inputs.builder.contents(of: id))
    }

    private func memberName(_ request: Request, _ unit: SourceUnit) -> String {
        unit.outline.names[unit.outline.paths[Int(request.path)].name]
    }
}
