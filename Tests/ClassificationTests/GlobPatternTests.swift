import Classification
import Testing

struct GlobPatternTests {
    @Test(
        "a simple name is matched whole",
        arguments: [
            ("send_*", "send_to", true), ("send_*", "send_", true), ("send_*", "resend_to", false),
            ("*", "", true),
            ("a?c", "abc", true), ("a?c", "aéc", true), ("a?c", "ac", false),
            ("*Manager*", "XManagerY", true),
            ("test", "Test", false), ("*a*b*", "xxaxxbxx", true), ("*a*b*", "xxbxxaxx", false),
            ("__*", "__init__", true),
        ])
    func name(pattern: String, name: String, matches: Bool) throws {
        #expect(try GlobPattern(pattern, scope: .name).matches(name) == matches)
    }

    @Test("a path is test code if one of the patterns matches it")
    func testCode() throws {
        let patterns = try ["**/tests/**", "**/test_*.py", "conftest.py", "a/**/b?.py"].map {
            try GlobPattern($0, scope: .path)
        }
        let rules = RuleSet(testCode: patterns)
        for path in [
            "", "a", "tests/x.py", "a/tests/b/c.py", "test_x.py", "a/test_.py", "conftest.py",
            "a/conftest.py", "a/b1.py", "a/c/d/bx.py", "a/c/b.py", "atests/x.py",
        ] {
            #expect(rules.isTestCode(path: path) == patterns.contains { $0.matches(path) }, "\(path)")
        }
        #expect(rules.isTestCode(path: "a/c/d/bx.py"))
    }

    @Test(
        "a dotted name is matched by its last component, or by any tail",
        arguments: [
            ("TestCase", "unittest.TestCase", true), ("unittest", "unittest.TestCase", false),
            ("uuid.uuid4", "uuid.uuid4", true), ("uuid.uuid4", "app.uuid.uuid4", true),
            ("uuid.uuid4", "xuuid.uuid4", false),
            ("*Error", "app.errors.MyError", true), ("contextlib.*", "contextlib.a.b", true),
            ("*.connect", "a.b.connect", true),
            ("*.connect", "connect", false), ("a.c", "a().c", true), ("now", "datetime.datetime.now", true),
            ("a.b", "a.b.c", false),
        ])
    func dotted(pattern: String, name: String, matches: Bool) throws {
        #expect(try GlobPattern(pattern, scope: .dotted).matches(name) == matches)
    }

    @Test(
        "a path is matched whole, a star stays in its folder",
        arguments: [
            ("**/tests/**", "tests/a.py", true), ("**/tests/**", "x/y/tests/z/a.py", true),
            ("**/tests/**", "x/atests/a.py", false),
            ("**/test_*.py", "test_a.py", true), ("**/test_*.py", "a/test_b/c.py", false),
            ("*.py", "a/b.py", false),
            ("*.py", "b.py", true), ("a/**/b.py", "a/b.py", true), ("a/**/b.py", "a/x/y/b.py", true),
            ("**", "a/b", true),
            ("a/**", "b/a/c", false), ("**/a/**/b/**/c", "x/a/b/a/b/x/c", true),
            ("**/a/**/b/**/c", "x/a/c/b/d", false),
        ])
    func path(pattern: String, path: String, matches: Bool) throws {
        #expect(try GlobPattern(pattern, scope: .path).matches(path) == matches)
    }

    @Test(
        "a pattern that could never match is refused",
        arguments: [
            ("", GlobPattern.Scope.name, "empty pattern; write \"*\" to match anything"),
            ("a.b", .name, "bad pattern \"a.b\": \".\" cannot stand in a name; only * and ? are special"),
            (
                "test[A-Z]*", .name,
                "bad pattern \"test[A-Z]*\": \"[\" cannot stand in a name; only * and ? are special"
            ),
            ("a..b", .dotted, "bad pattern \"a..b\": empty component; remove a dot"),
            (
                "a/b", .dotted,
                "bad pattern \"a/b\": \"/\" cannot stand in a dotted name; only * and ? are special"
            ),
            ("/a", .path, "bad pattern \"/a\": empty component; remove a slash"),
            ("a**", .path, "bad pattern \"a**\": ** must be a whole component of a path; write *"),
            ("**", .name, "bad pattern \"**\": ** must be a whole component of a path; write *"),
        ])
    func faults(pattern: String, scope: GlobPattern.Scope, message: String) {
        #expect(throws: GlobPattern.Fault.self) { try GlobPattern(pattern, scope: scope) }
        do { _ = try GlobPattern(pattern, scope: scope) } catch { #expect(error.message == message) }
    }

    @Test("matching agrees with the plain recursive definition on every small pattern and name")
    func exhaustive() throws {
        let patterns = words(over: "ab*?", upTo: 4).filter { !$0.isEmpty && !$0.contains("**") }
        let names = words(over: "ab", upTo: 4)
        for pattern in patterns {
            let glob = try GlobPattern(pattern, scope: .name)
            for name in names {
                #expect(glob.matches(name) == recursive(pattern[...], name[...]), "\(pattern) \(name)")
            }
        }
    }

    @Test("patterns made to be slow take time in proportion to pattern and name", .timeLimit(.minutes(5)))
    func pathological() throws {
        let long = String(repeating: "a", count: 20_000)
        #expect(try !GlobPattern(String(repeating: "*a", count: 60) + "*b", scope: .name).matches(long))
        let deep = String(repeating: "a/", count: 5000) + "a"
        #expect(try !GlobPattern(String(repeating: "**/a/", count: 40) + "b", scope: .path).matches(deep))
        let dotted = String(repeating: "a.", count: 5000) + "a"
        #expect(try !GlobPattern(String(repeating: "a*.", count: 40) + "b", scope: .dotted).matches(dotted))
    }

    private func recursive(_ pattern: Substring, _ name: Substring) -> Bool {
        guard let first = pattern.first else { return name.isEmpty }
        let rest = pattern.dropFirst()
        switch first {
        case "*": return recursive(rest, name) || !name.isEmpty && recursive(pattern, name.dropFirst())
        case "?": return !name.isEmpty && recursive(rest, name.dropFirst())
        default: return name.first == first && recursive(rest, name.dropFirst())
        }
    }

    private func words(over alphabet: String, upTo length: Int) -> [String] {
        var all = [""]
        var last = [""]
        for _ in 0..<length {
            last = last.flatMap { word in alphabet.map { word + String($0) } }
            all += last
        }
        return all
    }
}
