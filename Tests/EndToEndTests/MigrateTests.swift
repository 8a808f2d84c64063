import Foundation
import Glibc
import TestKit
import Testing

struct MigrateTests {
    private static let specification = """
        version: 1
        inputs:
          - path: runs.csv
            columns:
              id: {kind: run, key: true}
          - path: events.jsonl
            columns:
              run: {kind: run, references: runs.id}

        """

    private func folder(runs count: Int = 3) throws -> TemporaryFolder {
        let folder = try TemporaryFolder()
        let ids = (0..<count).map { "run_user\($0)_\(String(0x1000_0000 + $0, radix: 16))" }
        try folder.write("runs.csv", "id,n\n" + ids.enumerated().map { "\($1),\($0)\n" }.joined())
        try folder.write("events.jsonl", ids.map { "{\"run\": \"\($0)\"}\n" }.joined())
        try folder.write("migration.yaml", Self.specification)
        try folder.write("key", "0123456789abcdef0123456789abcdef")
        return folder
    }

    private func migrate(_ arguments: String..., in folder: TemporaryFolder) throws -> Command.Result {
        try Tool.command(["ids", "migrate"] + arguments, in: folder).run()
    }

    private func bytes(_ name: String, in folder: TemporaryFolder) throws -> Data {
        try Data(contentsOf: URL(fileURLWithPath: folder.path + "/" + name))
    }

    @Test("the steps one after the other: nothing is written before --execute, and the way back is exact")
    func steps() throws {
        let folder = try folder()
        let before = try bytes("runs.csv", in: folder)
        let scan = try migrate("scan", "migration.yaml", in: folder)
        #expect(scan.status == 0 && scan.output.contains("runs.id (run): 3 L2"))
        #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path).count == 4)
        let plan = try migrate("plan", "migration.yaml", "m", "--key", "key", in: folder)
        #expect(plan.status == 0 && plan.output.contains("events.run → runs.id: 3 rows, 0 without a parent"))
        #expect(plan.output.contains("3 identifiers mapped"))
        let dry = try migrate("apply", "m", "--key", "key", in: folder)
        #expect(dry.status == 0 && dry.output.contains("nothing was written; add --execute"))
        #expect(!FileManager.default.fileExists(atPath: folder.path + "/m/migrated"))
        #expect(try migrate("apply", "m", "--key", "key", "--execute", in: folder).status == 0)
        let verify = try migrate("verify", "m", "--key", "key", in: folder)
        #expect(verify.status == 0 && !verify.output.contains("FAILS"), "\(verify.output)")
        let aliases = try migrate("aliases", "m", in: folder)
        #expect(aliases.output.contains("INSERT INTO id_aliases VALUES ('run', 'run_user0_10000000', 'run_"))
        let back = try migrate("rollback", "m", in: folder)
        #expect(
            back.status == 0 && back.output.contains("restored m/restored/runs.csv: identical to the input"))
        #expect(try bytes("m/restored/runs.csv", in: folder) == before)
        #expect(try bytes("runs.csv", in: folder) == before)
    }

    @Test("a migrated file that was damaged is not proven")
    func damage() throws {
        let folder = try folder()
        _ = try migrate("plan", "migration.yaml", "m", "--key", "key", in: folder)
        _ = try migrate("apply", "m", "--key", "key", "--execute", in: folder)
        let text = String(decoding: try bytes("m/migrated/events.jsonl", in: folder), as: UTF8.self)
        try folder.write(
            "m/migrated/events.jsonl", text.split(separator: "\n").dropLast().joined(separator: "\n"))
        let verify = try migrate("verify", "m", "--key", "key", in: folder)
        #expect(verify.status == 1 && verify.output.contains("FAILS"))
    }

    @Test("what would have to be guessed is refused with status 3, and named by its shape only")
    func refusal() throws {
        let folder = try folder()
        try folder.write("runs.csv", "id,n\nerika@example.org,1\n")
        let plan = try migrate("plan", "migration.yaml", "m", "--key", "key", in: folder)
        #expect(plan.status == 3)
        #expect(plan.errors.contains("1 unknown and 0 ambiguous values, such as aaaaa@aaaaaaa.aaa"))
        #expect(!(plan.output + plan.errors).contains("erika"))
        #expect(!FileManager.default.fileExists(atPath: folder.path + "/m/plan.json"))
    }

    @Test("faults of the specification are told with line and column")
    func specificationFaults() throws {
        let folder = try folder()
        try folder.write(
            "migration.yaml", Self.specification.replacing("kind: run, key", with: "kin: run, key"))
        let plan = try migrate("plan", "migration.yaml", "m", "--key", "key", in: folder)
        #expect(plan.status == 2)
        #expect(
            plan.errors.contains("migration.yaml:5:12: unknown key \"kin\" in column; did you mean \"kind\"?")
        )
    }

    @Test("killed at any moment and resumed, the output is the same")
    func kill() throws {
        let folder = try folder(runs: 40_000)
        _ = try migrate("plan", "migration.yaml", "m", "--key", "key", in: folder)
        _ = try migrate("apply", "m", "--key", "key", "--execute", in: folder)
        let whole = try (
            bytes("m/migrated/runs.csv", in: folder), bytes("m/migrated/events.jsonl", in: folder)
        )
        _ = try migrate("plan", "migration.yaml", "k", "--key", "key", in: folder)
        var generator = SplitMix(seed: 4)
        for _ in 0..<(6 * min(effort, 20)) {
            let apply = try Tool.command(
                ["ids", "migrate", "apply", "k", "--key", "key", "--execute"], in: folder
            ).start()
            usleep(UInt32(generator.number(below: 400_000)))
            Glibc.kill(apply.id, SIGKILL)
            _ = apply.wait()
        }
        #expect(try migrate("apply", "k", "--key", "key", "--execute", in: folder).status == 0)
        #expect(try bytes("k/migrated/runs.csv", in: folder) == whole.0)
        #expect(try bytes("k/migrated/events.jsonl", in: folder) == whole.1)
    }
}
