import Testing

/// One change to the repository of a GateScene, and what a command has to make of it.
struct GateScenario: Sendable, CustomTestStringConvertible {
    let name: String
    let status: Int32
    /// Texts that standard output and standard error must hold, together.
    let says: [String]
    /// Texts that they must not hold.
    let never: [String]
    let arguments: [String]
    let environment: [String: String]
    let change: @Sendable (GateScene) throws -> Void

    init(
        _ name: String, _ status: Int32, says: [String] = [], never: [String] = [],
        run arguments: [String] = ["gate"], environment: [String: String] = [:],
        _ change: @escaping @Sendable (GateScene) throws -> Void
    ) {
        self.name = name
        self.status = status
        self.says = says
        self.never = never
        self.arguments = arguments
        self.environment = environment
        self.change = change
    }

    var testDescription: String { name }
}

/// Pieces of source that scenarios add.
enum Source {
    /// The change that no other tool stops: a second manager under the canonical one's name, and an ID function.
    static let rival = """
        import uuid


        def generate_connection_id():
            return "conn_" + uuid.uuid4().hex[:8]


        class WebSocketManager:
            def __init__(self):
                self.clients = []

            def register(self, websocket):
                self.clients.append((generate_connection_id(), websocket))
                return len(self.clients)

            def broadcast_to_room(self, room, text):
                for key, client in self.clients:
                    if key.startswith(room):
                        client.send_text(text)

        """

    /// A manager of the same domain with a name and a body of its own.
    static func manager(_ name: String) -> String {
        """
        class \(name):
            def __init__(self):
                self.open_sockets = {}

            def handle(self, websocket):
                self.open_sockets[websocket.id] = websocket
                return websocket.receive_text()

        """
    }

    static func waiver(
        rule: String = "surplus-manager", symbol: String = "app.api.rooms.RoomWebSocketManager",
        owner: String = "team-chat", reason: String = "rooms move in spring", expires: String = "2999-12-31"
    ) -> String {
        """
        waivers:
          - rule: \(rule)
            symbol: \(symbol)
            owner: \(owner)
            reason: \(reason)
            expires: \(expires)

        """
    }
}
