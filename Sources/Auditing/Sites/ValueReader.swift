import Classification
import Findings
import Linking
import Outlines

/// Says what the expressions of one file's makings come to: source, random bits and text, through conversions,
/// slices, texts with fields and local names.
struct ValueReader {
    let tree: LinkedTree
    let file: Int32
    let outline: Outline
    let names: RememberedNames
    private let mayMake: [Bool]
    /// The makings that give a name its value, by that name, in order.
    private let assignments: [NamePath.ID: [Int]]
    /// What each function counts up.
    private let counters: [Int32: Set<NamePath.ID>]

    /// How many letters a text has whose length is a parameter.
    private static let presumedLength = 16

    /// How deep trees and chains of local names are followed.
    static let depthLimit = 48

    /// - Parameter mayMake: by distinct name, whether a call of it may make or convert a value.
    init(
        _ tree: LinkedTree, _ names: RememberedNames, _ mayMake: [Bool], file: Int32
    ) {
        self.mayMake = mayMake
        self.tree = tree
        self.names = names
        self.file = file
        outline = tree.units[Int(file)].outline
        var assignments: [NamePath.ID: [Int]] = [:]
        for (index, making) in outline.makings.enumerated()
        where making.kind == .assigned && making.target != NamePath.none {
            assignments[making.target, default: []].append(index)
        }
        self.assignments = assignments
        counters = outline.counters(in: outline.uses.indices)
    }

    /// What a node comes to; nil where that is no value to follow: the result of some other call.
    ///
    /// - Parameters:
    ///   - making: the index of the making that the node is of.
    ///   - isLater: whether a function named without a call is called later, as the default of a field is.
    func value(_ node: Int, of making: Int, isLater: Bool = false, depth: Int = 0) -> MadeValue? {
        guard depth < Self.depthLimit else { return nil }
        let item = outline.makingNodes[node]
        let line = Int(item.line)
        func child(_ index: Int) -> MadeValue? { value(index, of: making, depth: depth + 1) }
        let children = outline.children(of: node)
        switch item.kind {
        case .name: return name(item, of: making, isLater: isLater, depth: depth)
        case .text: return MadeValue(pieces: [.literal(outline.names[item.value])], line: line)
        case .number:
            let digits = item.value == Outline.MakingNode.unknown ? "0" : String(item.value)
            return MadeValue(pieces: [.literal(digits)], line: line)
        case .call: return call(item, children, of: making, depth: depth)
        case .method: return method(item, children, of: making, depth: depth)
        case .attribute:
            return children.first.flatMap(child).map { attribute(outline.names[item.value], of: $0) }
        case .slice: return children.first.flatMap(child).map { slice($0, item) }
        case .element: return element(item, children, of: making, depth: depth)
        case .format: return joinedTexts(children, line, child)
        case .joined where !children.contains(where: { outline.makingNodes[$0].kind == .number }):
            let joined = joinedTexts(children, line, child)
            // Names and calls alone may be numbers as well as texts.
            return joined.source != nil || children.contains { isText($0) } ? joined : nil
        case .filled:
            guard let first = children.first, let text = child(first) else { return nil }
            let fields = children.dropFirst().flatMap { elements(of: $0) }
            return filled(text.literal, marks: "%", fields.map { child($0) ?? .field(line: line) }, line)
        case .remainder:
            guard let first = children.first, let value = child(first), value.source != nil else {
                return nil
            }
            let divisor = children.dropFirst().first.flatMap { number($0) }
            return value.written(
                as: TextShape(kind: .decimal), bits: divisor.map { Double.log2(of: Double($0)) })
        case .arithmetic, .joined:
            let joined = MadeValue.joined(children.compactMap(child), line: line)
            return joined.source == nil ? nil : joined.written(as: TextShape(kind: .decimal))
        case .choice: return children.compactMap(child).first { $0.source != nil }
        case .callable: return children.first.flatMap(child)
        case .argument: return children.first.flatMap(child)
        case .display: return repeated(item, children, of: making, depth: depth)
        case .entry, .other: return nil
        }
    }

