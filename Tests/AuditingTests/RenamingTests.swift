import Auditing
import Findings
import TestKit
import Testing

/// What must change no count: the audit counts symbols, not spellings.
struct RenamingTests {
    /// Counted managers of a one-file repository.
    private func counted(_ source: String) async throws -> Int {
        let folder = try TemporaryRepository([("app/hub.py", source)])
        return await folder.audit(AuditPolicy(rules: try defaultRules())).managers.count { $0.isCounted }
    }

    private static let body = """
            def __init__(self):
                self.connections = {}
            async def connect(self, websocket):
                self.connections[websocket.id] = websocket
            async def broadcast(self, message):
                for websocket in self.connections.values():
                    await websocket.send(message)

        """

    @Test(
        "a manager is one manager, however it is called, hidden or spelt",
        arguments: [
            "class SocketManager:\nBODY", "class _SocketManager:\nBODY", "class SocketManagerImpl:\nBODY",
            "class SocketManagerCore:\nBODY", "class SocketManagerImplementation:\nBODY",
            "class Hub:\nBODYSocketManager = Hub\n",
            "class _Private:\nBODYSocketManager = _Private\nManager = SocketManager\n",
            "try:\n    import fast\nexcept ImportError:\n    fast = None\nclass SocketManager:\nBODY",
            "class SocketManager(object):\nBODY", "class SocketManager[T]:\nBODY",
            "class SocketManager(\n    Generic[T],\n):\nBODY", "\u{FEFF}class SocketManager:\nBODY",
            "# class OtherManager: pass\nclass SocketManager:\nBODY",
            "'''\nclass OtherManager:\n    pass\n'''\nclass SocketManager:\nBODY",
            "class SocketManager:\nBODYSocketManager = SocketManager\n", "@final\nclass SocketManager:\nBODY",
        ])
    func spelling(source: String) async throws {
        let text = source.replacing("BODY", with: Self.body)
        #expect(try await counted(text) == 1)
        let windows = text.split(separator: "\n", omittingEmptySubsequences: false).joined(separator: "\r\n")
        #expect(try await counted(windows) == 1)
        #expect(try await counted(text.replacing("    ", with: "\t")) == 1)
    }

    @Test(
        "what is no manager counts as none",
        arguments: [
            "class Hub:\nBODY", "class SocketManagerError(Exception): pass\n",
            "# class SocketManager: pass\n",
            "x = '''\nclass SocketManager:\nBODY'''\n", "from other import SocketManager\n",
            "SocketManager = None\n",
            "def SocketManager(): pass\n", "class SocketManagerProtocol(Protocol):\n    def f(self): ...\n",
        ])
    func none(source: String) async throws {
        #expect(try await counted(source.replacing("BODY", with: Self.body)) == 0)
    }
}
