extension GateScenario {
    private static func addRoom(_ scene: GateScene) throws {
        try scene.write("app/api/rooms.py", Source.manager("RoomWebSocketManager"))
    }

    /// What waivers, floors, budgets and severities do.
    static let policies: [GateScenario] = [
        GateScenario("a waived class", 0, says: ["0 new, 1 known, 1 waived"]) {
            try addRoom($0)
            try $0.configure(Source.waiver())
        },
        GateScenario("a waiver of a path", 0, says: ["1 waived"]) {
            try addRoom($0)
            try $0.configure(
                Source.waiver().replacing(
                    "symbol: app.api.rooms.RoomWebSocketManager", with: "path: app/api/**"))
        },
        GateScenario("a waiver on its last day", 0, says: ["1 waived"]) {
            try addRoom($0)
            try $0.configure(Source.waiver(expires: "2999-12-31"))
        },
        GateScenario(
            "an expired waiver", 1,
            says: [
                ".ssot.yaml:6:1 error expired-waiver",
                "by team-chat held until 2020-12-31: rooms move in spring",
                "app/api/rooms.py:1:1 warning surplus-manager",
            ]
        ) {
            try addRoom($0)
            try $0.configure(Source.waiver(expires: "2020-12-31"))
        },
        GateScenario(
            "an unused waiver", 1,
            says: [
                "warning unused-waiver", "for app.api.rooms.RoomWebSocketManager, which does not violate it",
            ]
        ) { try $0.configure(Source.waiver()) },
        GateScenario("a waiver without an owner", 2, says: [".ssot.yaml:6:", "owner"]) {
            try addRoom($0)
            try $0.configure(Source.waiver().replacing("    owner: team-chat\n", with: ""))
        },
        GateScenario(
            "a waiver of an unknown rule", 2, says: ["unknown rule \"surplus-managr\"", "surplus-manager"]
        ) {
            try $0.configure(Source.waiver(rule: "surplus-managr"))
        },
        GateScenario("a comment that allows", 0, says: ["1 waived"]) {
            try $0.write(
                "app/api/rooms.py",
                "# ssot: allow surplus-manager rooms move in spring\n"
                    + Source.manager("RoomWebSocketManager"))
        },
        GateScenario("a comment that allows, on the line of the class", 0, says: ["1 waived"]) {
            try $0.write(
                "app/api/rooms.py",
                Source.manager("RoomWebSocketManager").replacing(
                    "Manager:", with: "Manager:  # ssot: allow surplus-manager: rooms move in spring"))
        },
        GateScenario(
            "a comment that allows without a reason", 1,
            says: [
                "app/api/rooms.py:1:1 error waiver-without-reason",
                "app/api/rooms.py:2:1 warning surplus-manager",
            ]
        ) {
            try $0.write(
                "app/api/rooms.py", "# ssot: allow surplus-manager\n" + Source.manager("RoomWebSocketManager")
            )
        },
        GateScenario(
            "a comment that allows an unknown rule", 1,
            says: ["unused-waiver", "waives \"surplus\", which is no rule"]
        ) {
            try $0.write(
                "app/api/rooms.py",
                "# ssot: allow surplus it is fine\n" + Source.manager("RoomWebSocketManager"))
        },
        GateScenario(
            "a comment that allows what does not happen", 1, says: ["app/main.py:1:1 warning unused-waiver"]
        ) {
            try $0.write(
                "app/main.py", "# ssot: allow surplus-manager just in case\n" + $0.read("app/main.py"))
        },
        GateScenario(
            "a comment whose time is over", 1, says: ["error expired-waiver", "warning surplus-manager"]
        ) {
            try $0.write(
                "app/api/rooms.py",
                "# ssot: allow surplus-manager until 2020-12-31 rooms move\n"
                    + Source.manager("RoomWebSocketManager"))
        },
        GateScenario(
            "leave for one class is none for its copy", 1, says: ["app/api/copy.py:1:1", "1 waived"]
        ) {
            try addRoom($0)
            try $0.configure(Source.waiver())
            try $0.shell("cp app/api/rooms.py app/api/copy.py")
        },
        GateScenario("a waived class is not counted", 0, says: ["50 % (1 of 2)", "1 waived"]) {
            try addRoom($0)
            try $0.configure(Source.waiver() + "gate:\n  floors:\n    domains:\n      websocket: 50\n")
        },
        GateScenario(
            "a floor that is missed", 1,
            says: ["definition compliance of \"websocket\" 50 % (1 of 2) is below the floor of 50.1 %"]
        ) { try $0.configure("gate:\n  floors:\n    domains:\n      websocket: 50.1\n") },
        GateScenario("a floor that is just met", 0) {
            try $0.configure("gate:\n  floors:\n    domains:\n      websocket: 50\n")
        },
        GateScenario(
            "a floor of usage that is missed", 1,
            says: ["usage compliance ", " of ", " is below the floor of 100 %"]
        ) {
            try $0.configure("gate:\n  floors:\n    usage: 100\n")
        },
        GateScenario("a budget raised", 0, says: ["0 new, 0 known", "1 fixed"]) {
            try $0.configure("budgets:\n  websocket: 2\n")
        },
        GateScenario(
            "a budget of test doubles", 1, says: ["2 new test doubles beyond the budget of \"websocket\""]
        ) {
            try $0.configure("test-double-budgets:\n  default: 0\n")
            for name in ["a", "b"] {
                try $0.write(
                    "tests/test_\(name).py",
                    "class Mock\(name.uppercased())WebSocketManager:\n    def send(self, message):\n        self.sent_\(name) = message\n"
                )
            }
        },
        GateScenario("a rule turned off", 0, says: ["0 new, 0 known, 0 waived, 0 fixed"]) {
            try addRoom($0)
            try $0.configure("gate:\n  severities:\n    surplus-manager: off\n")
        },
        GateScenario("a note raised to an error", 1, says: ["error surplus-test-double"]) {
            try $0.configure("gate:\n  severities:\n    surplus-test-double: error\n")
            for name in ["a", "b"] {
                try $0.write(
                    "tests/test_\(name).py",
                    "class Mock\(name.uppercased())WebSocketManager:\n    def send(self, message):\n        self.sent_\(name) = message\n"
                )
            }
        },
        GateScenario("only errors fail", 0, says: ["1 new, 1 known"]) {
            try addRoom($0)
            try $0.configure("gate:\n  fail-on: error\n")
        },
        GateScenario(
            "violations that are asked not to count", 0, says: ["fail"], run: ["gate", "--exit-zero"]
        ) {
            try addRoom($0)
        },
    ]
}
