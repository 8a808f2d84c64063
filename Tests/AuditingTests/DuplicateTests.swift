import Auditing
import Findings
import TestKit
import Testing

struct DuplicateTests {
    private func groups(_ files: [(path: String, text: String)], jobs: Int = 1) async throws
        -> [DuplicateGroup]
    {
        try await TemporaryRepository(files).audit(AuditPolicy(rules: try defaultRules()), jobs: jobs)
            .duplicates
    }

    private func repository() throws -> [(path: String, text: String)] {
        try FixtureRepository("duplicates", in: "Findings").files.map {
            ($0.path, String(decoding: $0.source, as: UTF8.self))
        }
    }

    /// Groups without their pairs, which may join the same members in other ways.
    private func places(_ groups: [DuplicateGroup]) -> Set<Set<String>> {
        Set(groups.map { Set($0.members.map { "\($0.path):\($0.line) \($0.name)" }) })
    }

    @Test("groups are closed: what any chain of pairs connects is one group, each pair with its score")
    func closure() async throws {
        let caches = try #require(
            try await groups(try repository()).first { $0.members.contains { $0.name == "PageCacheManager" } }
        )
        #expect(
            caches.members.map(\.name)
                == ["CacheManager", "CacheManager", "PageCacheManager", "RowCacheManager"])
        for pair in caches.pairs {
            #expect(pair.left < pair.right && pair.right < caches.members.count)
            #expect(pair.score > 0.5 && pair.score <= 1)
        }
        let kinds = Set(caches.pairs.map(\.kind))
        #expect(kinds == [.sameName, .renamedBody, .similarBody])
        #expect(caches.pairs.first { $0.kind == .sameName }?.score == 1)
        #expect(caches.pairs.allSatisfy { $0.kind != .similarBody || $0.score < 1 })
    }

    @Test("an alias, a subclass, a facade and what replaces a failed import are in no group")
    func standIns() async throws {
        let names = Set(try await groups(try repository()).flatMap(\.members).map(\.name))
        let standIns = ["StoreManager", "LocalPartFileManager", "FacadeCacheManager", "FastCacheManager"]
        #expect(names.isDisjoint(with: standIns))
    }

    @Test("a group across services holds one member of each")
    func services() async throws {
        let across = try await groups(try repository()).filter(\.isAcrossServices)
        #expect(across.map { $0.members.map(\.service) } == [["billing", "shipping"]])
    }

    @Test("the order of files and the number of workers change no group", arguments: 0..<8 as Range<UInt64>)
    func order(seed: UInt64) async throws {
        let files = try repository()
        let expected = try await groups(files)
        #expect(try await groups(files, jobs: 5) == expected)
        // Other names of folders, so that the files come in another order.
        var random = SplitMix(seed: seed)
        let prefixes = files.map { _ in "d\(random.number(below: 1_000))" }
        let moved = zip(files, prefixes).map { ("\($1)/\($0.path)", $0.text) }
        let back = try await groups(moved).map { group in
            Set(group.members.map { "\($0.path.drop { $0 != "/" }.dropFirst()):\($0.line) \($0.name)" })
        }
        // Services are folders, so that only what bodies say stays.
        let bodies = places(expected).filter {
            $0.contains { $0.contains("PageCache") || $0.contains("Mail") }
        }
        #expect(bodies.count == 2 && bodies.allSatisfy { back.contains($0) })
    }

    @Test("a file that shares nothing with the others changes no group")
    func unrelated() async throws {
        let files = try repository()
        let more =
            files + [
                (
                    "shop/zebra.py",
                    """
                    import math
                    def distance(first, second):
                        width = first.x - second.x
                        height = first.y - second.y
                        if width > 0 and height > 0:
                            return math.hypot(width, height) * first.scale
                        for step in range(100):
                            width += math.sin(step) / second.scale
                        return math.atan2(height, width)
                    limit = entries = key = value = rows = pages = name = None
                    """
                )
            ]
        #expect(try await groups(more) == groups(files))
    }

    @Test("functions that are copied alone are a group; those of copied classes are not")
    func functions() async throws {
        let body = """
            def NAME(self, order, rates):
                total = 0
                for item in order.items:
                    price = item.price * rates[item.currency]
                    if item.discount:
                        price -= price * item.discount / 100
                    total += price
                if order.coupon is not None:
                    total -= order.coupon.value
                return round(total, 2)
            """
        func indented(_ name: String) -> String {
            body.replacing("NAME", with: name).split(separator: "\n").map { "    " + $0 }.joined(
                separator: "\n")
        }
        let alone = try await groups([
            ("app/a.py", "class Cart:\n\(indented("total"))\n    def clear(self): self.order = None\n"),
            ("app/b.py", body.replacing("NAME", with: "sum_up") + "\n"),
        ])
        #expect(alone.map(\.kind) == [.function])
        #expect(alone.first?.pairs.map(\.kind) == [.identicalBody])
        let inside = try await groups([
            ("app/a.py", "class Cart:\n\(indented("total"))\n"),
            ("app/b.py", "class Basket:\n\(indented("total"))\n"),
        ])
        #expect(inside.map(\.kind) == [.class])
    }

    @Test("short functions of one shape are no copies, equal ones that make identifiers are")
    func makers() async throws {
        func source(_ digits: Int) -> String {
            "import uuid\ndef generate_trace_id():\n    return uuid.uuid4().hex[:\(digits)]\n"
        }
        #expect(try await groups([("app/a.py", source(8)), ("app/b.py", source(16))]) == [])
        let equal = try await groups([("app/a.py", source(8)), ("app/b.py", source(8))])
        #expect(equal.map { $0.pairs.map(\.kind) } == [[.identicalBody]])
    }

    @Test("ten thousand equal functions, and a class of fifty thousand statements", .timeLimit(.minutes(2)))
    func hostile() async throws {
        let function = """
            def f(a, b):
                total = a.first(b) + b.second(a)
                if total > 0:
                    total = a.third(total, b)
                for item in b.items(total):
                    a.fourth(item, total)
                return a.fifth(total) - b.sixth(total)

            """
        let equal = try await groups([("app/a.py", String(repeating: function, count: 10_000))])
        #expect(equal.map(\.members.count) == [10_000])
        #expect(equal.first?.pairs.count == 9_999)
        let lines = (0..<50_000).map { "        self.x\($0 % 97) = call_\($0 % 1_009)(self.y)\n" }.joined()
        let long = "class HugeManager:\n    def run(self):\n" + lines
        let huge = try await groups([("app/a.py", long), ("app/b.py", long.replacing("Huge", with: "Vast"))])
        #expect(huge.map(\.members.count) == [2])
    }
}
