import Foundation
import TestKit

/// A git repository with a committed baseline that a scenario changes: two WebSocket managers, one of them canonical,
/// and an ID manager.
struct GateScene: Sendable {
    let folder: TemporaryFolder

    /// The repository as all scenarios find it, made once.
    private static let template = Result { try makeTemplate() }

    init() throws {
        folder = try TemporaryFolder()
        let template = try Self.template.get()
        try FileManager.default.copyItem(atPath: template.path + "/tree", toPath: folder.path + "/tree")
    }

    private static func makeTemplate() throws -> TemporaryFolder {
        let folder = try TemporaryFolder()
        try folder.copyFixture("Gate/base", to: "tree")
        let scene = GateScene(folder)
        try scene.shell("git init -q -b main")
        try scene.shell("$SSOT baseline write")
        try scene.shell("rm -r .ssot")
        try scene.commit()
        return folder
    }

    private init(_ folder: TemporaryFolder) { self.folder = folder }

    struct Refusal: Error, CustomStringConvertible { let description: String }

    /// Runs a line of shell in the repository; it must succeed.
    func shell(_ line: String) throws {
        let identity = "git() { command git -c user.name=t -c user.email=t@example.org \"$@\"; }; set -e; "
        let result = try Command(
            "/bin/sh", ["-c", identity + line], in: folder.path + "/tree", environment: ["SSOT": Tool.path]
        ).run()
        guard result.status == 0 else { throw Refusal(description: "\(line): \(result.errors)") }
    }

    func commit() throws { try shell("git add -A && git commit -q -m change") }

    func write(_ name: String, _ text: String) throws { try folder.write("tree/" + name, text) }

    func read(_ name: String) throws -> String {
        try String(contentsOfFile: folder.path + "/tree/" + name, encoding: .utf8)
    }

    /// Replaces a text of a file that has it.
    func edit(_ name: String, _ old: String, _ new: String) throws {
        let text = try read(name)
        guard text.contains(old) else { throw Refusal(description: "\(name) has no \(old)") }
        try write(name, text.replacingOccurrences(of: old, with: new))
    }

    /// Adds lines to the configuration.
    func configure(_ text: String) throws { try write(".ssot.yaml", try read(".ssot.yaml") + text) }

    func run(_ arguments: [String], environment: [String: String] = [:]) throws -> Command.Result {
        try Command(
            Tool.path, arguments, in: folder.path + "/tree", environment: environment, keeping: folder
        ).run()
    }
}
