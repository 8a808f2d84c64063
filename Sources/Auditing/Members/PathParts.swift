import Outlines

/// The first parts of the dotted names of a file, by path: those that say whose member something is.
struct PathParts {
    /// The path of the first part.
    private(set) var first: [NamePath.ID] = []
    /// The path of the first two parts; `none` where there is one.
    private(set) var second: [NamePath.ID] = []
    /// The path of the first three parts; `none` where there are fewer.
    private(set) var third: [NamePath.ID] = []

    init(_ outline: Outline) {
        first.reserveCapacity(outline.paths.count)
        second.reserveCapacity(outline.paths.count)
        third.reserveCapacity(outline.paths.count)
        for (index, path) in outline.paths.enumerated() {
            let id = NamePath.ID(index)
            // A path's parent stands before it.
            guard path.parent != NamePath.none else {
                first.append(id)
                second.append(NamePath.none)
                third.append(NamePath.none)
                continue
            }
            let parent = Int(path.parent)
            first.append(first[parent])
            second.append(second[parent] == NamePath.none ? id : second[parent])
            third.append(
                second[parent] == NamePath.none
                    ? NamePath.none : third[parent] == NamePath.none ? id : third[parent])
        }
    }
}
