import Testing

@testable import SourceFiles

struct OwnIgnoreRulesTests {
    private func kept(_ paths: [String], by files: [(folder: String, text: String)]) -> [String] {
        var rules = OwnIgnoreRules(
            files.map { OwnIgnoreRules.File(folder: Array($0.folder.utf8), bytes: Array($0.text.utf8)) })
        return paths.filter { rules.keeps(Array($0.utf8)) }
    }

    @Test(
        "a path is kept where a walk would list it: inner files over outer ones, ignored folders as a whole")
    func rules() {
        let paths = ["a.py", "b/a.py", "b/c/a.py", "b/c/d.py", "gen/x.py", "gen/keep/y.py"]
        #expect(kept(paths, by: []) == paths)
        #expect(kept(paths, by: [("", "a.py\n")]) == ["b/c/d.py", "gen/x.py", "gen/keep/y.py"])
        #expect(
            kept(paths, by: [("", "a.py\n"), ("b/c/", "!a.py\n")]) == [
                "b/c/a.py", "b/c/d.py", "gen/x.py", "gen/keep/y.py",
            ])
        #expect(kept(paths, by: [("", "gen/\n!gen/keep/\n")]) == ["a.py", "b/a.py", "b/c/a.py", "b/c/d.py"])
        #expect(kept(paths, by: [("b/", "/c/\n")]) == ["a.py", "b/a.py", "gen/x.py", "gen/keep/y.py"])
    }

    @Test("a walk tells which files it went by, and they keep what it listed")
    func walked() async throws {
        let tree = try TemporaryTree()
        let paths = ["a.py", "gen/b.py", "gen/c.py", "lib/gen/d.py", "lib/e.py"]
        for path in paths { try tree.file(path, "") }
        try tree.file(".ssotignore", "b.py\n/lib/gen/\n")
        try tree.file("gen/.ssotignore", "!b.py\nc.py\n")
        let walk = try await walk(root: tree.root, options: WalkOptions())
        #expect(walk.ownIgnoreFiles.map { String(decoding: $0.folder, as: UTF8.self) } == ["", "gen/"])
        var rules = OwnIgnoreRules(walk.ownIgnoreFiles)
        let listed = walk.files.map(\.path).filter { $0.hasSuffix(".py") }
        #expect(paths.filter { rules.keeps(Array($0.utf8)) } == listed)
    }
}
