extension GateScenario {
    private static let file = ".ssot-baseline.jsonl"

    private static func removeLegacy(_ scene: GateScene) throws {
        try scene.shell("git rm -q app/websocket/legacy.py && sed -i '/egacy/d' app/main.py")
    }

    private static func addRoom(_ scene: GateScene) throws {
        try scene.write("app/api/rooms.py", Source.manager("RoomWebSocketManager"))
    }

    /// What happens to baselines, and what may not.
    static let baselines: [GateScenario] = [
        GateScenario("a baseline with a merge conflict", 2, says: ["\(file):2:1: a merge conflict"]) {
            let lines = try $0.read(file).split(separator: "\n")
            try $0.write(
                file, "\(lines[0])\n<<<<<<< HEAD\n\(lines[1])\n=======\n>>>>>>> topic\n")
        },
        GateScenario("a baseline of a newer version", 2, says: ["\(file):1:1: version 2", "update ssot"]) {
            try $0.edit(file, "\"ssot-baseline\":\"1\"", "\"ssot-baseline\":\"2\"")
        },
        GateScenario(
            "a baseline edited by hand", 2, says: ["\(file):2:1: the fingerprint is not that of the finding"]
        ) {
            try $0.edit(file, "\"name\":\"LegacyWebSocketManager\"", "\"name\":\"RoomWebSocketManager\"")
        },
        GateScenario("a baseline with a line twice", 2, says: ["\(file):3:1: the finding of line 2 again"]) {
            let text = try $0.read(file)
            try $0.write(file, text + text.split(separator: "\n")[1] + "\n")
        },
        GateScenario("a baseline cut off", 2, says: ["\(file):2:1: no finding"]) {
            try $0.write(file, String(try $0.read(file).dropLast(20)))
        },
        GateScenario("an empty baseline", 2, says: ["\(file):1:1: no baseline"]) { try $0.write(file, "") },
        GateScenario("no baseline: everything is new", 1, says: ["1 new", "no baseline: everything is new"]) {
            try $0.shell("rm \(file)")
        },
        GateScenario("a baseline that is named and missing", 2, says: ["none.jsonl: no such baseline"]) {
            try $0.configure("gate:\n  baseline: none.jsonl\n")
        },
        GateScenario(
            "a baseline of another folder", 2, says: ["speaks of \".\", and \"app\" was audited"],
            run: ["gate", "app"]
        ) {
            try $0.edit(
                ".ssot.yaml",
                "canonical:\n  websocket: app.websocket.manager.WebSocketManager\n  identifiers: app.core.ids.UnifiedIDManager\n",
                "")
        },
        GateScenario(
            "a stale baseline where the policy forbids it", 1, says: ["1 finding of the baseline is fixed"]
        ) {
            try removeLegacy($0)
            try $0.configure("gate:\n  stale-baseline: fail\n")
        },
        GateScenario(
            "an update shrinks", 0, says: ["known 1 before, 0 now; fixed 1, accepted 0"],
            run: ["baseline", "update"]
        ) { try removeLegacy($0) },
        GateScenario(
            "an update does not grow", 1,
            says: ["known 1 before, 1 now; fixed 0, accepted 0", "1 new finding was not added"],
            run: ["baseline", "update"]
        ) { try addRoom($0) },
        GateScenario(
            "an update grows when asked to", 0, says: ["known 1 before, 2 now; fixed 0, accepted 1"],
            run: ["baseline", "update", "--accept-new"]
        ) { try addRoom($0) },
        GateScenario(
            "an update without a baseline", 2, says: ["no such baseline"], run: ["baseline", "update"]
        ) {
            try $0.shell("rm \(file)")
        },
        GateScenario(
            "a baseline is not overwritten", 2, says: ["exists already"], run: ["baseline", "write"]
        ) { _ in },
        GateScenario(
            "but by force", 0, says: [".ssot-baseline.jsonl: known 2"], run: ["baseline", "write", "--force"]
        ) {
            try addRoom($0)
        },
        GateScenario(
            "a baseline is shown", 0,
            says: ["surplus-manager", "websocket", "known 1, fixed 1"],
            run: ["baseline", "show"]
        ) { try removeLegacy($0) },
        GateScenario(
            "no baseline is written where a file was not read", 2,
            says: ["app/big.py was not read: too large"],
            run: ["baseline", "write", "--force", "--max-size", "2000"]
        ) { try $0.write("app/big.py", String(repeating: "x = 1\n", count: 1000)) },
    ]
}
