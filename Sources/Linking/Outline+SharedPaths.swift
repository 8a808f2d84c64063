import Outlines

extension Outline {
    /// The shared ids of a path's parts, the first one first.
    ///
    /// - Parameter ids: those of the file's names.
    @inline(__always)
    func sharedPath(_ path: NamePath.ID, _ ids: [UInt32]) -> [UInt32] {
        var parts: [UInt32] = []
        var path = path
        while path != NamePath.none {
            let node = paths[Int(path)]
            parts.append(ids[Int(node.name)])
            path = node.parent
        }
        return parts.reversed()
    }

    /// The first name of a path.
    @inline(__always)
    func root(of path: NamePath.ID) -> NameTable.ID {
        var node = paths[Int(path)]
        while node.parent != NamePath.none { node = paths[Int(node.parent)] }
        return node.name
    }
}
