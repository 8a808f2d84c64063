import Foundation

/// The commit that a tree has checked out, read from the files of git: git itself is not run, since what it runs
/// (hooks, filters, monitors) is for the audited repository to say.
enum Commit {
    /// The full id, or nil outside of git, before the first commit, and where the files cannot be read.
    static func checkedOut(at path: String) -> String? {
        var url = URL(filePath: path).standardizedFileURL
        while true {
            if let folder = gitFolder(url.appending(path: ".git")) { return head(folder) }
            let parent = url.deletingLastPathComponent().standardizedFileURL
            guard parent.path != url.path else { return nil }
            url = parent
        }
    }

    /// The folder itself, or the one that a `.git` file of a work tree names (gitrepository-layout).
    private static func gitFolder(_ url: URL) -> URL? {
        var isFolder: ObjCBool = false
        guard unsafe FileManager.default.fileExists(atPath: url.path, isDirectory: &isFolder) else {
            return nil
        }
        if isFolder.boolValue { return url }
        guard let text = line(url), text.hasPrefix("gitdir: ") else { return nil }
        return URL(filePath: String(text.dropFirst(8)), relativeTo: url.deletingLastPathComponent())
    }

    private static func head(_ folder: URL) -> String? {
        guard let head = line(folder.appending(path: "HEAD")) else { return nil }
        guard head.hasPrefix("ref: ") else { return id(head) }
        let reference = String(head.dropFirst(5))
        guard reference.hasPrefix("refs/"), !reference.contains("..") else { return nil }
        let common = line(folder.appending(path: "commondir")).map { URL(filePath: $0, relativeTo: folder) }
        for place in [folder, common].compactMap({ $0 }) {
            if let found = line(place.appending(path: reference)).flatMap(id) { return found }
            if let found = packed(reference, place.appending(path: "packed-refs")) { return found }
        }
        return nil
    }

    private static func packed(_ reference: String, _ url: URL) -> String? {
        guard let text = try? String(contentsOf: url, encoding: .utf8) else { return nil }
        for row in text.split(separator: "\n") where row.hasSuffix(" " + reference) {
            return id(String(row.prefix { $0 != " " }))
        }
        return nil
    }

    private static func line(_ url: URL) -> String? {
        guard let text = try? String(contentsOf: url, encoding: .utf8) else { return nil }
        return text.split(separator: "\n").first.map(String.init)
    }

    private static func id(_ text: String) -> String? {
        let isID = (text.count == 40 || text.count == 64) && text.allSatisfy { $0.isHexDigit && $0.isASCII }
        return isID ? text : nil
    }
}
