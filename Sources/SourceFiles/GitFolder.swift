internal import Glibc

/// The folders in which git keeps a repository's own files.
struct GitFolder: Sendable, Hashable {
    /// The index of this work tree stands here. Absolute if the work tree's path is.
    let own: [UInt8]
    /// What all work trees of the repository share: configuration and `info/exclude`.
    let common: [UInt8]

    /// The repository whose work tree has its top at `top`; nil if `top/.git` is missing or no valid one.
    ///
    /// Valid as in git's `is_git_directory`: HEAD names a ref or an object, and there are `objects` and `refs`.
    /// A `.git` file with `gitdir:` (linked work tree, submodule) is followed once.
    init?(top: [UInt8]) {
        let entry = top + Array("/.git".utf8)
        var own = entry
        if let file = try? ReadBuffer.contents(of: entry, limit: 1 << 20) {
            guard file.starts(with: "gitdir: ".utf8) else { return nil }
            let target = Self.withoutLineEnds(file.dropFirst(8))
            guard !target.isEmpty else { return nil }
            own = Self.resolve(target, from: top)
        }
        var common = own
        if let file = try? ReadBuffer.contents(of: own + Array("/commondir".utf8), limit: 1 << 16) {
            common = Self.resolve(Self.withoutLineEnds(file[...]), from: own)
        }
        guard Self.hasHead(own), Self.isFolder(common, "objects"), Self.isFolder(common, "refs") else {
            return nil
        }
        self.own = own
        self.common = common
    }

    private static func resolve(_ path: [UInt8], from folder: [UInt8]) -> [UInt8] {
        path.first == UInt8(ascii: "/") ? path : folder + [UInt8(ascii: "/")] + path
    }

    private static func withoutLineEnds(_ bytes: ArraySlice<UInt8>) -> [UInt8] {
        var bytes = bytes
        while bytes.last == 10 || bytes.last == 13 { bytes.removeLast() }
        return Array(bytes)
    }

    private static func hasHead(_ folder: [UInt8]) -> Bool {
        let path = folder + Array("/HEAD".utf8)
        let bytes: [UInt8]?
        do {
            bytes = try ReadBuffer.contents(of: path, flags: O_NOFOLLOW, limit: 1 << 16)
        } catch {
            // A symbolic link to a ref not yet born is a HEAD of old.
            return error.number == ELOOP
        }
        guard let bytes else { return false }
        if bytes.starts(with: "ref:".utf8) {
            return bytes.dropFirst(4).drop { $0 == 32 || $0 == 9 }.starts(with: "refs/".utf8)
        }
        return bytes.count >= 40 && bytes.prefix(40).allSatisfy(isHexadecimal)
    }

    private static func isHexadecimal(_ byte: UInt8) -> Bool {
        (48...57).contains(byte) || (97...102).contains(byte) || (65...70).contains(byte)
    }

    private static func isFolder(_ parent: [UInt8], _ name: String) -> Bool {
        let path = parent + [UInt8(ascii: "/")] + Array(name.utf8)
        return (try? Descriptor.status(of: path))?.type == S_IFDIR
    }
}