    private func isText(_ node: Int) -> Bool {
        let item = outline.makingNodes[node]
        switch item.kind {
        case .text, .format, .filled: return true
        case .method: return ["join", "format", "lower", "upper"].contains(outline.names[item.value])
        case .call:
            return ["str", "repr", "hex"].contains(outline.names[outline.paths[Int(item.value)].name])
        default: return false
        }
    }

    private func joinedTexts(_ nodes: [Int], _ line: Int, _ read: (Int) -> MadeValue?) -> MadeValue {
        MadeValue.joined(nodes.map { read($0) ?? .field(line: line) }, line: line)
    }

    // MARK: Names

    private func name(
        _ item: Outline.MakingNode, of making: Int, isLater: Bool, depth: Int
    ) -> MadeValue? {
        let line = Int(item.line)
        if isLater {
            let name = tree.name(item.value, in: file, scope: outline.makings[making].scope)
            if let rule = names.sourceRule(for: name), rule.isCallable {
                return made(by: rule, name, [], line, of: making, depth: depth)
            }
        }
        if let origin = local(item.value, before: making) {
            let said = names.sinkClass(of: tree.text(item.value, in: file))
            if said != .identifier, let root = outline.makings[origin].nodes.range.last,
                var value = value(root, of: origin, depth: depth + 1), value.source != nil
            {
                value.origins.append(origin)
                // A name that says something else is not presumed to hold an identifier.
                if let said, !said.isIdentifier { value.isIdentifier = false }
                return value
            }
        }
        // A part of what a local name holds: `value.hex`.
        let path = outline.paths[Int(item.value)]
        if path.parent != NamePath.none,
            let whole = value(ofPath: path.parent, line, of: making, depth: depth),
            whole.source != nil, !whole.origins.isEmpty
        {
            return attribute(outline.names[path.name], of: whole)
        }
        let scope = outline.makings[making].scope
        return isCounter(item.value, in: scope) ? counter(item.value, line) : .field(line: line)
    }

    /// The making that gave a local name its value where another making uses it: the last one above.
    func local(_ path: NamePath.ID, before making: Int) -> Int? {
        guard outline.paths[Int(path)].parent == NamePath.none else { return nil }
        let use = outline.makings[making]
        var best: Int?
        for index in assignments[path] ?? [] {
            let other = outline.makings[index]
            guard other.scope == use.scope, index != making,
                other.line < use.line || other.line == use.line && index < making
            else { continue }
            if best.map({ outline.makings[$0].line <= other.line }) ?? true { best = index }
        }
        return best
    }

    /// Whether a field or variable is counted up by the function that uses it, or is a counter by its name.
    private func isCounter(_ path: NamePath.ID, in scope: Int32) -> Bool {
        if let counters = counters[scope], counters.contains(path) { return true }
        let name = outline.paths[Int(path)].name
        // Nearly all names end otherwise than the four words, and are not taken apart.
        let bytes = outline.names.bytes[outline.names.range(name)]
        guard let end = bytes.last(where: { $0 != UInt8(ascii: "_") }), "rqelRQEL".utf8.contains(end),
            let last = IdentifierWords.split(outline.names[name]).last
        else { return false }
        return CounterWords.numbers.contains(last)
    }

    private func counter(_ path: NamePath.ID, _ line: Int) -> MadeValue {
        var value = MadeValue(
            source: .counter, pieces: [.made(TextShape(kind: .decimal), name: "counter")], line: line)
        value.rule = "counter"
        value.call = tree.text(path, in: file)
        return value
    }

    // MARK: Calls

