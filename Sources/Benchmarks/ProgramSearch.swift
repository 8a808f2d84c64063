import Foundation

/// Where programs are looked for.
struct ProgramSearch {
    private let folders: [String]

    /// - Parameter first: folders that come before those of PATH.
    init(first: [String]) {
        let path = ProcessInfo.processInfo.environment["PATH"] ?? ""
        folders = first + path.split(separator: ":").map(String.init)
    }

    /// The first executable file of that name; nil where there is none.
    func find(_ name: String) -> String? {
        folders.map { $0 + "/" + name }.first { FileManager.default.isExecutableFile(atPath: $0) }
    }

    /// The `ssot` that was built with this benchmark.
    static var builtBeside: String? {
        // The kernel's name of this program; arguments may say anything.
        guard let own = try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe") else {
            return nil
        }
        let path = URL(filePath: own).deletingLastPathComponent().appending(path: "ssot").path
        return FileManager.default.isExecutableFile(atPath: path) ? path : nil
    }
}
