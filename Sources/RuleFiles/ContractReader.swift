import Conformance
import Yams

/// Reads one requirement.
struct ContractReader {
    var nodes: NodeReader
    /// The names that a step may refer to: those that earlier steps save.
    private var names: Set<String> = ["subject", "now"]

    init(path: String) { nodes = NodeReader(path: path) }

    /// Nil where the file is no requirement; faults are recorded.
    mutating func requirement(_ root: Node) -> Requirement? {
        guard let fields = nodes.fields(root, of: .requirement) else { return nil }
        let parts = nodes.path.split(separator: "/").map(String.init)
        let stem = parts.last.map { String($0.dropLast(4)) } ?? ""
        let folder = parts.dropLast().last ?? ""
        func text(_ key: String) -> String? { fields[key].flatMap { nodes.text($0, key) } }
        let id = text("id")
        if let node = fields["id"], let id {
            if !id.isRuleID {
                nodes.fail(node, "bad id \"\(id)\"; write lower-case words joined by -, such as id-is-ascii")
            }
            if id != stem {
                nodes.fail(node, "id \"\(id)\" is not the file's name \"\(stem)\"; make them one")
            }
        }
        let contract = text("contract")
        if let node = fields["contract"], let contract, contract != folder {
            nodes.fail(node, "contract \"\(contract)\" is not the file's folder \"\(folder)\"; make them one")
        }
        let levels = Requirement.Level.allCases.map(\.rawValue)
        let level = fields["level"].flatMap { nodes.choice($0, "level", among: levels, plural: "levels") }
        let numbers = fields["numbers"].flatMap { nodes.texts($0, "numbers") }
        let needs = fields["needs"].flatMap { nodes.texts($0, "needs") }
        let scenario = fields["scenario"].flatMap { steps($0) }
        return Requirement(
            id: id ?? "", contract: contract ?? "", numbers: numbers ?? [],
            level: level.flatMap(Requirement.Level.init(rawValue:)) ?? .must,
            statement: text("statement") ?? "", why: text("why") ?? "", claim: text("claim"),
            needs: needs ?? [], scenario: scenario ?? [], path: nodes.path)
    }

    // MARK: Steps

    private mutating func steps(_ node: Node) -> [Step]? {
        guard case .sequence(let sequence) = node, !sequence.isEmpty else {
            nodes.fail(node, "steps are no list; write - call: …")
            return nil
        }
        return sequence.compactMap { step($0) }
    }

    private mutating func step(_ node: Node) -> Step? {
        guard let table = table(of: node), let fields = nodes.fields(node, of: table) else { return nil }
        let condition = fields["when"].flatMap { expression($0) }
        guard let action = action(node, fields) else { return nil }
        return Step(action, when: condition, line: node.mark?.line ?? 0)
    }

    /// The kind of step by the word that only it has.
    private mutating func table(of node: Node) -> KeyTable? {
        guard let pairs = nodes.pairs(node, "step") else { return nil }
        let found = KeyTable.steps.first { table in pairs.contains { $0.key == table.required[0] } }
        if found == nil {
            let known = KeyTable.steps.map { $0.required[0] }
            nodes.fail(
                pairs.first?.keyNode ?? node, "step without one of \(known.joined(separator: ", ")); add it")
        }
        return found
    }

    private mutating func action(_ node: Node, _ fields: [String: Node]) -> Step.Action? {
        if let call = fields["call"] { return self.call(call, fields).map { .call($0) } }
        if let values = fields["let"] {
            var named: [(name: String, value: Expression)] = []
            for (name, _, value) in nodes.pairs(values, "let") ?? [] {
                if let value = expression(value) { named.append((name, value)) }
            }
            names.formUnion(named.map(\.name))
            return .name(named)
        }
        if let check = fields["check"] {
            guard let value = expression(check), let expected = fields["expect"].flatMap({ expectation($0) })
            else { return nil }
            return .check(value, expect: expected)
        }
        if let count = fields["repeat"] {
            names.insert("index")
            guard let count = expression(count), let inner = fields["steps"].flatMap({ steps($0) }) else {
                return nil
            }
            return .times(count, inner)
        }
        if let node = fields["interleave"] {
            guard let fields = nodes.fields(node, of: .interleaving) else { return nil }
            let keys = KeyTable.interleaving.required
            let numbers = keys.compactMap { fields[$0].flatMap { expression($0) } }
            guard numbers.count == 3 else { return nil }
            return .interleave(Interleaving(places: numbers[0], moves: numbers[1], schedules: numbers[2]))
        }
        if let loop = fields["for-each"] { return forEach(loop, fields["steps"]) }
        if let lanes = fields["concurrently"] { return concurrently(lanes, fields).map { .concurrently($0) } }
        guard let restart = fields["restart"], nodes.flag(restart, "restart") == true else {
            nodes.fail(node, "restart is true, or left out")
            return nil
        }
        return .restart
    }

    private mutating func forEach(_ node: Node, _ body: Node?) -> Step.Action? {
        guard let pairs = nodes.pairs(node, "for-each") else { return nil }
        guard pairs.count == 1, let pair = pairs.first else {
            nodes.fail(node, "for-each has one name with its elements, such as {kind: $subject.kinds}")
            return nil
        }
        let list = expression(pair.value)
        names.insert(pair.key)
        guard let list, let inner = body.flatMap({ steps($0) }) else { return nil }
        return .forEach(pair.key, list, inner)
    }

