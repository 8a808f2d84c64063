import Foundation
import GitObjects
import TestKit
import Testing

struct GitRepositoryTests {
    private let folder: TemporaryFolder
    private let repository: GitRepository

    init() throws {
        folder = try TemporaryFolder()
        repository = GitRepository(folder: folder.path + "/.git")
        try git("init", "-q", "-b", "main")
    }

    private func git(_ arguments: String...) throws {
        let identity = ["-c", "user.name=t", "-c", "user.email=t@example.org"]
        let result = try Command("/usr/bin/env", ["git"] + identity + arguments, in: folder.path).run()
        #expect(result.status == 0, "\(arguments): \(result.errors)")
    }

    private func commit(_ files: [String: String]) throws {
        for (name, text) in files { try folder.write(name, text) }
        try git("add", "-A")
        try git("commit", "-q", "-m", "change", "--allow-empty")
    }

    private func texts(_ tree: String, limit: Int = 1000) throws -> [String] {
        let files = try repository.files(inTree: tree)
        var texts: [String] = []
        try repository.read(files.map(\.blob), limit: limit) { index, content in
            let path = String(decoding: files[index].path, as: UTF8.self)
            switch content {
            case .bytes(let bytes): texts.append("\(path): \(String(decoding: bytes, as: UTF8.self))")
            case .tooLarge(let size): texts.append("\(path): \(size) bytes")
            }
        }
        return texts
    }

    @Test("files of a commit are read byte for byte, in order of path, with any name; links are not files")
    func files() throws {
        try FileManager.default.createSymbolicLink(
            atPath: folder.path + "/link.py", withDestinationPath: "a.py")
        try commit([
            "a/z.py": "", "a.py": "x = 1\n\n", "é\n.py": "no end",
            "big.py": String(repeating: "a", count: 100),
        ])
        let commit = try repository.commit("HEAD")
        let tree = try #require(try repository.tree(of: commit, at: ""))
        #expect(
            try texts(tree, limit: 99)
                == ["a.py: x = 1\n\n", "a/z.py: ", "big.py: 100 bytes", "é\n.py: no end"])
        let below = try #require(try repository.tree(of: commit, at: "a"))
        #expect(try texts(below) == ["z.py: "])
        #expect(try repository.tree(of: commit, at: "none") == nil)
    }

    @Test("thousands of files go through one run of git without blocking")
    func many() throws {
        try commit(Dictionary(uniqueKeysWithValues: (0..<3000).map { ("d/\($0).py", "x = \($0)\n") }))
        let tree = try #require(try repository.tree(of: try repository.commit("HEAD"), at: "d"))
        let texts = try texts(tree)
        #expect(texts.count == 3000)
        #expect(texts.contains("2999.py: x = 2999\n"))
    }

    @Test("the merge base is where the branches parted, also behind a merge")
    func mergeBase() throws {
        try commit(["a.py": "1"])
        let first = try repository.commit("HEAD")
        try git("switch", "-q", "-c", "topic")
        try commit(["b.py": "1"])
        try git("switch", "-q", "main")
        try commit(["c.py": "1"])
        let second = try repository.commit("main")
        try git("switch", "-q", "topic")
        #expect(try repository.mergeBase("main") == first)
        try git("merge", "-q", "--no-edit", "main")
        #expect(try repository.mergeBase("main") == second)
        #expect(try repository.mergeBase("HEAD") == (try repository.commit("topic")))
    }

    @Test(
        "a revision that looks like an option, or names nothing, is unknown",
        arguments: ["--all", "none", "", "HEAD:x"])
    func unknown(revision: String) throws {
        try commit(["a.py": "1"])
        #expect(throws: GitError.unknownRevision(revision)) { try repository.commit(revision) }
    }

    @Test("histories without a common commit have no merge base")
    func unrelated() throws {
        try commit(["a.py": "1"])
        try git("checkout", "-q", "--orphan", "other")
        try commit(["b.py": "1"])
        #expect(throws: GitError.noMergeBase("main", isShallow: false)) { try repository.mergeBase("main") }
    }

    @Test("a missing object is named")
    func missing() throws {
        try commit(["a.py": "1"])
        let tree = try #require(try repository.tree(of: try repository.commit("HEAD"), at: ""))
        let blob = try #require(try repository.files(inTree: tree).first).blob
        try folder.remove(".git/objects/\(blob.prefix(2))/\(blob.dropFirst(2))")
        #expect(throws: GitError.missingObject(blob)) { try repository.read([blob], limit: 10) { _, _ in } }
    }

    @Test("what the repository's configuration would have git run is not run")
    func hostile() throws {
        try commit(["a.py": "1"])
        let trap = folder.path + "/trap"
        try folder.write("trap.sh", "#!/bin/sh\necho hit >> '\(trap)'\n")
        try FileManager.default.setAttributes(
            [.posixPermissions: 0o755], ofItemAtPath: folder.path + "/trap.sh")
        let script = folder.path + "/trap.sh"
        try folder.write(".gitattributes", "*.py filter=x diff=x\n")
        for (key, value) in [
            "core.fsmonitor": script, "core.pager": script, "diff.external": script,
            "core.sshCommand": script,
            "filter.x.smudge": script, "diff.x.textconv": script, "core.hooksPath": folder.path,
            "extensions.partialClone": "evil", "remote.evil.url": "ext::\(script)",
            "remote.evil.promisor": "true",
            "protocol.ext.allow": "always", "core.askPass": script, "core.gitProxy": script,
            "alias.cat-file": "!\(script)", "core.alternateRefsCommand": script,
        ] { try git("config", key, value) }
        try git("config", "core.repositoryFormatVersion", "1")
        let tree = try #require(try repository.tree(of: try repository.commit("HEAD"), at: ""))
        #expect(try texts(tree) == ["a.py: 1"])
        // A missing object would be fetched from the promisor remote, whose transport is a command.
        let missing = String(repeating: "1", count: 40)
        #expect(throws: GitError.self) { try repository.read([missing], limit: 10) { _, _ in } }
        #expect(!FileManager.default.fileExists(atPath: trap))
    }
}
