import Foundation
import TestKit
import Testing

struct GateTests {
    @Test(
        "a gate says what it must, and exits as it must",
        arguments: GateScenario.changes + GateScenario.policies + GateScenario.baselines + GateScenario.bases
            + GateScenario.scopes + GateScenario.loosenings)
    func scenario(scenario: GateScenario) throws {
        let scene = try GateScene()
        try scenario.change(scene)
        let result = try scene.run(scenario.arguments, environment: scenario.environment)
        #expect(result.status == scenario.status, "\(result.output)\(result.errors)")
        let text = result.output + result.errors
        for expected in scenario.says { #expect(text.contains(expected)) }
        for unwanted in scenario.never { #expect(!text.contains(unwanted)) }
    }

    @Test("a second gate on the same tree and base says the same, byte for byte, with any number of workers")
    func determinism() throws {
        let scene = try GateScene()
        try scene.write("app/api/sockets.py", Source.rival)
        let arguments = ["gate", "--new-since", "HEAD", "--format", "json-v1"]
        let first = try scene.run(arguments)
        #expect(first.status == 1)
        #expect(try scene.run(arguments).output == first.output)
        #expect(
            try scene.run(arguments + ["--jobs", "1", "--database", "../one.sqlite"]).output == first.output)
    }

    @Test("a baseline that was updated is the one that would be written")
    func update() throws {
        let scene = try GateScene()
        try scene.shell("git mv app/websocket/legacy.py app/api/old.py")
        try scene.shell("sed -i s/LegacyWebSocketManager/OldWebSocketManager/ app/api/old.py app/main.py")
        try scene.edit("app/main.py", "app.websocket.legacy", "app.api.old")
        #expect(try scene.run(["baseline", "update"]).status == 0)
        let updated = try scene.read(".ssot-baseline.jsonl")
        #expect(try scene.run(["baseline", "write", "--force"]).status == 0)
        #expect(try scene.read(".ssot-baseline.jsonl") == updated)
    }

    @Test("results go to files beside the terminal, each in its format")
    func output() throws {
        let scene = try GateScene()
        let result = try scene.run(["gate", "--output", "json-v1=a.json", "--output", "text=a.txt"])
        #expect(result.status == 0)
        #expect(try scene.read("a.json").hasPrefix("{"))
        #expect(try scene.read("a.txt").hasSuffix("pass\n"))
    }
}