    private func call(
        _ item: Outline.MakingNode, _ children: [Int], of making: Int, depth: Int
    ) -> MadeValue? {
        let scope = outline.makings[making].scope
        guard mayMake(item.value, scope: scope) else { return nil }
        let name = tree.name(item.value, in: file, scope: scope)
        let line = Int(item.line)
        if let conversion = TextConversion.functions[Self.lastName(of: name)],
            names.sourceRule(for: name) == nil
        {
            guard let first = conversionArgument(children) else { return nil }
            let inner = value(first, of: making, depth: depth + 1)
            if case .digest(let length) = conversion { return digest(inner, length, line) }
            return inner.map { converted($0, conversion, name: Self.lastName(of: name)) }
        }
        // A method of an object that a local name or a field holds: `digest.hexdigest()`.
        let path = outline.paths[Int(item.value)]
        if path.parent != NamePath.none, let conversion = TextConversion.methods[outline.names[path.name]],
            names.sourceRule(for: name) == nil,
            let receiver = self.value(ofPath: path.parent, line, of: making, depth: depth),
            receiver.source != nil
        {
            return converted(receiver, conversion, name: outline.names[path.name])
        }
        guard let rule = names.sourceRule(for: name) else { return nil }
        return made(by: rule, name, children, line, of: making, depth: depth)
    }

    /// Whether a call by this path may make or convert a value. What is not resolved is known by its last name.
    private func mayMake(_ path: NamePath.ID, scope: Int32) -> Bool {
        switch tree.resolve(path, in: file, scope: scope) {
        case .definition, .module, .external: true
        case .instance, .dangling, .unknown:
            mayMake[tree.distinctID(of: outline.paths[Int(path)].name, in: file)]
        }
    }

    private func value(ofPath path: NamePath.ID, _ line: Int, of making: Int, depth: Int) -> MadeValue? {
        let node = Outline.MakingNode(
            .name, value: path, other: 0, line: UInt32(truncatingIfNeeded: line), size: 1)
        return name(node, of: making, isLater: false, depth: depth + 1)
    }

    /// The first argument without a name, or the one named for bytes, text or number.
    private func conversionArgument(_ children: [Int]) -> Int? {
        children.first {
            let node = outline.makingNodes[$0]
            return node.kind == .argument
                && (node.value == NameTable.none
                    || ["bytes", "int", "hex", "object"].contains(outline.names[node.value]))
        }
    }

    /// What a source makes of its arguments; nil where these say that it makes nothing.
    private func made(
        by rule: SourceRule, _ name: String, _ children: [Int], _ line: Int, of making: Int, depth: Int
    ) -> MadeValue? {
        let arguments = children.filter { outline.makingNodes[$0].kind == .argument }
        guard rule.demands.isEmpty || arguments.contains(where: { meets(rule.demands, argument: $0) }) else {
            return nil
        }
        var shape = rule.text == .uuid ? TextShape.uuid : TextShape(kind: rule.text)
        var bits = 0.0
        switch rule.bits {
        case .fixed(let fixed): bits = fixed
        case .perUnit(let each, let count):
            let units = arguments.first.map { number(ofArgument: $0).map(Double.init) ?? count } ?? count
            bits = each * units
            switch rule.text {
            case .hexadecimal: shape.length = Int(bits / 4)
            case .base64: shape.length = Int((bits / 6).rounded(.up))
            case .bytes: shape.length = Int(bits / 8)
            case .letters: shape.length = Int(units)
            case .uuid, .decimal, .opaque: break
            }
        case .range:
            let bounds = arguments.prefix(2).compactMap { number(ofArgument: $0) }
            let span =
                bounds.count == 2 ? Double(bounds[1]) - Double(bounds[0]) + 1 : Double(bounds.first ?? 0)
            bits = Double.log2(of: span)
        case .choices:
            guard let alphabet = arguments.first.flatMap({ alphabetSize($0, of: making) }) else { return nil }
            // Hardly anyone takes one letter by `choices`: a length that is no number is not kept.
            let given = arguments.dropFirst().compactMap { number(ofArgument: $0) }.first
            let count = given ?? (Self.lastName(of: name) == "choice" ? 1 : nil)
            shape.length = count.map { Int(min($0, 4096)) }
            bits = Double.log2(of: Double(alphabet)) * Double(shape.length ?? Self.presumedLength)
        }
        if rule.source == .memoryAddress && arguments.count != 1 { return nil }
        // A constructor with a text parses it.
        if rule.isIdentifier, rule.source == .clock, rule.text == .hexadecimal, !arguments.isEmpty {
            return nil
        }
        if rule.source == .counter, !(arguments.first.map { counts($0) } ?? true) { return nil }
        var value = MadeValue(source: rule.source, pieces: [], line: line)
        value.rule = rule.header.id
        value.call = name
        value.bits = bits
        value.isIdentifier = rule.isIdentifier
        let isNamed = rule.isIdentifier || rule.text == .uuid
        let plain = rule.source == .clock && !rule.isIdentifier ? "time" : isNamed ? rule.header.id : ""
        let own =
            switch rule.source {
            case .counter: "counter"
            case .memoryAddress: "address"
            case .hash: "hash"
            case .secureRandom, .weakRandom, .clock, .composed, .external: plain
            }
        value.pieces = [.made(shape, name: rule.text == .uuid ? rule.header.id : own)]
        // A name-based UUID of a random name is as random as that.
        if rule.source == .hash {
            let inner = arguments.compactMap { self.value($0, of: making, depth: depth + 1) }
                .first { $0.source != nil }
            if let inner { return inner.written(as: shape, bits: 122) }
        }
        return value
    }

