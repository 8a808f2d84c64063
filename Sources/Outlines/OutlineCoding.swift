/// The stored form of outlines: a run of variable-length integers and counted bytes.
///
/// Decoding is total: bytes that are no outline of this version give nil, never a trap, so that a damaged cache
/// costs a second reading and nothing else.
extension Outline {
    public func encoded() -> [UInt8] {
        var writer = OutlineWriter()
        // A little more than most outlines take, so that few are moved while they grow.
        writer.reserve(
            64 + names.bytes.count + texts.count + names.count + paths.count * 3 + definitions.count * 48
                + parameters.count * 4 + imports.count * 8 + values.count * 9 + uses.count * 3
                + statements.count * 5)
        writer.number(Self.version)
        writer.number(names.count)
        for id in 0..<names.count { writer.number(names.range(NameTable.ID(id)).count) }
        writer.bytes(names.bytes)
        writer.list(paths) {
            $0.id($1.parent)
            $0.number(Int($1.name))
        }
        writer.definitions(definitions)
        writer.list(bases) {
            $0.number(Int($1.path))
            $0.id($1.keyword)
            $0.number(Int($1.line))
        }
        writer.list(decorators) {
            $0.number(Int($1.path))
            $0.number(Int($1.line))
        }
        writer.list(parameters) {
            $0.number(Int($1.name))
            $0.id($1.annotation)
            $0.number(($1.hasDefault ? 1 : 0) + ($1.isVariadic ? 2 : 0))
            $0.id($1.defaultText)
        }
        writer.list(imports) { $0.importItem($1) }
        writer.values(values)
        writer.uses(uses)
        writer.list(exports) { $0.number(Int($1)) }
        writer.memberNotes(self)
        writer.number(texts.count)
        writer.bytes(texts)
        writer.prints(prints)
        writer.statements(statements)
        writer.list(makings) { $0.making($1) }
        writer.list(makingNodes) { $0.makingNode($1) }
        writer.list(marks) {
            $0.number(Int($1.line))
            $0.text($1.text)
        }
        writer.text(docstring)
        writer.number(byteCount)
        writer.number(lineCount)
        writer.number(errorCount)
        return writer.written
    }

    /// Nil where the bytes are not an outline of this version.
    public init?(decoding bytes: [UInt8]) {
        self.init()
        var reader = OutlineReader(bytes)
        guard reader.number() == Self.version, let table = reader.names() else { return nil }
        names = table
        let nameCount = names.count
        guard
            let paths = reader.list({ reader, index in
                // A path's parent stands before it: chains end.
                NamePath(parent: try reader.id(below: index), name: try reader.index(below: nameCount))
            })
        else { return nil }
        self.paths = paths
        let pathCount = paths.count
        guard
            let definitions = reader.definitions(nameCount),
            let bases = reader.list({ reader, _ in
                Base(
                    path: try reader.index(below: pathCount), keyword: try reader.id(below: nameCount),
                    line: try reader.word())
            }),
            let decorators = reader.list({ reader, _ in
                Place(path: try reader.index(below: pathCount), line: try reader.word())
            }),
            let parameters = reader.list({ reader, _ in
                let name = try reader.index(below: nameCount)
                let annotation = try reader.id(below: pathCount)
                let flags = try reader.word()
                return Parameter(
                    name: name, annotation: annotation, hasDefault: flags & 1 != 0,
                    defaultText: try reader.id(below: nameCount), isVariadic: flags & 2 != 0)
            }),
            let imports = reader.list({ reader, _ in
                try reader.importItem(definitions.count, nameCount, pathCount)
            }),
            let values = reader.values(definitions.count, nameCount, pathCount)
        else { return nil }
        self.definitions = definitions
        self.bases = bases
        self.decorators = decorators
        self.parameters = parameters
        self.imports = imports
        self.values = values
        guard let uses = reader.uses(definitions.count, pathCount),
            let exports = reader.list({ reader, _ in try reader.index(below: nameCount) }),
            reader.memberNotes(&self, definitions.count),
            let texts = reader.countedBytes(),
            let prints = reader.prints(definitions.count), let statements = reader.statements(),
            let makings = reader.list({ reader, _ in try reader.making(definitions.count, pathCount) }),
            let makingNodes = reader.list({ reader, _ in try reader.makingNode() }),
            let marks = reader.list({ reader, _ in Mark(line: try reader.word(), text: try reader.text()) }),
            let docstring = try? reader.text(), let byteCount = reader.number(),
            let lineCount = reader.number(), let errorCount = reader.number(), reader.isAtEnd
        else { return nil }
        self.uses = uses
        self.exports = exports
        self.texts = texts
        self.prints = prints
        self.statements = statements
        self.makings = makings
        self.makingNodes = makingNodes
        self.marks = marks
        self.docstring = docstring
        self.byteCount = byteCount
        self.lineCount = lineCount
        self.errorCount = errorCount
        guard hasSoundSlices, hasSoundMakings else { return nil }
    }

    /// Whether every slice lies inside the array that it is a run of.
    private var hasSoundSlices: Bool {
        func holds(_ slice: Slice, _ count: Int) -> Bool { slice.range.upperBound <= count }
        func holds(_ text: TextRange) -> Bool { Int(text.offset) + Int(text.length) <= texts.count }
        return holds(docstring)
            && definitions.allSatisfy {
                holds($0.docstring) && holds($0.decorators, decorators.count) && holds($0.bases, bases.count)
                    && holds($0.parameters, parameters.count) && holds($0.uses, uses.count)
                    && holds($0.values, values.count) && holds($0.descendants, definitions.count)
            }
            && values.allSatisfy { holds($0.uses, uses.count) }
            && prints.allSatisfy { holds($0.statements, statements.count) }
            && marks.allSatisfy { holds($0.text) }
    }
}
