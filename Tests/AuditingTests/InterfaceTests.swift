import Auditing
import Findings
import TestKit
import Testing

/// What the facts say of a manager's interface, and of the names that it is imported under.
struct InterfaceTests {
    private func manager(
        _ name: String, in files: [(path: String, text: String)]
    ) async throws -> ManagerFact {
        let repository = try TemporaryRepository(files)
        let audit = await repository.audit(AuditPolicy(rules: try defaultRules()))
        return try #require(audit.managers.first { $0.name == name && $0.kind == .class })
    }

    @Test("members are public ones, with parameters but the receiver, own before inherited, each name once")
    func members() async throws {
        let source = """
            class HubManagerBase:
                def start(self): ...
                def send(self, other): ...
            class HubManager(HubManagerBase):
                limit: int = 3
                def __init__(self, size=1):
                    self.open = {}
                    self._secret = 1
                async def send(self, user_id, event, *rest, urgent=False, **extra): ...
                def _private(self): ...
                def __repr__(self): ...
                @staticmethod
                def parse(text): ...
                @property
                def count(self): ...
            """
        let fact = try await manager("HubManager", in: [("hub.py", source)])
        let lines = fact.members.map {
            "\($0.isInherited ? "inherited " : "")\($0.isAsync ? "async " : "")\($0.kind.rawValue) "
                + "\($0.name)(\($0.signature))"
        }
        #expect(
            lines == [
                "method __init__(size=)", "async method send(user_id, event, *rest, urgent=, *extra)",
                "method parse(text)", "field count()", "field limit()", "field open()",
                "inherited method start()",
            ])
    }

    @Test("a signature is read back as it was written")
    func signature() {
        let parameters = [
            MemberParameter("a"), MemberParameter("b", .optional), MemberParameter("c", .variadic),
        ]
        let member = ManagerMember(name: "send", parameters: parameters)
        #expect(member.signature == "a, b=, *c")
        #expect(ManagerMember.parameters(of: member.signature) == parameters)
        #expect(ManagerMember.parameters(of: "") == [])
    }

    @Test("imports are counted by file, under the name that each file asks for")
    func imports() async throws {
        let fact = try await manager(
            "HubManager",
            in: [
                ("app/__init__.py", ""), ("app/hub/__init__.py", "from .core import HubManager\n"),
                ("app/hub/core.py", "class HubManager:\n    def send(self): return 1\n"),
                ("app/a.py", "from app.hub import HubManager\nfrom app.hub import HubManager as H\n"),
                ("app/b.py", "from .hub.core import HubManager\n"),
                ("app/c.py", "import app.hub.core\nprint(app.hub.core.HubManager())\n"),
                ("tests/test_hub.py", "def test_a():\n    from app.hub import HubManager\n"),
            ])
        #expect(
            fact.imports == [
                ImportedName("app.hub.HubManager", productionFiles: 1, testFiles: 1),
                ImportedName("app.hub.core.HubManager", productionFiles: 2, testFiles: 0),
            ])
    }
}
