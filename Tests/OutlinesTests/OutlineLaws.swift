import Outlines

/// What holds for the outline of any bytes. Each law that is broken gives a sentence.
func brokenLaws(_ outline: Outline) -> [String] {
    var broken: [String] = []
    func require(_ holds: Bool, _ law: @autoclosure () -> String) {
        if !holds, broken.count < 4 { broken.append(law()) }
    }
    let nameCount = UInt32(outline.names.count)
    let pathCount = UInt32(outline.paths.count)
    let definitionCount = Int32(outline.definitions.count)
    func isName(_ id: NameTable.ID) -> Bool { id < nameCount }
    func isNameOrNone(_ id: NameTable.ID) -> Bool { id == NameTable.none || id < nameCount }
    func isPath(_ id: NamePath.ID) -> Bool { id < pathCount }
    func isPathOrNone(_ id: NamePath.ID) -> Bool { id == NamePath.none || id < pathCount }
    func isScope(_ scope: Int32) -> Bool { scope >= -1 && scope < definitionCount }
    func isRun(_ slice: Outline.Slice, of count: Int) -> Bool { slice.range.upperBound <= count }
    func isText(_ range: Outline.TextRange) -> Bool {
        Int(range.offset) + Int(range.length) <= outline.texts.count
    }

    for (index, path) in outline.paths.enumerated() {
        require(
            path.parent == NamePath.none || path.parent < UInt32(index),
            "path \(index) stands before its parent")
        require(isName(path.name), "path \(index) has no name")
    }
    for (index, item) in outline.definitions.enumerated() {
        require(
            isName(item.name) && item.parent >= -1 && item.parent < Int32(index),
            "definition \(index): name, parent")
        require(
            isRun(item.bases, of: outline.bases.count) && isRun(item.decorators, of: outline.decorators.count)
                && isRun(item.parameters, of: outline.parameters.count)
                && isRun(item.uses, of: outline.uses.count)
                && isRun(item.values, of: outline.values.count)
                && isRun(item.descendants, of: outline.definitions.count) && isText(item.docstring),
            "definition \(index) has a run that is none")
    }
    require(isText(outline.docstring), "docstring outside the texts")
    require(outline.bases.allSatisfy { isPath($0.path) && isNameOrNone($0.keyword) }, "base")
    require(outline.decorators.allSatisfy { isPath($0.path) }, "decorator")
    require(
        outline.parameters.allSatisfy {
            isName($0.name) && isPathOrNone($0.annotation) && isNameOrNone($0.defaultText)
        }, "parameter")
    require(
        outline.imports.allSatisfy {
            isScope($0.scope) && isPathOrNone($0.module) && isNameOrNone($0.name) && isNameOrNone($0.bound)
        }, "import")
    require(
        outline.values.allSatisfy {
            isScope($0.scope) && isPathOrNone($0.target) && isPathOrNone($0.path) && isNameOrNone($0.text)
                && isRun($0.uses, of: outline.uses.count)
        }, "value")
    require(outline.uses.allSatisfy { isPath($0.path) && isScope($0.scope) }, "use")
    require(
        outline.makings.allSatisfy {
            isScope($0.scope) && isPathOrNone($0.target) && $0.nodes.count > 0
                && isRun($0.nodes, of: outline.makingNodes.count)
                && Int(outline.makingNodes[$0.nodes.range.upperBound - 1].size) == Int($0.nodes.count)
        }, "making")
    for making in outline.makings {
        for index in making.nodes.range {
            let children = outline.children(of: index)
            let size = children.reduce(1) { $0 + Int(outline.makingNodes[$1].size) }
            require(
                size == Int(outline.makingNodes[index].size), "node \(index) is not as large as its parts")
            require(
                (children.first ?? index) >= making.nodes.range.lowerBound, "node \(index) outside its making"
            )
        }
    }
    require(outline.exports.allSatisfy { isName($0) }, "export")
    require(
        outline.typeHints.allSatisfy { isScope($0.scope) && isPathOrNone($0.target) && isPath($0.type) },
        "type hint")
    require(outline.mentions.allSatisfy { isName($0.name) }, "mention")
    require(outline.ownNames.allSatisfy(isName), "own name")
    require(
        outline.elements.allSatisfy { isScope($0.scope) && isPathOrNone($0.table) && isNameOrNone($0.key) },
        "element")
    return broken
}

/// What holds besides for outlines that were read from a source, not from a damaged cache.
func brokenPlaceLaws(_ outline: Outline, _ source: [UInt8]) -> [String] {
    var broken: [String] = []
    for (index, item) in outline.definitions.enumerated() {
        let isInside = item.start < item.end && Int(item.end) <= source.count
        let hasLines = item.line >= 1 && item.line <= item.endLine && Int(item.endLine) <= outline.lineCount
        let parent = item.parent < 0 ? nil : outline.definitions[Int(item.parent)]
        let isNested = parent.map { $0.start < item.start && item.end <= $0.end } ?? true
        let descendsInOrder = item.descendants.range.lowerBound == index + 1 || item.descendants.count == 0
        let parentHolds = parent.map { $0.descendants.range.contains(index) } ?? true
        if !(isInside && hasLines && isNested && descendsInOrder && parentHolds) {
            broken.append(
                "definition \(index) at line \(item.line): inside \(isInside), lines \(hasLines), nested \(isNested), "
                    + "descendants \(descendsInOrder) \(parentHolds)")
        }
        if broken.count > 3 { break }
    }
    if outline.uses.contains(where: { $0.line < 1 || Int($0.line) > max(1, outline.lineCount) }) {
        broken.append("use outside the lines")
    }
    return broken
}
