import Foundation
import Testing

@testable import SourceFiles

/// What git lists, less what is no regular file: links, nested repositories, files deleted but still tracked.
func filesOfGit(_ tree: TemporaryTree, at folder: String = "") throws -> [String] {
    let output = try tree.git("ls-files", "-co", "--exclude-standard", "-z", at: folder)
    let root = tree.path(folder)
    let paths = Set(output.split(separator: 0).map { String(decoding: $0, as: UTF8.self) })
    return paths.filter { path in
        let attributes = try? FileManager.default.attributesOfItem(atPath: root + "/" + path)
        return attributes?[.type] as? FileAttributeType == .typeRegular
    }.sorted { Array($0.utf8).lexicographicallyPrecedes(Array($1.utf8)) }
}

func filesOfWalk(_ root: String, honouring: Bool = true) async throws -> [String] {
    let options = WalkOptions(honoursIgnoreFiles: honouring, workers: 2, gitUser: .none)
    return try await walk(root: root, options: options).files.map(\.path)
}

@Suite(.enabled(if: hasGit))
struct GitDifferentialTests {
    private static let names = [
        "a", "b", "ab", "abc", "c", "x", "ba", "a.b", "é", "a b", "*", "[ab]", "-", "#a", "!b", "a ", "x]",
    ]

    /// Fills a folder and those below it; returns the folders' paths, each with its final "/".
    private func fill(_ tree: TemporaryTree, _ folder: String, depth: Int, _ random: inout SplitMix) throws
        -> [String]
    {
        var folders = [folder]
        for name in Self.names where random.chance(45) {
            let path = folder + name
            if depth > 0, random.chance(45) {
                try tree.folder(path)
                folders += try fill(tree, path + "/", depth: depth - 1, &random)
            } else if random.chance(5) {
                try tree.link(path, to: random.pick(["a", ".", "nowhere"]))
            } else {
                try tree.file(path)
            }
        }
        if random.chance(35) { try tree.file(folder + ".gitignore", random.ignoreFile()) }
        return folders
    }

    @Test("random work trees are listed as git ls-files lists them", arguments: 0..<(20 * effort))
    func agreesWithListFiles(seed: Int) async throws {
        var random = SplitMix(state: UInt64(seed))
        let tree = try TemporaryTree()
        try tree.git("init", "-q")
        let folders = try fill(tree, "", depth: 3, &random)
        if random.chance(40) { try tree.file(".git/info/exclude", random.ignoreFile()) }
        // Half of the trees track some files, ignored ones among them.
        if random.chance(50) {
            for folder in folders where random.chance(30) {
                _ = try? tree.git("add", "-f", "--", ":(literal)" + (folder.isEmpty ? "." : folder))
            }
            for folder in folders.dropFirst() where random.chance(8) {
                _ = try? tree.git("rm", "-rq", "--cached", "--", ":(literal)" + folder)
            }
            if random.chance(30) { try tree.git("update-index", "--index-version", "4") }
        }
        if random.chance(30), let nested = folders.dropFirst().randomElement(using: &random) {
            try tree.git("init", "-q", at: nested)
        }
        for folder in [""] + folders.dropFirst().filter({ _ in random.chance(20) }) {
            let expected = try filesOfGit(tree, at: folder)
            let options = WalkOptions(workers: 2, gitUser: .none)
            let found = try await walk(root: tree.path(folder), options: options)
            // By name, an ignored folder is walked, where git lists nothing.
            guard !found.isRootIgnored else {
                #expect(expected.isEmpty)
                continue
            }
            #expect(found.files.map(\.path) == expected, "seed \(seed), folder \(folder.debugDescription)")
        }
    }

    @Test("tracked files are listed although ignored, also below ignored folders")
    func trackedFiles() async throws {
        let tree = try TemporaryTree()
        for name in ["build/a.py", "build/deep/b.py", "build/deep/c.py", "d.log", "e.log", "f.py"] {
            try tree.file(name)
        }
        try tree.git("init", "-q")
        try tree.git("add", "-f", "build/deep/b.py", "d.log")
        try tree.file(".gitignore", "build/\n*.log\n")
        #expect(try await filesOfWalk(tree.root) == [".gitignore", "build/deep/b.py", "d.log", "f.py"])
        #expect(try await filesOfWalk(tree.root) == filesOfGit(tree))

        try tree.file(".ssotignore", "deep/\nf.py\n!e.log\n")
        #expect(try await filesOfWalk(tree.root) == [".gitignore", ".ssotignore", "d.log", "e.log"])
        #expect(try await filesOfWalk(tree.root, honouring: false).count == 8)
    }

