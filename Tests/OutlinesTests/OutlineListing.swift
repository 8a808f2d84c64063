import Lexing
import Outlines

func outline(_ text: String) -> Outline { outline(Array(text.utf8)) }

func outline(_ source: [UInt8]) -> Outline {
    var outliner = Outliner()
    return outliner.outline(source.span, language: .python)
}

extension Outline {
    /// A path as written; empty for none.
    func text(_ path: NamePath.ID) -> String {
        guard path != NamePath.none else { return "" }
        let parent = text(paths[Int(path)].parent)
        return (parent.isEmpty ? "" : parent + ".") + names[paths[Int(path)].name]
    }

    func name(_ id: NameTable.ID) -> String { id == NameTable.none ? "" : names[id] }

    func qualifiedName(_ index: Int) -> String {
        let definition = definitions[index]
        let prefix = definition.parent < 0 ? "" : qualifiedName(Int(definition.parent)) + "."
        return prefix + names[definition.name]
    }

    /// `line kind qualified.name`, a definition each.
    var definitionLines: [String] {
        definitions.indices.map { "\(definitions[$0].line) \(definitions[$0].kind) \(qualifiedName($0))" }
    }

    /// `from module import name as bound`, with what is special behind it.
    var importLines: [String] {
        imports.map { item in
            let module = String(repeating: ".", count: Int(item.level)) + text(item.module)
            let bound = name(item.bound)
            let words = item.flags.words
            let place = item.scope < 0 ? "" : " in \(qualifiedName(Int(item.scope)))"
            return (item.name == NameTable.none ? module : "\(module):\(name(item.name))") + " > \(bound)"
                + (words.isEmpty ? "" : " " + words) + place
        }
    }

    /// `target = shape path "text"`, with where it stands.
    var valueLines: [String] {
        values.map { value in
            var line = value.kind == .assigned ? text(value.target) : "\(value.kind) \(text(value.target))"
            line += " = \(value.shape) \(text(value.path)) \(name(value.text))"
            if value.scope >= 0 { line += " in \(qualifiedName(Int(value.scope)))" }
            return line.split(separator: " ").joined(separator: " ")
        }
    }

    /// `kind path`, a use each.
    var useLines: [String] { uses.map { "\($0.kind) \(text($0.path))" } }

    /// `kind target = tree`, a making each.
    var makingLines: [String] {
        makings.map { making in
            let target = text(making.target)
            let place = making.scope < 0 ? "" : " in \(qualifiedName(Int(making.scope)))"
            let root = making.nodes.range.last.map { tree($0) } ?? ""
            return "\(making.line) \(making.kind)" + (target.isEmpty ? "" : " \(target)")
                + " = \(root)\(place)"
        }
    }

    private func tree(_ index: Int) -> String {
        let node = makingNodes[index]
        let parts = children(of: index).map { tree($0) }
        let inner = parts.joined(separator: ", ")
        switch node.kind {
        case .name: return text(node.value)
        case .text: return "\"\(name(node.value))\""
        case .number: return node.value == MakingNode.unknown ? "?" : "\(node.value)"
        case .call: return "\(text(node.value))(\(inner))"
        case .method: return "\(parts[0]).\(name(node.value))(\(parts.dropFirst().joined(separator: ", ")))"
        case .attribute: return "\(inner).\(name(node.value))"
        case .argument: return node.value == NameTable.none ? inner : "\(name(node.value))=\(inner)"
        case .slice: return "\(inner)[\(bound(node.value)):\(bound(node.other))]"
        case .element: return "\(inner)[\(bound(node.value))]"
        case .entry: return "\(name(node.value)): \(inner)"
        case .display where node.value != MakingNode.unknown: return "[\(inner)]*\(node.value)"
        case .display: return "[\(inner)]"
        default: return "\(node.kind)(\(inner))"
        }
    }

    private func bound(_ value: UInt32) -> String {
        value == MakingNode.absent ? "" : value == MakingNode.unknown ? "?" : "\(Int32(bitPattern: value))"
    }

    func baseLines(_ index: Int) -> [String] {
        bases[definitions[index].bases.range].map {
            ($0.keyword == NameTable.none ? "" : names[$0.keyword] + "=") + text($0.path)
        }
    }

    func parameterLines(_ index: Int) -> [String] {
        parameters[definitions[index].parameters.range].map {
            let annotation = text($0.annotation)
            return ($0.isVariadic ? "*" : "") + names[$0.name] + (annotation.isEmpty ? "" : ": " + annotation)
                + ($0.hasDefault ? " =" : "")
        }
    }

    func docstring(_ range: TextRange) -> String {
        String(decoding: texts[Int(range.offset)..<Int(range.offset) + Int(range.length)], as: UTF8.self)
    }
}

extension Outline.Flags {
    var words: String {
        let all: [(Outline.Flags, String)] = [
            (.async, "async"), (.fallback, "fallback"), (.typeChecking, "typeChecking"),
            (.conditional, "conditional"), (.star, "star"), (.annotated, "annotated"),
        ]
        return all.filter { contains($0.0) }.map(\.1).joined(separator: " ")
    }
}
