import Foundation

/// Where the audit database of a tree lies: `.ssot/audit.sqlite` in its root.
enum DatabaseLocation {
    static let name = ".ssot/audit.sqlite"

    /// The file for a scan of `path`; its folder is made, and kept out of version control.
    static func prepare(for path: String) throws -> String {
        let root = folder(of: path)
        let folder = root + "/.ssot"
        do {
            try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
            let ignoreFile = folder + "/.gitignore"
            if !FileManager.default.fileExists(atPath: ignoreFile) {
                try Data("*\n".utf8).write(to: URL(filePath: ignoreFile), options: .atomic)
            }
        } catch {
            throw Failure(
                "\(folder): cannot be written (\(reason(error))); name a writable file with --database")
        }
        return root + "/" + name
    }

    /// The paths, below the root of a scan of `path`, of a database and of the files that SQLite keeps beside it; none
    /// where the database stands elsewhere.
    static func files(of database: String, below path: String) -> Set<String> {
        let root = URL(filePath: folder(of: path)).resolvingSymlinksInPath().path
        let file = URL(filePath: database).standardizedFileURL
        let place = file.deletingLastPathComponent().resolvingSymlinksInPath().appending(
            path: file.lastPathComponent
        ).path
        let start = root.hasSuffix("/") ? root : root + "/"
        guard place.hasPrefix(start) else { return [] }
        return Set(["", "-journal", "-wal", "-shm"].map { place.dropFirst(start.count) + $0 })
    }

    /// The nearest database, in the folder of `path` or in one above it.
    static func find(from path: String) throws -> String {
        var url = URL(filePath: folder(of: path)).standardizedFileURL
        while true {
            let candidate = url.appending(path: name).path
            if FileManager.default.fileExists(atPath: candidate) { return candidate }
            let parent = url.deletingLastPathComponent().standardizedFileURL
            guard parent.path != url.path else { break }
            url = parent
        }
        throw Failure(
            "no \(name) in \(path) or above it; run `ssot scan` first, or name a file with --database")
    }

    private static func folder(of path: String) -> String {
        var isFolder: ObjCBool = false
        let exists = unsafe FileManager.default.fileExists(atPath: path, isDirectory: &isFolder)
        let url = URL(filePath: path).standardizedFileURL
        let folder = exists && !isFolder.boolValue ? url.deletingLastPathComponent() : url
        let text = folder.path
        return text.count > 1 && text.hasSuffix("/") ? String(text.dropLast()) : text
    }

    private static func reason(_ error: any Error) -> String {
        ((error as NSError).userInfo[NSUnderlyingErrorKey] as? NSError).map {
            unsafe String(cString: strerror(Int32($0.code)))
        }
            ?? error.localizedDescription
    }
}
