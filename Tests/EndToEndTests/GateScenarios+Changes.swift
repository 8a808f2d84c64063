extension GateScenario {
    private static let legacy = "app/websocket/legacy.py"

    /// What a change to the code does to a gate with a baseline.
    static let changes: [GateScenario] = [
        GateScenario("nothing changed", 0, says: ["0 new, 1 known", "pass"]) { _ in },
        GateScenario(
            "the change that every peer lets pass: a rival manager and an ID function", 1,
            says: [
                "app/api/sockets.py:8:1 error same-name-manager",
                "app/api/sockets.py:8:1 warning surplus-manager",
                "see app/websocket/manager.py:4 app.websocket.manager.WebSocketManager (canonical)", "fail",
            ]
        ) { try $0.write("app/api/sockets.py", Source.rival) },
        GateScenario(
            "a new manager under a new name", 1, says: ["app/api/rooms.py:1:1 warning surplus-manager"]
        ) {
            try $0.write("app/api/rooms.py", Source.manager("RoomWebSocketManager"))
        },
        GateScenario("a known class in a moved file", 0, says: ["0 new, 1 known,"]) {
            try $0.shell("git mv \(legacy) app/api/old_sockets.py")
            try $0.edit("app/main.py", "app.websocket.legacy", "app.api.old_sockets")
        },
        GateScenario("a known class in a renamed folder", 0, says: ["0 new, 1 known,"]) {
            try $0.shell(
                "git mv app/websocket app/ws && sed -i s/app.websocket/app.ws/ app/main.py .ssot.yaml")
        },
        GateScenario("a known class under a new name", 0, says: ["0 new, 1 known (1 changed since)"]) {
            try $0.shell("sed -i s/LegacyWebSocketManager/OldWebSocketManager/ \(legacy) app/main.py")
        },
        GateScenario("a known class, edited", 0, says: ["0 new, 1 known (1 changed since)"]) {
            try $0.edit(legacy, "self.sockets = []\n\n", "self.sockets = []\n        self.closed = False\n\n")
        },
        GateScenario("a known class, moved and edited", 0, says: ["0 new, 1 known (1 changed since)"]) {
            try $0.edit(legacy, "self.sockets = []\n\n", "self.sockets = []\n        self.closed = False\n\n")
            try $0.shell("git mv \(legacy) app/api/old_sockets.py")
            try $0.edit("app/main.py", "app.websocket.legacy", "app.api.old_sockets")
        },
        GateScenario("a known class, laid out anew", 0, says: ["0 new, 1 known,"]) {
            try $0.edit(
                legacy, "self.sockets.append(websocket)",
                "# keep it\n        self.sockets.append(\n            websocket,\n        )")
        },
        GateScenario("a known class with its methods in another order", 0, says: ["0 new, 1 known,"]) {
            let add = "    def add(self, websocket):\n        self.sockets.append(websocket)\n\n"
            try $0.edit(legacy, add, "")
            try $0.write(legacy, try $0.read(legacy) + "\n" + add)
        },
        GateScenario("lines inserted above a known class", 0, says: ["0 new, 1 known,"]) {
            try $0.write(
                legacy, "import logging\n\nlogger = logging.getLogger(__name__)\n\n\n" + $0.read(legacy))
        },
        GateScenario(
            "a copy of a known class", 1, says: ["app/api/copy.py:1:1", "1 known"]
        ) { try $0.shell("cp \(legacy) app/api/copy.py") },
        GateScenario(
            "a known class swapped for another one", 1,
            says: ["1 fixed", "app/api/rooms.py:1:1 warning surplus-manager"]
        ) {
            try $0.shell("git rm -q \(legacy) && sed -i '/egacy/d' app/main.py")
            try $0.write("app/api/rooms.py", Source.manager("RoomWebSocketManager"))
        },
        GateScenario("a known class, removed", 0, says: ["1 fixed", "`ssot baseline update`", "pass"]) {
            try $0.shell("git rm -q \(legacy) && sed -i '/egacy/d' app/main.py")
        },
        GateScenario("the canonical class, edited", 0, says: ["0 new, 1 known,"]) {
            try $0.edit("app/websocket/manager.py", "self.connections = {}", "self.connections = dict()")
        },
        GateScenario("a class copied into another service", 1, says: ["worker/sockets.py:4:1"]) {
            try $0.shell("mkdir worker && cp app/websocket/manager.py worker/sockets.py")
        },
        GateScenario("an alias of the canonical class", 0, says: ["0 new,"]) {
            try $0.write(
                "app/api/sockets.py",
                "from app.websocket.manager import WebSocketManager\n\nSocketManager = WebSocketManager\n")
        },
        GateScenario("a re-export of the canonical class", 0, says: ["0 new,"]) {
            try $0.write(
                "app/api/__init__.py",
                "from app.websocket.manager import WebSocketManager\n\n__all__ = [\"WebSocketManager\"]\n")
        },
        GateScenario(
            "a subclass of the canonical class", 1, says: ["app/api/rooms.py:4:1 warning surplus-manager"]
        ) {
            try $0.write(
                "app/api/rooms.py",
                "from app.websocket.manager import WebSocketManager\n\n\nclass RoomWebSocketManager(WebSocketManager):\n"
                    + "    def join(self, room, connection_id):\n        self.rooms[room] = connection_id\n")
        },
        GateScenario("a test double", 0, says: ["0 new,"]) {
            try $0.write(
                "tests/test_rooms.py",
                "class MockWebSocketManager:\n    async def send(self, connection_id, message):\n        self.sent = message\n"
            )
        },
        GateScenario("a class hidden behind an alias that dodges the name", 1, says: ["app/api/rooms.py:1:1"])
        {
            try $0.write(
                "app/api/rooms.py",
                Source.manager("WebSocketRooms") + "\n\nRoomWebSocketManager = WebSocketRooms\n")
        },
        GateScenario(
            "a copy of the canonical class under a name that says nothing", 1,
            says: [
                "app/api/keeper.py:4:1 error disguised-manager",
                "WebSocketManager at app/websocket/manager.py:4",
            ]
        ) {
            try $0.shell(
                "sed 's/class WebSocketManager/class Keeper/' app/websocket/manager.py > app/api/keeper.py")
        },
        GateScenario(
            "a known class renamed to dodge, and another one added", 1, says: ["app/api/rooms.py:1:1"]
        ) {
            try $0.shell("sed -i s/LegacyWebSocketManager/LegacySockets/ \(legacy) app/main.py")
            try $0.write("app/api/rooms.py", Source.manager("RoomWebSocketManager"))
        },
        GateScenario(
            "a class that breaks a rule in many lines is found once", 1,
            says: ["findings  1 new, 1 known"]
        ) {
            let methods = (0..<40).map { number in
                "    def handle\(number)(self, websocket):\n        return websocket.receive_text(\(number))\n\n"
            }
            try $0.write("app/api/rooms.py", "class RoomWebSocketManager:\n" + methods.joined())
        },
        GateScenario(
            "sixty new managers: the figures are those of all, whatever is shown", 1,
            says: ["60 new findings of severity warning", "and 10 more new findings", "1.6 % (1 of 62)"]
        ) {
            try $0.edit(
                ".ssot.yaml", "version: 1",
                "version: 1\ndisabled-rules: [overlapping-manager, cloned-manager]")
            for number in 0..<60 {
                try $0.write(
                    "app/api/rooms\(number).py",
                    "class Room\(number)WebSocketManager:\n    def f\(number)(self, websocket):\n        websocket.g\(number)()\n"
                )
            }
        },
    ]
}
