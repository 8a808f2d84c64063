import Foundation
import TestKit

/// The built `ssot`, found beside the tests.
enum Tool {
    static let path: String = {
        let candidates = [
            Bundle.main.executableURL, CommandLine.arguments.first.map { URL(fileURLWithPath: $0) },
        ]
        for candidate in candidates.compactMap({ $0 }) {
            var folder = candidate.deletingLastPathComponent()
            for _ in 0..<4 {
                let tool = folder.appendingPathComponent("ssot").path
                if FileManager.default.isExecutableFile(atPath: tool), !isFolder(tool) { return tool }
                folder = folder.deletingLastPathComponent()
            }
        }
        return Fixtures.repository + "/.build/debug/ssot"
    }()

    private static func isFolder(_ path: String) -> Bool {
        (try? FileManager.default.contentsOfDirectory(atPath: path)) != nil
    }

    /// Runs `ssot` in a folder.
    static func run(
        _ arguments: String..., in folder: TemporaryFolder, environment: [String: String] = [:]
    ) throws -> Command.Result {
        try command(arguments, in: folder, environment: environment).run()
    }

    static func command(
        _ arguments: [String], in folder: TemporaryFolder, environment: [String: String] = [:]
    ) -> Command {
        Command(path, arguments, in: folder.path, environment: environment, keeping: folder)
    }

    /// Runs a line of shell in a folder; `$SSOT` is the tool.
    static func shell(_ line: String, in folder: TemporaryFolder) throws -> Command.Result {
        try Command("/bin/sh", ["-c", line], in: folder.path, environment: ["SSOT": path]).run()
    }

    /// A copy of a fixture repository in a folder of its own, as `tree`.
    static func tree(_ name: String = "three-managers") throws -> TemporaryFolder {
        let folder = try TemporaryFolder()
        try folder.copyFixture("Repositories/" + name, to: "tree")
        return folder
    }
}