    /// Whether an argument is a keyword of one of the names, or a text that holds one of them. An outline keeps no such
    /// keyword that is false.
    private func meets(_ demands: [String], argument: Int) -> Bool {
        guard let child = outline.children(of: argument).first else { return false }
        let (item, keyword) = (outline.makingNodes[child], outline.makingNodes[argument].value)
        if keyword != NameTable.none, demands.contains(outline.names[keyword]) { return true }
        guard item.kind == .text else { return false }
        let text = outline.names[item.value].lowercased()
        return demands.contains { text.contains($0) }
    }

    /// Whether what `next` is asked of counts: other iterators pick what there is.
    private func counts(_ argument: Int) -> Bool {
        guard let child = outline.children(of: argument).first else { return false }
        let item = outline.makingNodes[child]
        guard item.kind == .name || item.kind == .call else { return false }
        return handsOutNumbers(item.value)
    }

    private func handsOutNumbers(_ path: NamePath.ID) -> Bool {
        let words = IdentifierWords.split(outline.names[outline.paths[Int(path)].name])
        return words.contains { CounterWords.iterators.contains($0) }
    }

    /// How many letters the alphabet of a choice has; nil where the argument is no alphabet: then one of several
    /// things is picked, and none made.
    private func alphabetSize(_ argument: Int, of making: Int) -> Int? {
        guard let node = outline.children(of: argument).first else { return nil }
        return alphabetSize(node: node, of: making, depth: 0)
    }

    private func alphabetSize(node: Int, of making: Int, depth: Int) -> Int? {
        guard depth < 8 else { return nil }
        let item = outline.makingNodes[node]
        switch item.kind {
        case .text: return max(1, outline.names.range(item.value).count)
        case .joined:
            let parts = outline.children(of: node).map {
                alphabetSize(node: $0, of: making, depth: depth + 1)
            }
            return parts.contains(nil) ? nil : parts.reduce(0) { $0 + ($1 ?? 0) }
        case .name:
            let name = outline.names[outline.paths[Int(item.value)].name]
            switch name {
            case "ascii_letters": return 52
            case "ascii_lowercase", "ascii_uppercase": return 26
            case "digits": return 10
            case "hexdigits": return 22
            case "printable", "punctuation": return 64
            default: break
            }
            let words = IdentifierWords.split(name)
            let isAlphabet = words.contains {
                ["alphabet", "chars", "characters", "letters", "charset"].contains($0)
            }
            return isAlphabet ? 36 : nil
        default: return nil
        }
    }

