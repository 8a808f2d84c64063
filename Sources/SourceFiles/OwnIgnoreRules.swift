/// The rules of `.ssotignore` files for paths that stand in no file system: those of a commit's tree.
package struct OwnIgnoreRules: Sendable {
    /// One `.ssotignore`.
    package struct File: Sendable, Hashable {
        /// The path of its folder from the top of the work tree, with a final "/"; empty for the top.
        package let folder: [UInt8]
        package let bytes: [UInt8]

        package init(folder: [UInt8], bytes: [UInt8]) {
            self.folder = folder
            self.bytes = bytes
        }
    }

    private let lists: [[UInt8]: IgnoreList]
    /// Whether a folder, or one above it, is ignored.
    private var ignored: [[UInt8]: Bool] = [:]

    package init(_ files: [File]) {
        lists = Dictionary(
            files.map { ($0.folder, IgnoreList($0.bytes, folderLength: $0.folder.count)) },
            uniquingKeysWith: { first, _ in first })
    }

    /// Whether a file is listed by a walk that honours these rules.
    ///
    /// - Parameter path: from the top of the work tree.
    package mutating func keeps(_ path: [UInt8]) -> Bool {
        guard !lists.isEmpty else { return true }
        let nameStart = (path.lastIndex(of: UInt8(ascii: "/")) ?? -1) + 1
        if isIgnored(folder: Array(path[..<nameStart])) { return false }
        return decision(path, nameStart: nameStart, isFolder: false) != .ignored
    }

    private mutating func isIgnored(folder: [UInt8]) -> Bool {
        guard !folder.isEmpty else { return false }
        if let known = ignored[folder] { return known }
        let path = Array(folder.dropLast())
        let nameStart = (path.lastIndex(of: UInt8(ascii: "/")) ?? -1) + 1
        let isIgnored =
            isIgnored(folder: Array(path[..<nameStart]))
            || decision(path, nameStart: nameStart, isFolder: true) == .ignored
        ignored[folder] = isIgnored
        return isIgnored
    }

    /// The verdict of the innermost list that has one.
    private func decision(_ path: [UInt8], nameStart: Int, isFolder: Bool) -> IgnoreList.Decision? {
        var end = nameStart
        while true {
            if let list = lists[Array(path[..<end])],
                let decision = list.decision(for: path.span, nameStart: nameStart, isFolder: isFolder)
            {
                return decision
            }
            guard end > 0 else { return nil }
            end = (path[..<(end - 1)].lastIndex(of: UInt8(ascii: "/")) ?? -1) + 1
        }
    }
}
