import Auditing
import Findings
import Testing

struct AllowanceTests {
    /// `line: firstLine-lastLine rule|reason` of each comment in a file.
    private func allowances(_ source: String) async throws -> [String] {
        let repository = try TemporaryRepository([("app/ws.py", source)])
        return await repository.audit(AuditPolicy(rules: try defaultRules())).allowances.map {
            "\($0.line): \($0.firstLine)-\($0.lastLine) \($0.rule)|\($0.reason)"
        }
    }

    @Test(
        "a comment speaks of the definition on its line or right below it, else of the one around it",
        arguments: [
            ("# ssot: allow r why not\nclass A:\n    x = 1\n", "1: 1-3 r|why not"),
            ("# ssot: allow r why\n@decorated\n@twice\nclass A:\n    x = 1\n", "1: 1-5 r|why"),
            ("class A:  # ssot: allow r: why\n    x = 1\n", "1: 1-2 r|why"),
            ("class A:\n    x = 1\n    # ssot: allow r why\n    y = 2\n", "3: 1-4 r|why"),
            ("class A:\n    # ssot: allow r why\n    def f(self):\n        pass\n", "2: 2-4 r|why"),
            ("class A:\n    def f(self):\n        # ssot: allow r why\n        pass\n", "3: 2-4 r|why"),
            ("@decorated\n# ssot: allow r why\nclass A:\n    x = 1\n", "2: 3-4 r|why"),
            (
                "class A:\n    def f(self): pass\n    x = 1\n    # ssot: allow r why\n    y = 2\n",
                "4: 1-5 r|why"
            ),
            ("def f(): pass\n\nx = 1  # ssot: allow r why\ndef g(): pass\n", "3: 3-4 r|why"),
            ("def f(): pass\n\nx = 1  # ssot: allow r why\ny = 2\n", "3: 3-4 r|why"),
            ("# ssot: allow r why\n\nx = 1\n\nclass A:\n    pass\n", "1: 1-2 r|why"),
            ("x = f()  # ssot: allow r why\n", "1: 1-2 r|why"),
            ("#ssot: allow r\nclass A: pass\n", "1: 1-2 r|"), ("# ssot: allow\nclass A: pass\n", "1: 1-2 |"),
        ])
    func place(source: String, expected: String) async throws {
        #expect(try await allowances(source) == [expected])
    }

    @Test("comments above one another speak of the same definition")
    func several() async throws {
        let source = "# ssot: allow a one\n# ssot: allow b two\nclass A:\n    pass\n"
        #expect(try await allowances(source) == ["1: 1-4 a|one", "2: 2-4 b|two"])
    }

    @Test("strings and other comments allow nothing")
    func none() async throws {
        let source =
            "'''\n# ssot: allow r why\n'''\n# see ssot: allow r why\n# ssot: this is the one\nclass A: pass\n"
        #expect(try await allowances(source) == [])
    }
}