    private func digest(_ inner: MadeValue?, _ length: Int, _ line: Int) -> MadeValue {
        let shape = TextShape(kind: .hexadecimal, length: length)
        if let inner, inner.source != nil { return inner.written(as: shape, bits: 4 * Double(length)) }
        var value = MadeValue(source: .hash, pieces: [.made(shape, name: "")], line: line)
        value.rule = "digest"
        value.call = "digest"
        return value
    }

    // MARK: Methods, attributes, parts

    private func method(
        _ item: Outline.MakingNode, _ children: [Int], of making: Int, depth: Int
    ) -> MadeValue? {
        guard let first = children.first else { return nil }
        let name = outline.names[item.value]
        let line = Int(item.line)
        let arguments = children.dropFirst()
        guard let receiver = value(first, of: making, depth: depth + 1) else {
            // A method of the result of some other call: `SystemRandom().choices(alphabet)`.
            guard outline.makingNodes[first].kind == .call else { return nil }
            let callee = tree.name(
                outline.makingNodes[first].value, in: file, scope: outline.makings[making].scope)
            guard let rule = names.sourceRule(for: callee + "." + name) else {
                return nil
            }
            return made(by: rule, callee + "." + name, Array(arguments), line, of: making, depth: depth)
        }
        switch name {
        case "join": return arguments.first.flatMap { value($0, of: making, depth: depth + 1) }
        case "format":
            let fields = arguments.map { value($0, of: making, depth: depth + 1) ?? .field(line: line) }
            return filled(receiver.literal, marks: "{", fields, line)
        case "replace" where receiver.shape?.kind == .uuid && isEmptying(arguments):
            return converted(receiver, .hexadecimal, name: name)
        default:
            guard let conversion = TextConversion.methods[name] else { return nil }
            return converted(receiver, conversion, name: name)
        }
    }

    /// Whether `replace` takes hyphens away.
    private func isEmptying(_ arguments: ArraySlice<Int>) -> Bool {
        guard let first = arguments.first, let text = outline.children(of: first).first,
            outline.makingNodes[text].kind == .text
        else { return false }
        return outline.names[outline.makingNodes[text].value] == "-"
    }

    private func converted(_ value: MadeValue, _ conversion: TextConversion, name: String) -> MadeValue {
        guard value.source != nil, let shape = value.shape else { return value }
        switch conversion {
        case .same, .digest:
            // Part of a digest's text is a digest still.
            return value
        case .hexadecimal:
            switch shape.kind {
            case .uuid:
                return value.written(
                    as: TextShape(kind: .hexadecimal, length: 32, isUUID: value.rule == "uuid4"))
            case .bytes:
                return value.written(as: TextShape(kind: .hexadecimal, length: shape.length.map { $0 * 2 }))
            case .decimal where name != "hex": return value
            default: return value.written(as: TextShape(kind: .hexadecimal, length: shape.length))
            }
        case .base64:
            return value.written(
                as: TextShape(kind: .base64, length: shape.length.map { ($0 * 4 + 2) / 3 }))
        case .decimal:
            if shape.kind == .decimal { return value }
            return value.written(as: TextShape(kind: .decimal))
        }
    }

    private func attribute(_ name: String, of value: MadeValue) -> MadeValue {
        switch name {
        case "hex": return converted(value, .hexadecimal, name: name)
        case "int": return converted(value, .decimal, name: name)
        case "bytes":
            return value.shape?.kind == .uuid
                ? value.written(as: TextShape(kind: .bytes, length: 16)) : value
        case "time_low", "node", "clock_seq":
            return value.written(as: TextShape(kind: .decimal), bits: name == "time_low" ? 32 : 48)
        default: return value
        }
    }

