import Foundation

/// A new folder that nobody else writes to.
struct TemporaryFolder {
    let path: String

    init() throws {
        let url = FileManager.default.temporaryDirectory.appending(
            path: "ssot-benchmark-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: url, withIntermediateDirectories: false)
        path = url.path(percentEncoded: false)
    }

    /// Takes the folder away; what cannot be removed stays for the system to clear.
    func remove() { try? FileManager.default.removeItem(atPath: path) }

    /// Removes the files in it whose names begin so.
    func removeFiles(beginning prefix: String) {
        let names = (try? FileManager.default.contentsOfDirectory(atPath: path)) ?? []
        for name in names where name.hasPrefix(prefix) {
            try? FileManager.default.removeItem(atPath: path + "/" + name)
        }
    }
}