    private mutating func concurrently(_ node: Node, _ fields: [String: Node]) -> Lanes? {
        let areApart = fields["apart"].flatMap { nodes.flag($0, "apart") } ?? false
        let save = fields["save"].flatMap { nodes.text($0, "save") }
        defer { if let save { names.insert(save) } }
        if let body = fields["steps"] {
            names.insert("lane")
            guard let count = expression(node), let inner = lane(body) else { return nil }
            return Lanes([inner], count: count, areApart: areApart, save: save)
        }
        guard case .sequence(let sequence) = node, !sequence.isEmpty else {
            nodes.fail(
                node, "concurrently is a list of lanes, or a number of lanes with steps that each does")
            return nil
        }
        var lanes: [[Step]] = []
        for element in sequence {
            if case .sequence = element {
                if let steps = lane(element) { lanes.append(steps) }
            } else if let step = step(element) {
                check([step], element)
                lanes.append([step])
            }
        }
        return Lanes(lanes, areApart: areApart, save: save)
    }

    private mutating func lane(_ node: Node) -> [Step]? {
        guard let steps = steps(node) else { return nil }
        check(steps, node)
        return steps
    }

    /// All calls of a lane are known before it begins.
    private mutating func check(_ steps: [Step], _ node: Node) {
        for step in steps {
            switch step.action {
            case .call: continue
            case .times(_, let inner), .forEach(_, _, let inner): check(inner, node)
            default: nodes.fail(node, "a lane has calls, repeat and for-each; move this step out of it")
            }
        }
    }

    private mutating func call(_ node: Node, _ fields: [String: Node]) -> CallStep? {
        var arguments: [(name: String, value: Expression)] = []
        for (name, _, value) in fields["with"].flatMap({ nodes.pairs($0, "with") }) ?? [] {
            if let value = expression(value) { arguments.append((name, value)) }
        }
        let expected = fields["expect"].flatMap { expectation($0) }
        let save = fields["save"].flatMap { nodes.text($0, "save") }
        let collect = fields["collect"].flatMap { nodes.text($0, "collect") }
        names.formUnion([save, collect].compactMap { $0 })
        guard let operation = nodes.text(node, "call") else { return nil }
        return CallStep(operation, arguments, expect: expected, save: save, collect: collect)
    }

    // MARK: Expressions

    mutating func expression(_ node: Node) -> Expression? {
        switch node {
        case .scalar(let scalar):
            guard scalar.string.contains("$") else { return .constant(scalar.value) }
            return text(scalar.string, node)
        case .sequence(let sequence):
            return .list(sequence.compactMap { expression($0) })
        case .mapping(let mapping):
            if let (key, value) = mapping.first, mapping.count == 1, let name = key.plainText,
                name.hasPrefix("$")
            {
                let known = Function.allCases.map(\.rawValue)
                guard let function = Function(rawValue: String(name.dropFirst())) else {
                    let word = String(name.dropFirst())
                    let ending = Suggestion.ending(for: word, among: known, noun: "functions")
                    nodes.fail(key, "unknown function \"\(word)\"\(ending)")
                    return nil
                }
                return expression(value).map { .function(function, $0) }
            }
            return (nodes.pairs(node, "value") ?? []).reduce(into: Expression?.some(.record([]))) {
                (record, pair) in
                guard case .record(let members) = record, let value = expression(pair.value) else { return }
                record = .record(members + [(pair.key, value)])
            }
        case .alias: return nil
        }
    }

    /// A text with `$name` as a whole, `${name}` in the middle, or `$$` for a dollar.
    private mutating func text(_ text: String, _ node: Node) -> Expression? {
        if text.hasPrefix("$"), !text.hasPrefix("$$"), !text.hasPrefix("${") {
            return reference(String(text.dropFirst()), node)
        }
        var parts: [Expression] = []
        var literal = ""
        // By scalars: a mark that combines with a brace makes one character with it.
        var rest = text.unicodeScalars[...]
        while let dollar = rest.firstIndex(of: "$") {
            literal.unicodeScalars += rest[..<dollar]
            rest = rest[dollar...].dropFirst()
            if rest.first == "{", let end = rest.firstIndex(of: "}") {
                if !literal.isEmpty { parts.append(.constant(.text(literal))) }
                literal = ""
                guard let part = reference(String(rest[..<end].dropFirst()), node) else { return nil }
                parts.append(part)
                rest = rest[end...].dropFirst()
            } else {
                literal += "$"
                if rest.first == "$" { rest = rest.dropFirst() }
            }
        }
        literal.unicodeScalars += rest
        if !literal.isEmpty || parts.isEmpty { parts.append(.constant(.text(literal))) }
        if parts.count == 1, case .constant = parts[0] { return parts[0] }
        return .joined(parts)
    }

    private mutating func reference(_ text: String, _ node: Node) -> Expression? {
        guard !text.isEmpty else {
            nodes.fail(node, "$ without a name; write $$ for a dollar")
            return nil
        }
        let reference = Expression.Reference(text)
        guard names.contains(reference.name) else {
            let ending = Suggestion.ending(for: reference.name, among: names.sorted(), noun: "names")
            nodes.fail(node, "no step before saves \"\(reference.name)\"\(ending)")
            return nil
        }
        return .reference(reference)
    }
}

extension Node.Scalar {
    /// Plain words of JSON are what they are there; everything else is text.
    var value: Value {
        guard style == .plain else { return .text(string) }
        switch string {
        case "", "~", "null": return .null
        case "true": return .bool(true)
        case "false": return .bool(false)
        default: break
        }
        let isNumber = string.utf8.allSatisfy { $0 &- 0x30 < 10 || "+-.eE".utf8.contains($0) }
        // What no number begins with, `007`, is a text to everybody who reads it.
        let digits = string.hasPrefix("-") ? string.dropFirst() : string[...]
        guard !digits.hasPrefix("0") || digits == "0" || digits.hasPrefix("0.") else { return .text(string) }
        if isNumber, let whole = Int64(string) { return .integer(whole) }
        if isNumber, let number = Double(string) { return .number(number) }
        return .text(string)
    }
}
