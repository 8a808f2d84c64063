import Outlines

extension [NamePath] {
    /// The shared ids of a path's parts, the first one first.
    ///
    /// - Parameter ids: those of the file's names.
    @inline(__always)
    func sharedIDs(of path: NamePath.ID, _ ids: [UInt32]) -> [UInt32] {
        var parts: [UInt32] = []
        var path = path
        while path != NamePath.none {
            let node = self[Int(path)]
            parts.append(ids[Int(node.name)])
            path = node.parent
        }
        return parts.reversed()
    }
}
