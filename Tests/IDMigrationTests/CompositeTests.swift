import Testing

@testable import IDMigration

struct CompositeTests {
    private func parts(_ template: String, _ value: String) throws -> [String]? {
        let bytes = Array(value.utf8)
        let cut = try Composite(template).cut(bytes[...]) { kind, text in
            text.starts(with: Array((kind + "-").utf8))
                && text.allSatisfy { $0 != 0x3A && ($0 != 0x5F || kind == "thread") }
        }
        guard case .one(let holes) = cut else { return nil }
        return holes.map { String(decoding: bytes[$0], as: UTF8.self) }
    }

    @Test func `a value is cut at the text between its holes`() throws {
        #expect(try parts("{user}_{run}", "user-1_run-2") == ["user-1", "run-2"])
        #expect(try parts("ws:{user}:{*}", "ws:user-1:x:y") == ["user-1"])
        #expect(
            try parts("{user}_{thread}_{run}", "user-1_thread-a_b_run-2") == [
                "user-1", "thread-a_b", "run-2",
            ])
    }

    @Test func `what does not fit, or fits in two ways, is not cut`() throws {
        #expect(try parts("{user}_{run}", "user-1-run-2") == nil)
        #expect(try parts("{thread}_{*}", "thread-a_b_c") == nil)
    }

    @Test(arguments: ["{", "{}", "{user}{run}", "{user"])
    func `a template that cannot be read is refused`(template: String) {
        #expect(throws: FormatError.self) { try Composite(template) }
    }

    @Test func `a value made to be cut in very many ways is refused in bounded time`() throws {
        let value = Array(String(repeating: "_", count: 5_000).utf8)
        guard case .several = try Composite("{*}_{*}_{*}_{*}_x").cut(value[...], fits: { _, _ in true })
        else {
            Issue.record("was cut")
            return
        }
    }
}
