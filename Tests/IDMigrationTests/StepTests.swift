import Foundation
import GRDB
import Identifiers
import Testing

@testable import IDMigration

struct StepTests {
    private static let runs = """
        id,name
        run_user123_a1b2c3d4,first
        "thread_user123_run_1693430400000_a1b2c3d4","second, quoted"
        919108f7-52d1-4320-9bac-f847db4148a8,third
        ,none

        """
    private static let events = """
        {"run_id":"run_user123_a1b2c3d4", "n": 1.50}
        {"run_id": "thread_user123_run_1693430400000_a1b2c3d4"}
        {"run_id":"run_user123_a1b2c3d4","n":2}
        {"run_id":"run_nobody_ffffffff","deep":{"run_id":"untouched"}}

        """

    private func inputs(_ shop: Workshop) throws -> [MigrationSpec.Input] {
        try shop.write(Self.runs, to: "runs.csv")
        try shop.write(Self.events, to: "events.jsonl")
        return [
            shop.input("runs.csv", .csv, [("id", "run key")]),
            shop.input("events.jsonl", .jsonl, [("run_id", "run -> runs.id")]),
        ]
    }

    @Test func `plan, apply, verify and roll back: everything else stays as it is`() throws {
        let shop = try Workshop()
        let result = try shop.plan(try inputs(shop))
        #expect(result.refusals == [])
        #expect(result.plan.references.map(\.orphans) == [1])
        #expect(result.plan.references.map(\.rows) == [4])
        try shop.apply()
        let runs = try shop.migrated("runs.csv")
        #expect(runs.hasPrefix("id,name\nrun_"))
        #expect(runs.contains(",first\n\"run_"))
        #expect(runs.hasSuffix("run_4hj44femph8cg9qb7r8zdm2j58,third\n,none\n"))
        let events = try shop.migrated("events.jsonl")
        #expect(events.contains("\", \"n\": 1.50}\n{\"run_id\": \"run_"))
        #expect(events.contains("\"deep\":{\"run_id\":\"untouched\"}"))
        #expect(try shop.failures() == [])
        #expect(try Reverser(folder: shop.folder).run().map(\.isIdentical) == [true, true])
        #expect(try shop.text("migration/restored/runs.csv") == Self.runs)
        #expect(try shop.text("migration/restored/events.jsonl") == Self.events)
    }

    /// `migration_examples` of the vectors that this project was given: UUIDs of version 8 by HMAC-SHA256.
    @Test(arguments: [
        ("run", "run_user123_a1b2c3d4", "run_0000000000hezvhn8dpf6cg097"),
        ("run", "thread_user123_run_1693430400000_a1b2c3d4", "run_01h9452h00gbfs5hntmw3pdwn5"),
        ("req", "req_1693430400000_a1b2c3d4", "req_01h9452h00grev3zwawq40s3jv"),
    ])
    func `the map follows the vectors`(kind: String, legacy: String, unified: String) throws {
        let kind = try #require(IDKind(word: kind))
        let translator = Translator(anyKey: Array("test-key".utf8))
        guard case .mapped(let entry) = translator.outcome(Array(legacy.utf8)[...], kind: kind) else {
            Issue.record("not mapped")
            return
        }
        #expect(String(decoding: entry.unified, as: UTF8.self) == unified)
    }

    @Test func `a key that could be guessed is refused`() {
        #expect(throws: MigrationError.self) { try Translator(key: Array("test-key".utf8)) }
    }

    @Test func `what was added since the migration survives the way back`() throws {
        let shop = try Workshop()
        _ = try shop.plan(try inputs(shop))
        try shop.apply()
        let added = "run_01h455vb4pex5vsknk084sn02q,new\n"
        try shop.write(try shop.migrated("runs.csv") + added, to: "migration/migrated/runs.csv")
        let outputs = try Reverser(folder: shop.folder).run()
        #expect(outputs.map(\.isIdentical) == [false, true])
        #expect(try shop.text("migration/restored/runs.csv") == Self.runs + added)
    }

    @Test func `migrating what is migrated changes nothing`() throws {
        let (shop, again) = (try Workshop(), try Workshop())
        _ = try shop.plan(try inputs(shop))
        try shop.apply()
        try again.write(try shop.migrated("runs.csv"), to: "runs.csv")
        _ = try again.plan([again.input("runs.csv", .csv, [("id", "run key")])])
        try again.apply()
        #expect(try again.migrated("runs.csv") == shop.migrated("runs.csv"))
    }