    private func slice(_ value: MadeValue, _ item: Outline.MakingNode) -> MadeValue {
        guard value.source != nil, let shape = value.shape else { return value }
        func bound(_ raw: UInt32) -> Int?? {
            if raw == Outline.MakingNode.absent { return .some(nil) }
            return raw == Outline.MakingNode.unknown ? nil : .some(Int(Int32(bitPattern: raw)))
        }
        guard let lower = bound(item.value), let upper = bound(item.other),
            let range = shape.range(from: lower, to: upper)
        else { return value.written(as: TextShape(kind: shape.kind)) }
        var part = TextShape(
            kind: shape.kind, length: range.count, offset: shape.offset + range.lowerBound,
            isUUID: shape.isUUID)
        let bits = shape.bits(of: range)
        // Eight characters of a UUID are eight digits.
        if part.kind == .uuid, range.upperBound <= 8 { part.kind = .hexadecimal }
        return value.written(as: part, bits: bits)
    }

    /// `split("-")[0]` and the like.
    private func element(
        _ item: Outline.MakingNode, _ children: [Int], of making: Int, depth: Int
    ) -> MadeValue? {
        guard let first = children.first else { return nil }
        let inner = outline.makingNodes[first]
        guard inner.kind == .method, outline.names[inner.value] == "split",
            let receiver = outline.children(of: first).first,
            let value = value(receiver, of: making, depth: depth + 1), value.source != nil
        else { return nil }
        guard value.shape == .uuid else { return value.written(as: TextShape(kind: .opaque)) }
        let groups = [8, 4, 4, 4, 12]
        let place = Int(Int32(bitPattern: item.value))
        let group = place < 0 ? groups.count + place : place
        guard groups.indices.contains(group) else { return value }
        let bits = [32.0, 16, 12, 14, 48][group]
        return value.written(as: TextShape(kind: .hexadecimal, length: groups[group]), bits: bits)
    }

    private func repeated(
        _ item: Outline.MakingNode, _ children: [Int], of making: Int, depth: Int
    ) -> MadeValue? {
        guard children.count == 1, item.other == 1,
            let value = value(children[0], of: making, depth: depth + 1), value.source != nil,
            let shape = value.shape
        else { return nil }
        let isKnown = item.value != Outline.MakingNode.unknown
        // Who joins letters of a number to be given takes enough of them, as far as anyone can see.
        let count = isKnown ? Int(min(item.value, 4096)) : Self.presumedLength
        let length = isKnown ? (shape.length ?? 1) * count : nil
        var result = value.written(as: TextShape(kind: shape.kind, length: length))
        result.bits = value.bits * Double(count)
        return result
    }

    /// A text whose marks, `{…}` or `%s`, are replaced by values in order.
    private func filled(_ text: String, marks: Character, _ fields: [MadeValue], _ line: Int) -> MadeValue {
        var parts: [MadeValue] = []
        var literal = ""
        var rest = fields[...]
        var isInside = false
        for character in text {
            if isInside {
                if marks == "{" ? character == "}" : character.isLetter {
                    isInside = false
                    parts.append(rest.popFirst() ?? .field(line: line))
                }
            } else if character == marks {
                isInside = true
                if !literal.isEmpty { parts.append(MadeValue(pieces: [.literal(literal)], line: line)) }
                literal = ""
            } else {
                literal.append(character)
            }
        }
        if !literal.isEmpty { parts.append(MadeValue(pieces: [.literal(literal)], line: line)) }
        return .joined(parts + rest.filter { $0.source != nil }, line: line)
    }

    // MARK: Small readings

    private func elements(of node: Int) -> [Int] {
        outline.makingNodes[node].kind == .display ? outline.children(of: node) : [node]
    }

    private func number(_ node: Int) -> UInt32? {
        let item = outline.makingNodes[node]
        return item.kind == .number && item.value != Outline.MakingNode.unknown ? item.value : nil
    }

    private func number(ofArgument argument: Int) -> UInt32? {
        outline.children(of: argument).first.flatMap { number($0) }
    }

    static func lastName(of name: String) -> String {
        name.utf8.lastIndex(of: UInt8(ascii: ".")).map { String(name[name.utf8.index(after: $0)...]) } ?? name
    }
}
