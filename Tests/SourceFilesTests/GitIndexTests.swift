import Foundation
import Testing

@testable import SourceFiles

@Suite(.enabled(if: hasGit))
struct GitIndexTests {
    private static let files = ["a", "b/c.py", "b/cc.py", "b/d/e", "intent", "zz/\u{e9}"]

    private func index(version: String, format: String = "sha1") throws -> [UInt8] {
        let tree = try TemporaryTree()
        try tree.git("init", "-q", "--object-format=\(format)")
        for name in Self.files { try tree.file(name) }
        try tree.git("add", "-A")
        // An extended flag, which version 2 cannot hold.
        if version != "2" {
            try tree.git("rm", "-q", "--cached", "intent")
            try tree.git("add", "-N", "intent")
        }
        try tree.git("update-index", "--index-version", version)
        return Array(try Data(contentsOf: URL(fileURLWithPath: tree.path(".git/index"))))
    }

    @Test(
        "every version and both hash lengths are read",
        arguments: [("2", "sha1"), ("3", "sha1"), ("4", "sha1"), ("2", "sha256"), ("4", "sha256")])
    func versions(version: String, format: String) throws {
        let bytes = try index(version: version, format: format)
        #expect(bytes[7] == UInt8(version))
        let paths = try GitIndex.paths(bytes, hashLength: format == "sha1" ? 20 : 32)
        for name in Self.files {
            #expect(contains(paths, name), "\(name)")
            #expect(!contains(paths, name + "A"))
        }
        for folder in ["b/", "b/d/", "zz/"] { #expect(hasPath(paths, below: folder)) }
        for folder in ["a/", "b/c/", "zzz/"] { #expect(!hasPath(paths, below: folder)) }
    }

    private func contains(_ paths: TrackedPaths, _ path: String) -> Bool {
        let bytes = Array(path.utf8)
        return paths.contains(bytes.span)
    }

    private func hasPath(_ paths: TrackedPaths, below folder: String) -> Bool {
        let bytes = Array(folder.utf8)
        return paths.hasPath(below: bytes.span)
    }

    @Test("a split index is refused by name")
    func split() async throws {
        let tree = try TemporaryTree()
        try tree.git("init", "-q")
        try tree.file("a.log")
        try tree.git("add", "-A")
        try tree.git("update-index", "--split-index")
        let bytes = Array(try Data(contentsOf: URL(fileURLWithPath: tree.path(".git/index"))))
        #expect(throws: GitIndex.Failure.split) { try GitIndex.paths(bytes, hashLength: 20) }
        let found = try await walk(root: tree.root, options: WalkOptions(gitUser: .none))
        #expect(found.trackedFiles == .unknown(reason: GitIndex.Failure.split.description))
        #expect(found.files.map(\.path) == ["a.log"])
    }

    @Test("damaged bytes give an error or paths, never a trap", arguments: ["2", "3", "4"])
    func mutations(version: String) throws {
        let bytes = try index(version: version)
        var random = SplitMix(state: 7)
        var failures = 0
        for _ in 0..<(2000 * effort) {
            var damaged = bytes
            for _ in 0..<Int.random(in: 1...4, using: &random) {
                let place = Int.random(in: 0..<damaged.count, using: &random)
                damaged[place] = random.pick([0, 0xFF, 0x80, 0x7F, UInt8(truncatingIfNeeded: random.next())])
            }
            if random.chance(20) { damaged.removeLast(Int.random(in: 0...damaged.count, using: &random)) }
            do {
                _ = try GitIndex.paths(damaged, hashLength: random.chance(90) ? 20 : 32)
            } catch {
                failures += 1
            }
        }
        #expect(failures > 0)
    }

    @Test("an index that claims four billion entries is refused at once", .timeLimit(.minutes(5)))
    func hugeCount() {
        let header = Array("DIRC".utf8) + [0, 0, 0, 2, 0xFF, 0xFF, 0xFF, 0xFF]
        let bytes = header + Array(repeating: 0, count: 60)
        #expect(throws: GitIndex.Failure.truncated) { try GitIndex.paths(bytes, hashLength: 20) }
    }
}
