extension GateScenario {
    private static let sinceMain = ["gate", "--new-since", "main"]

    private static func branch(_ scene: GateScene) throws { try scene.shell("git switch -q -c topic") }

    private static func addRoom(_ scene: GateScene) throws {
        try scene.write("app/api/rooms.py", Source.manager("RoomWebSocketManager"))
    }

    /// What a change does to the gate that it goes through.
    static let loosenings: [GateScenario] = [
        GateScenario(
            "a change that brings its own waiver says so", 0,
            says: [
                ".ssot.yaml:6:1 note loosened-gate",
                "a new waiver of surplus-manager for app.api.rooms.RoomWebSocketManager by team-chat",
                "judged by a gate that this change loosens: 1 demand",
            ], run: sinceMain
        ) {
            try branch($0)
            try addRoom($0)
            try $0.configure(Source.waiver())
        },
        GateScenario(
            "a change cannot let itself pass where the base forbids it", 1,
            says: ["error loosened-gate", "severities: loosened-gate was error, and is off"], run: sinceMain
        ) {
            try $0.configure("gate: {severities: {loosened-gate: error}}\n")
            try $0.commit()
            try branch($0)
            try addRoom($0)
            try $0.edit(".ssot.yaml", "loosened-gate: error", "loosened-gate: off")
            try $0.configure(Source.waiver())
        },
        GateScenario(
            "a comment that waives is told", 0,
            says: [
                "app/api/rooms.py:1:1 note loosened-gate",
                "a new comment waives surplus-manager: rooms move in spring",
            ], run: sinceMain
        ) {
            try branch($0)
            try $0.write(
                "app/api/rooms.py",
                "# ssot: allow surplus-manager rooms move in spring\n"
                    + Source.manager("RoomWebSocketManager"))
        },
        GateScenario(
            "a comment that moves with its file is not new", 0, says: ["0 new"], never: ["loosened-gate"],
            run: sinceMain
        ) {
            try $0.write(
                "app/api/rooms.py",
                "# ssot: allow surplus-manager rooms move in spring\n"
                    + Source.manager("RoomWebSocketManager"))
            try $0.commit()
            try branch($0)
            try $0.shell("git mv app/api/rooms.py app/api/halls.py && sed -i '1i import os' app/api/halls.py")
        },
        GateScenario(
            "a baseline that grew is told", 0,
            says: [
                "the baseline knows 1 finding more: surplus-manager of app.api.rooms.RoomWebSocketManager"
            ],
            run: sinceMain
        ) {
            try branch($0)
            try addRoom($0)
            try $0.shell("$SSOT baseline update --accept-new")
        },
        GateScenario(
            "a baseline that shrank is not", 0, never: ["loosened-gate"], run: sinceMain
        ) {
            try branch($0)
            try $0.shell("git rm -q app/websocket/legacy.py && sed -i '/egacy/d' app/main.py")
            try $0.shell("$SSOT baseline update")
        },
        GateScenario(
            "a raised budget, a lower floor and a path left out are told", 0,
            says: [
                "budgets: websocket was 1, and is 3", "floors: usage was 60 %, and is 50 %",
                "exclude: app/old/** is not audited any more", "fail-on was warning, and is error",
            ], run: sinceMain
        ) {
            try $0.configure("gate: {floors: {usage: 60}}\n")
            try $0.commit()
            try branch($0)
            try $0.edit(".ssot.yaml", "{floors: {usage: 60}}", "{fail-on: error, floors: {usage: 50}}")
            try $0.configure("budgets: {websocket: 3}\nexclude: [app/old/**]\n")
        },
        GateScenario(
            "a configuration that is gone demanded something", 0,
            says: ["canonical: websocket was app.websocket.manager.WebSocketManager, and is not designated"],
            run: ["gate", "--new-since", "main", "--exit-zero"]
        ) {
            try branch($0)
            try $0.shell("git rm -q .ssot.yaml")
        },
        GateScenario(
            "a stricter policy is no loosening", 0, never: ["loosened-gate"], run: sinceMain
        ) {
            try branch($0)
            try $0.configure("gate: {floors: {usage: 1}, severities: {surplus-manager: error}}\n")
        },
        GateScenario(
            "what is ignored from now on is told", 0, says: ["app/api/ is not audited any more"],
            run: sinceMain
        ) {
            try branch($0)
            try addRoom($0)
            try $0.write(".ssotignore", "app/api/\n")
        },
    ]
}