    @Test("a linked work tree is listed by its own index and the shared exclude file")
    func linkedWorkTree() async throws {
        let tree = try TemporaryTree()
        try tree.git("init", "-q", "main")
        try tree.file("main/a.py")
        try tree.file("main/kept.tmp")
        try tree.git("add", "-A", at: "main")
        try tree.git("commit", "-qm", "x", at: "main")
        try tree.git("worktree", "add", "-q", "../other", at: "main")
        try tree.file("main/.git/info/exclude", "*.tmp\n")
        try tree.file("other/b.tmp")
        try tree.file("other/c.py")
        #expect(try await filesOfWalk(tree.path("other")) == ["a.py", "c.py", "kept.tmp"])
        #expect(try await filesOfWalk(tree.path("other")) == filesOfGit(tree, at: "other"))
    }

    @Test("submodules and nested repositories are passed over and named")
    func nestedRepositories() async throws {
        let tree = try TemporaryTree()
        try tree.git("init", "-q")
        try tree.file("a.py")
        for name in ["nested", "module"] {
            try tree.git("init", "-q", name)
            try tree.file(name + "/b.py")
            try tree.git("add", "-A", at: name)
            try tree.git("commit", "-qm", "x", at: name)
        }
        try tree.git("-c", "advice.addEmbeddedRepo=false", "add", "module")
        try tree.file("broken/.git", "gitdir: /nowhere\n")
        try tree.file("broken/c.py")
        let found = try await walk(root: tree.root, options: WalkOptions(gitUser: .none))
        #expect(found.files.map(\.path) == ["a.py", "broken/c.py"])
        #expect(found.nestedRepositories == ["module", "nested"])
        #expect(try found.files.map(\.path) == filesOfGit(tree))
        let all = try await filesOfWalk(tree.root, honouring: false)
        #expect(all == ["a.py", "broken/c.py", "module/b.py", "nested/b.py"])
    }

    @Test("outside git, ignore files hold and each repository follows its own rules")
    func outsideGit() async throws {
        let tree = try TemporaryTree()
        try tree.file(".gitignore", "*.tmp\nskipped/\n")
        for name in ["a.py", "b.tmp", "skipped/c.py", "one/d.tmp", "one/e.log", "one/f.py"] {
            try tree.file(name)
        }
        try tree.git("init", "-q", "one")
        try tree.file("one/.git/info/exclude", "*.log\n")
        #expect(try await filesOfWalk(tree.root) == [".gitignore", "a.py", "one/d.tmp", "one/f.py"])
    }

    @Test("the user's excludes file is found by default place and by setting")
    func userExcludes() async throws {
        let tree = try TemporaryTree()
        try tree.git("init", "-q", "repo")
        for name in ["a.one", "a.two", "a.py"] { try tree.file("repo/" + name) }
        try tree.file("home/.config/git/ignore", "*.one\n")
        let user = GitUser(homeFolder: tree.path("home"))
        let byPlace = try await walk(root: tree.path("repo"), options: WalkOptions(gitUser: user))
        #expect(byPlace.files.map(\.path) == ["a.py", "a.two"])
        try tree.file("home/two", "*.two\n")
        let settings = "[user]\n\tname = x ; y\n[Core] # z\n  excludesFile = \"~/two\" # there\n"
        try tree.file("home/.gitconfig", settings)
        let bySetting = try await walk(root: tree.path("repo"), options: WalkOptions(gitUser: user))
        #expect(bySetting.files.map(\.path) == ["a.one", "a.py"])
    }

    @Test("an ignored root is walked when asked for by name")
    func ignoredRoot() async throws {
        let tree = try TemporaryTree()
        try tree.git("init", "-q")
        try tree.file(".gitignore", "vendor/\n")
        try tree.file("vendor/lib/a.py")
        try tree.file("vendor/lib/.gitignore", "b.py\n")
        try tree.file("vendor/lib/b.py")
        let found = try await walk(root: tree.path("vendor/lib"), options: WalkOptions(gitUser: .none))
        #expect(found.isRootIgnored)
        #expect(found.files.map(\.path) == [".gitignore", "a.py"])
    }
}
