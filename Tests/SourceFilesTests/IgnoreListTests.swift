import Testing

@testable import SourceFiles

/// Judges a path as a walk would: a folder that is ignored hides what is below it.
func isIgnored(_ path: String, by text: String) -> Bool {
    let list = IgnoreList(Array(text.utf8), folderLength: 0)
    var bytes = Array(path.utf8)
    let isFolder = bytes.last == UInt8(ascii: "/")
    if isFolder { bytes.removeLast() }
    var nameStart = 0
    for end in 1...bytes.count where end == bytes.count || bytes[end] == UInt8(ascii: "/") {
        let decision = list.decision(
            for: bytes.span.extracting(..<end), nameStart: nameStart, isFolder: end < bytes.count || isFolder)
        if decision == .ignored { return true }
        nameStart = end + 1
    }
    return false
}

struct IgnoreListTests {
    @Test(
        "a pattern ignores what gitignore(5) says",
        arguments: [
            ("*.log", "a/b.log", true), ("*.log", "a/b.logs", false), ("foo", "x/foo/y", true),
            ("/foo", "x/foo", false), ("/foo", "foo", true), ("foo/", "foo", false), ("foo/", "foo/", true),
            ("foo/bar", "x/foo/bar", false), ("foo/bar", "foo/bar/z", true), ("foo//", "foo/", false),
            ("**/foo", "foo", true), ("**/foo", "a/b/foo", true), ("a/**/b", "a/b", true),
            ("a/**/b", "a/x/y/b", true), ("a/**/b", "xa/b", false), ("a/**", "a/", false),
            ("a/**", "a/b/c", true), ("a**/b", "a/b", true), ("a**/b", "ax/y/b", true),
            ("*/foo", "a/b/foo", false), ("*/foo", "a/foo", true), ("a/*", "a/b", true),
            ("a?c", "abc", true), ("x/a?c", "x/a/c", false), ("[a-c]x", "bx", true), ("[!a-c]x", "bx", false),
            ("[^a-c]x", "dx", true), ("[]-]x", "]x", true), ("[]-]x", "-x", true), ("[a", "[a", false),
            ("[[:digit:]]", "7", true), ("[[:nope:]]", "n", false), ("x/[!y]z", "x//z", false),
            ("\\#a", "#a", true), ("#a", "#a", false), ("\\!a", "!a", true), ("a\\", "a\\", false),
            ("a  ", "a", true), ("a\\ ", "a ", true), ("a\\  ", "a ", true), ("a\t", "a", false),
            ("a\r\n", "a", true), ("a\r", "a", true), ("\u{FEFF}a", "a", true), ("", "a", false),
            ("/", "a", false), ("!", "a", false), ("a\n!a", "a", false), ("a/\n!a/b", "a/b", true),
            ("a/*\n!a/b", "a/b", false), ("*\n!*/\n!*.py", "x/y.py", false), ("\\*", "*", true),
            ("\\*", "a", false), ("**", "a/b", true), ("a\0b", "a", true), ("fo*", "foo/x", true),
        ])
    func matches(pattern: String, path: String, expected: Bool) {
        #expect(isIgnored(path, by: pattern) == expected)
    }

    @Test("a pattern of many stars is judged in polynomial time", .timeLimit(.minutes(5)))
    func manyStars() {
        let name = String(repeating: "a", count: 255)
        let deep = Array(repeating: "a", count: 2000).joined(separator: "/")
        #expect(!isIgnored(name, by: String(repeating: "a*", count: 100) + "b"))
        #expect(!isIgnored(name, by: "[a]" + String(repeating: "*a", count: 100) + "b"))
        let list = IgnoreList(Array((String(repeating: "**/a/", count: 100) + "b").utf8), folderLength: 0)
        let bytes = Array(deep.utf8)
        let isDeepIgnored = list.decision(for: bytes.span, nameStart: bytes.count - 1, isFolder: false)
        #expect(isDeepIgnored == nil)
    }

    @Test("random patterns are judged as git check-ignore judges them", .enabled(if: hasGit))
    func agreesWithCheckIgnore() throws {
        let tree = try TemporaryTree()
        try tree.git("init", "-q")
        var random = SplitMix(state: 2)
        let names = [
            "a", "b", "ab", "abc", "c", "x", "*", "[", "]", "\\", "-", "é", "a b", "a ", "#a", "!b", "7",
        ]
        for round in 0..<(80 * effort) {
            var text = random.pattern()
            if random.chance(40) { text += "\n" + random.pattern() }
            try tree.file(".gitignore", text)
            var paths: [String] = []
            for _ in 0..<60 {
                let count = random.pick([1, 2, 2, 3, 4])
                paths.append((0..<count).map { _ in random.pick(names) }.joined(separator: "/"))
            }
            let input = Array((paths.joined(separator: "\0") + "\0").utf8)
            let output = try run(
                ["/usr/bin/env", "git", "-C", tree.root, "check-ignore", "--no-index", "-z", "--stdin"],
                input: input, accepting: [0, 1])
            let ignored = Set(output.split(separator: 0).map { String(decoding: $0, as: UTF8.self) })
            for path in paths where isIgnored(path, by: text) != ignored.contains(path) {
                Issue.record("round \(round): \(text.debugDescription) on \(path.debugDescription)")
            }
        }
    }
}
