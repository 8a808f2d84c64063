import Classification
import Findings
import Linking
import Outlines

extension Check {
    /// A method that a later one of the same name replaces. Branches, accessors and overloads define a name more
    /// than once on purpose.
    static let duplicateMethod = Check(rule: "duplicate-method") { inputs, rule in
        inputs.tree.units.indices.flatMap { file -> [Finding] in
            let unit = inputs.tree.units[file]
            guard !unit.isTestCode else { return [] }
            var lines: [Method: [Int]] = [:]
            for (index, definition) in unit.outline.definitions.enumerated()
            where definition.kind == .function && definition.parent >= 0
                && unit.outline.definitions[Int(definition.parent)].kind == .class
                && !definition.flags.contains(.conditional) && !definition.flags.contains(.fallback)
                && isPlain(definition, unit.outline)
            {
                lines[Method(parent: definition.parent, name: definition.name), default: []].append(index)
            }
            let repeated = lines.filter { $0.value.count > 1 }
            let uses = repeated.isEmpty ? [:] : bodyUses(of: unit.outline)
            return repeated.compactMap { method, indices in
                // What the body hands on before the name is taken, `x = property(_get)`, is called by another.
                let taken = uses[method] ?? []
                let sorted = indices.sorted()
                let places = sorted.map { Int(unit.outline.definitions[$0].line) }
                guard let last = sorted.last, let start = places.first, let end = places.last,
                    !taken.contains(where: { (start...end).contains($0) })
                else { return nil }
                let id = DefinitionID(file: Int32(file), index: Int32(last))
                let definition = unit.outline.definitions[last]
                let earlier = places.dropLast()
                let symbol = inputs.tree.dottedName(id)
                return Finding(
                    rule: rule.header.id, severity: rule.severity, symbol: symbol,
                    qualifiedName: inputs.tree.qualifiedName(id), path: unit.path,
                    line: Int(definition.line), column: Int(definition.column),
                    message: "replaces the method of the same name at line "
                        + earlier.map(String.init).joined(separator: " and line ")
                        + ", which can never be called",
                    fix: rule.fix,
                    related: earlier.map {
                        RelatedPlace(symbol: symbol, path: unit.path, line: $0, note: "replaced")
                    }, contents: inputs.builder.contents(of: id))
            }
        }
    }

    /// Whether no decorator may keep the earlier ones of its name alive: accessors, overloads and registrations do.
    private static func isPlain(_ definition: Outline.Definition, _ outline: Outline) -> Bool {
        definition.decorators.range.allSatisfy { index in
            let path = outline.paths[Int(outline.decorators[index].path)]
            return path.parent == NamePath.none
                && ["staticmethod", "classmethod"].contains(outline.names[path.name])
        }
    }

    /// The lines on which the bodies of classes themselves use names.
    private static func bodyUses(of outline: Outline) -> [Method: [Int]] {
        var lines: [Method: [Int]] = [:]
        for use in outline.uses where use.scope >= 0 && outline.definitions[Int(use.scope)].kind == .class {
            let method = Method(parent: use.scope, name: outline.paths.root(of: use.path))
            lines[method, default: []].append(Int(use.line))
        }
        return lines
    }

    private struct Method: Hashable {
        var parent: Int32
        var name: NameTable.ID
    }
}
