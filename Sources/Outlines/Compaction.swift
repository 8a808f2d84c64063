extension Array {
    /// An equal array whose memory is just what it needs: growing arrays hold up to twice that.
    func compacted() -> [Element] {
        // No memory at all: most files leave half of an outline's lists empty.
        if isEmpty { return [] }
        var copy: [Element] = []
        copy.reserveCapacity(count)
        copy.append(contentsOf: self)
        return copy
    }
}

extension Outline {
    /// An equal outline that shares no memory with this one, nor with the outliner that read it: for outlines that
    /// are kept.
    public func compacted() -> Outline {
        var copy = Outline()
        copy.names = names.compacted()
        copy.paths = paths.compacted()
        copy.definitions = definitions.compacted()
        copy.bases = bases.compacted()
        copy.decorators = decorators.compacted()
        copy.parameters = parameters.compacted()
        copy.imports = imports.compacted()
        copy.values = values.compacted()
        copy.uses = uses.compacted()
        copy.exports = exports.compacted()
        copy.typeHints = typeHints.compacted()
        copy.mentions = mentions.compacted()
        copy.elements = elements.compacted()
        copy.ownNames = ownNames.compacted()
        copy.prints = prints.compacted()
        copy.statements = statements.compacted()
        copy.makings = makings.compacted()
        copy.makingNodes = makingNodes.compacted()
        copy.marks = marks.compacted()
        copy.texts = texts.compacted()
        copy.docstring = docstring
        copy.byteCount = byteCount
        copy.lineCount = lineCount
        copy.errorCount = errorCount
        return copy
    }

    /// Empties the outline and keeps its memory, for the next file.
    mutating func removeAll() {
        names = NameTable()
        paths = []
        definitions.removeAll(keepingCapacity: true)
        bases.removeAll(keepingCapacity: true)
        decorators.removeAll(keepingCapacity: true)
        parameters.removeAll(keepingCapacity: true)
        imports.removeAll(keepingCapacity: true)
        values.removeAll(keepingCapacity: true)
        uses.removeAll(keepingCapacity: true)
        exports.removeAll(keepingCapacity: true)
        typeHints.removeAll(keepingCapacity: true)
        mentions.removeAll(keepingCapacity: true)
        elements.removeAll(keepingCapacity: true)
        ownNames.removeAll(keepingCapacity: true)
        prints.removeAll(keepingCapacity: true)
        statements.removeAll(keepingCapacity: true)
        makings.removeAll(keepingCapacity: true)
        makingNodes.removeAll(keepingCapacity: true)
        marks.removeAll(keepingCapacity: true)
        texts.removeAll(keepingCapacity: true)
        docstring = TextRange()
        byteCount = 0
        lineCount = 0
        errorCount = 0
    }
}