    @Test func `stopped at any checkpoint and run again, it gives the same bytes`() throws {
        let shop = try Workshop()
        var text = "id,n\n"
        for index in 0..<2_000 {
            text += "run_user\(index)_\(String(0x1000_0000 + index * 7, radix: 16)),\(index)\n"
        }
        try shop.write(text, to: "runs.csv")
        _ = try shop.plan([shop.input("runs.csv", .csv, [("id", "run key")])])
        try shop.apply()
        let whole = try shop.migrated("runs.csv")
        for stop in [100, 900, 2_000] {
            _ = try shop.plan([shop.input("runs.csv", .csv, [("id", "run key")])])
            try FileManager.default.removeItem(atPath: shop.folder + "/migrated/runs.csv")
            let applier = Applier(folder: shop.folder, translator: shop.translator, recordsPerCheckpoint: 100)
            #expect(throws: MigrationError.self) {
                _ = try applier.run { records throws(MigrationError) in
                    if records >= stop { throw MigrationError("stopped") }
                }
            }
            #expect(!FileManager.default.fileExists(atPath: shop.folder + "/migrated/runs.csv"))
            _ = try applier.run()
            #expect(try shop.migrated("runs.csv") == whole)
        }
        #expect(try shop.failures() == [])
    }

    @Test func `unknown values are refused with their shape, and nothing is written`() throws {
        let shop = try Workshop()
        try shop.write("id\nanna.schmidt@example.org\n", to: "runs.csv")
        let input = shop.input("runs.csv", .csv, [("id", "run")])
        let result = try shop.plan([input])
        #expect(result.refusals.count == 1)
        #expect(result.refusals[0].contains("aaaa.aaaaaaa@aaaaaaa.aaa"))
        #expect(!result.refusals[0].contains("anna"))
        #expect(throws: MigrationError.self) { try shop.apply() }
        #expect(try shop.plan([input], keepsUnknown: true).refusals == [])
        try shop.apply()
        #expect(try shop.migrated("runs.csv") == "id\nanna.schmidt@example.org\n")
        #expect(try shop.failures() == [])
    }

    @Test func `one identifier in two rows of a key is refused`() throws {
        let shop = try Workshop()
        try shop.write("id\nrun_a_a1b2c3d4\nrun_a_a1b2c3d4\n", to: "runs.csv")
        #expect(try shop.plan([shop.input("runs.csv", .csv, [("id", "run key")])]).refusals.count == 1)
        #expect(try shop.plan([shop.input("runs.csv", .csv, [("id", "run")])]).refusals == [])
    }

    @Test func `two spellings of one UUID would fall together, and are refused`() throws {
        let shop = try Workshop()
        try shop.write(
            "id\n919108f7-52d1-4320-9bac-f847db4148a8\n919108f752d143209bacf847db4148a8\n", to: "runs.csv")
        let refusals = try shop.plan([shop.input("runs.csv", .csv, [("id", "run key")])]).refusals
        #expect(refusals.contains { $0.contains("stand for several legacy ones") })
    }

    @Test func `columns of secrets, unknown kinds and references to nothing are errors`() throws {
        let shop = try Workshop()
        try shop.write("id,api_key\n", to: "runs.csv")
        for (column, text) in [("api_key", "run"), ("id", "nothing"), ("id", "run -> no.where")] {
            #expect(throws: MigrationError.self) {
                try shop.plan([shop.input("runs.csv", .csv, [(column, text)])])
            }
        }
    }

    @Test func `an input that changed after the plan is refused`() throws {
        let shop = try Workshop()
        _ = try shop.plan(try inputs(shop))
        try shop.write(Self.runs + "run_x_a1b2c3d4,late\n", to: "runs.csv")
        #expect(throws: MigrationError.self) { try shop.apply() }
        #expect(!FileManager.default.fileExists(atPath: shop.folder + "/migrated/runs.csv"))
    }

    @Test func `another key is refused`() throws {
        let shop = try Workshop()
        _ = try shop.plan(try inputs(shop))
        let other = try Translator(key: Array("another key, 16 bytes".utf8))
        #expect(throws: MigrationError.self) { _ = try Applier(folder: shop.folder, translator: other).run() }
    }

    @Test func `escapes in JSON come back as they were`() throws {
        let shop = try Workshop()
        let text = #"{"id":"run_a_a1b2c3d4"}"# + "\n" + #"{"id":"run_\u0062_a1b2c3d4"}"# + "\n"
        try shop.write(text, to: "runs.jsonl")
        #expect(try shop.plan([shop.input("runs.jsonl", .jsonl, [("id", "run")])]).refusals == [])
        try shop.apply()
        #expect(try shop.failures() == [])
        _ = try Reverser(folder: shop.folder).run()
        #expect(try shop.text("migration/restored/runs.jsonl") == text)
    }

    @Test func `dumps: a foreign key that is left out is an error, and a narrow column is refused`() throws {
        let shop = try Workshop()
        try shop.write(
            """
            CREATE TABLE public.runs (id character varying(20) NOT NULL);
            CREATE TABLE public.events (run_id text);
            COPY public.runs (id) FROM stdin;
            run_a_a1b2c3d4
            \\.
            ALTER TABLE ONLY public.events ADD CONSTRAINT e FOREIGN KEY (run_id) REFERENCES public.runs(id);

            """, to: "app.sql")
        #expect(throws: MigrationError.self) {
            try shop.plan([shop.input("app.sql", .dump, [("runs.id", "run key")])])
        }
        let whole = shop.input(
            "app.sql", .dump, [("runs.id", "run key"), ("events.run_id", "run -> runs.id")])
        let refusals = try shop.plan([whole]).refusals
        #expect(refusals.count == 1 && refusals[0].contains("20 characters"))
    }

    @Test func `gzip: packed inputs give packed outputs that unpack to the same`() throws {
        let shop = try Workshop()
        try shop.write(Self.runs, to: "runs.csv")
        let packer = try GzipPacker()
        try Data(packer.pack(Array(Self.runs.utf8), endsMember: true)).write(
            to: URL(filePath: shop.path + "/runs.csv.gz"))
        var packed = shop.input("runs.csv.gz", .csv, [("id", "run key")])
        packed.table = "runs"
        _ = try shop.plan([packed])
        try shop.apply()
        #expect(try shop.failures() == [])
        var file = try InputFile(shop.folder + "/migrated/runs.csv.gz")
        let bytes = try file.read()
        _ = try shop.plan([shop.input("runs.csv", .csv, [("id", "run key")])])
        try shop.apply()
        let plain = try shop.migrated("runs.csv")
        #expect(String(decoding: bytes, as: UTF8.self) == plain)
    }

    @Test func `SQLite: rows, foreign keys, indices, triggers and JSON columns`() throws {
        let shop = try Workshop()
        let path = shop.path + "/app.sqlite"
        let database = try DatabaseQueue(path: path)
        try database.write {
            try $0.execute(
                sql: """
                    CREATE TABLE runs (id TEXT PRIMARY KEY, name TEXT, changed INTEGER DEFAULT 0);
                    CREATE TABLE events (n INTEGER PRIMARY KEY, run_id TEXT REFERENCES runs (id), payload TEXT);
                    CREATE INDEX by_run ON events (run_id);
                    CREATE TRIGGER touch AFTER UPDATE ON runs BEGIN UPDATE runs SET changed = 1 WHERE id = new.id; END;
                    INSERT INTO runs (id, name) VALUES ('run_a_a1b2c3d4', 'a'), ('919108f7-52d1-4320-9bac-f847db4148a8', 'b');
                    INSERT INTO events VALUES (1, 'run_a_a1b2c3d4', '{"run":"run_a_a1b2c3d4"}'), (2, NULL, NULL);
                    """)
        }
        let before = try database.read {
            try Row.fetchAll($0, sql: "SELECT * FROM runs, events ORDER BY 1, 4")
        }
        try database.close()
        var input = shop.input(
            "app.sqlite", .sqlite, [("runs.id", "run key"), ("events.run_id", "run -> runs.id")])
        input.columns.append(
            MigrationSpec.Column(name: Workshop.name("events.payload"), content: .json(["run": "run"])))
        #expect(try shop.plan([input]).refusals == [])
        try shop.apply()
        #expect(try shop.failures() == [])
        let copy = try DatabaseQueue(path: shop.folder + "/migrated/app.sqlite")
        func number(_ sql: String) throws -> Int? { try copy.read { try Int.fetchOne($0, sql: sql) } }
        #expect(try number("SELECT count(*) FROM runs JOIN events ON run_id = id") == 1)
        #expect(
            try number("SELECT payload = '{\"run\":\"' || run_id || '\"}' FROM events WHERE n = 1") == 1)
        #expect(try number("SELECT sum(changed) FROM runs") == 0)
        #expect(try number("SELECT count(*) FROM sqlite_master WHERE type = 'trigger'") == 1)
        try copy.close()
        #expect(try Reverser(folder: shop.folder).run().map(\.isIdentical) == [true])
        let restored = try DatabaseQueue(path: shop.folder + "/restored/app.sqlite")
        #expect(
            try restored.read { try Row.fetchAll($0, sql: "SELECT * FROM runs, events ORDER BY 1, 4") }
                == before)
    }
}
