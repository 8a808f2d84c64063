import Auditing
import Findings
import Testing

/// Who uses a manager, and which of several is proposed for it.
struct ReferenceTests {
    @Test(
        "a call of a function that hands out a manager is a use of it",
        arguments: [
            "def get_hub() -> CacheManager:\n    return load()\n",
            "def get_hub() -> 'CacheManager': ...\n", "def get_hub() -> CacheManager | None: ...\n",
            "async def get_hub():\n    return CacheManager()\n",
            "hub = CacheManager()\ndef get_hub():\n    return hub\n",
            "hub = None\ndef init():\n    global hub\n    hub = CacheManager()\ndef get_hub():\n    return hub\n",
            "def get_hub() -> Store:\n    return CacheManager()\n",
            "def get_hub():\n    yield CacheManager()\n",
            "hub = None\ndef get_hub():\n    global hub\n    if not hub:\n        hub = CacheManager()\n    return hub\n",
        ])
    func accessors(source: String) async throws {
        #expect(try await users(of: source) == ["app/use.py in start ×1", "app/use.py in stop ×2"])
    }

    @Test(
        "a call of any other function is none",
        arguments: [
            "def get_hub() -> int:\n    return CacheManager().size()\n",
            "def get_hub():\n    return CacheManager\n",
            "def get_hub():\n    hub = load()\n    return hub\ndef other():\n    hub = CacheManager()\n",
            "class OtherManager: ...\nhub = None\ndef a():\n    global hub\n    hub = OtherManager()\n"
                + "def b():\n    global hub\n    hub = CacheManager()\ndef get_hub():\n    return hub\n",
            "hub = CacheManager()\ndef get_hub(hub):\n    return hub\n",
            "hub = CacheManager()\ndef get_hub():\n    hub = load()\n    return hub\n",
            "hub = CacheManager()\ndef get_hub():\n    for hub in load():\n        return hub\n",
            "hub = CacheManager()\ndef get_hub():\n    with load() as hub:\n        return hub\n",
            "hub = CacheManager()\ndef get_hub():\n    from other import hub\n    return hub\n",
            "hub = CacheManager()\ndef get_hub():\n    hub, rest = load()\n    return hub\n",
            "class Hubs:\n    def get_hub(self) -> CacheManager: ...\ndef get_hub(): ...\n",
        ])
    func others(source: String) async throws {
        #expect(try await users(of: source) == [])
    }

    @Test("a use of the object that a module holds is a use of its class")
    func instances() async throws {
        let user = """
            from app import cache
            from app.cache import hub as shared
            hub = 1
            def start(): shared.put(1, 2)
            def stop():
                run(shared)
                cache.hub.put(hub, 3)
            def other(shared): shared.put(1, 2)

            """
        let audit = try await audit([
            ("app/__init__.py", ""), ("app/use.py", user),
            (
                "app/cache.py",
                "class CacheManager:\n    def put(self, key, value): self.rows[key] = value\nhub = CacheManager()\n"
            ),
        ])
        let fact = try #require(audit.managers.first)
        #expect(
            fact.references.map { "\($0.path) in \($0.scope) ×\($0.count)" } == [
                "app/cache.py in  ×1", "app/use.py in start ×1", "app/use.py in stop ×2",
            ])
    }

    /// Where other files use the manager that a file declares before `source`, through what they import from it.
    private func users(of source: String) async throws -> [String] {
        let manager = "class CacheManager:\n    def put(self, key, value): self.rows[key] = value\n"
        let user = """
            from app.cache import get_hub
            def start(): get_hub().put(1, 2)
            def stop():
                hub = get_hub()
                get_hub().put(hub, 0)

            """
        let audit = try await audit([("app/cache.py", manager + source), ("app/use.py", user)])
        let fact = try #require(audit.managers.first)
        return fact.references.filter { $0.path != fact.path }.map { reference in
            "\(reference.path) in \(reference.scope) ×\(reference.count)"
        }
    }

    @Test("the manager that the most other files use is proposed, whatever its own file does with it")
    func proposal() async throws {
        func manager(_ name: String) -> String {
            "class \(name):\n    def put(self, key, value): self.rows[key] = value\n"
        }
        let busy = "from app.busy import BusyCacheManager\n" + "BusyCacheManager()\n" * 3
        let audit = try await audit([
            ("app/own.py", manager("OwnCacheManager") + "OwnCacheManager()\n" * 9),
            ("app/busy.py", manager("BusyCacheManager")),
            ("app/wide.py", manager("WideCacheManager")), ("app/a.py", busy),
            ("app/b.py", "from app.wide import WideCacheManager\nWideCacheManager()\n"),
            ("app/c.py", "from app.wide import WideCacheManager\nWideCacheManager()\n"),
            ("tests/test_own.py", "from app.own import OwnCacheManager\n" + "OwnCacheManager()\n" * 9),
        ])
        #expect(audit.managers.filter { $0.canonical == .proposed }.map(\.name) == ["WideCacheManager"])
        #expect(
            audit.managers.flatMap(\.evidence).filter { $0.aspect == .canonical }.map(\.detail) == [
                "used by 2 other files of production with 2 references, the first of 3 candidates for cache"
            ])
    }

    private func audit(_ files: [(path: String, text: String)]) async throws -> Audit {
        try await TemporaryRepository(files).audit(AuditPolicy(rules: try defaultRules()))
    }
}

private func * (text: String, count: Int) -> String { String(repeating: text, count: count) }
