internal import Glibc

/// Where a path stands in a git repository.
package struct GitPlace: Sendable, Hashable {
    /// The folder of the repository's own files, absolute.
    package let folder: String
    /// The way from the top of the work tree to the path: empty at the top, else with a final "/" unless the path
    /// is a file.
    package let prefix: String

    /// The repository whose work tree holds a path; nil outside git.
    ///
    /// - Parameter path: a file or folder; symbolic links are followed.
    package init?(around path: String) {
        let slash = UInt8(ascii: "/")
        let isFile = (try? Descriptor.status(of: Array(path.utf8)))?.type == S_IFREG
        let path = absolutePath(path)
        var top = path
        while true {
            if let git = GitFolder(top: top) {
                folder = String(decoding: git.own, as: UTF8.self)
                let rest = Array(path.dropFirst(top.count).dropFirst())
                prefix = String(decoding: rest + (rest.isEmpty || isFile ? [] : [slash]), as: UTF8.self)
                return
            }
            guard let cut = top.lastIndex(of: slash) else { return nil }
            top = Array(top[..<cut])
        }
    }
}
