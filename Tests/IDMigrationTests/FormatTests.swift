import TestKit
import Testing

@testable import IDMigration

/// The bytes of a file, copied record by record in reads of every size, with a mark around each value.
struct FormatTests {
    private func marked(_ text: String, _ format: any RecordFormat, _ columns: [ColumnName]) throws -> String
    {
        try String(
            decoding: Self.copied(Array(text.utf8), format, columns) { .value([0x3C] + $0.value + [0x3E]) },
            as: UTF8.self)
    }

    /// What a format makes of bytes, when all are there at once.
    static func copied(
        _ bytes: [UInt8], _ format: any RecordFormat, _ columns: [ColumnName],
        _ replace: (Cell) throws(MigrationError) -> Replacement
    ) throws -> [UInt8] {
        var (format, table, output, rest) = (format, ColumnTable(columns), [UInt8](), bytes[...])
        while !rest.isEmpty {
            let length = try #require(try format.firstRecord(of: rest, isLast: true))
            try format.copy(rest.prefix(length), to: &output, &table, replace)
            rest = rest.dropFirst(length)
        }
        return output
    }

    private let runs = [ColumnName(table: "runs", column: "id")]

    @Test func `CSV keeps quotes, line ends, the byte order mark and other columns`() throws {
        let text = "\u{FEFF}name,id\r\n\"a, \"\"b\"\"\",run_1\r\nc,\"run_2\"\r\n\r\n,\n\"x\ny\",run_3"
        let wanted =
            "\u{FEFF}name,id\r\n\"a, \"\"b\"\"\",<run_1>\r\nc,\"<run_2>\"\r\n\r\n,<>\n\"x\ny\",<run_3>"
        #expect(try marked(text, CSVFormat(table: "runs"), runs) == wanted)
    }

    @Test func `quotes inside a field that is not quoted hide no record`() throws {
        let text = "n,id\na \"\"b,run_1\nc\"\"d,run_2\n5\" pipe,run_3\n"
        let wanted = "n,id\na \"\"b,<run_1>\nc\"\"d,<run_2>\n5\" pipe,<run_3>\n"
        #expect(try marked(text, CSVFormat(table: "runs"), runs) == wanted)
    }

    @Test func `a byte order mark before a quoted name hides no line end of it`() throws {
        let text = "\u{FEFF}\"na\nme\",id\nc,run_1\n"
        #expect(try marked(text, CSVFormat(table: "runs"), runs).hasSuffix("\",id\nc,<run_1>\n"))
    }

    @Test func `a quote that does not end, and text behind one, are told`() {
        #expect(throws: (any Error).self) { try marked("id\n\"run", CSVFormat(table: "runs"), runs) }
        #expect(throws: (any Error).self) { try marked("id\n\"run\"x\n", CSVFormat(table: "runs"), runs) }
    }

    @Test func `JSON lines keep numbers, spaces, the order of keys and escapes`() throws {
        let text =
            "{ \"n\": 1.0e5, \"id\" : \"run_1\", \"o\": {\"id\": \"no\"} }\n\n{\"id\":null}\r\n{\"id\":\"a\\\"b\"}"
        let wanted =
            "{ \"n\": 1.0e5, \"id\" : \"<run_1>\", \"o\": {\"id\": \"no\"} }\n\n{\"id\":null}\r\n{\"id\":\"<a\\\"b>\"}"
        #expect(try marked(text, JSONLinesFormat(table: "runs"), runs) == wanted)
    }

    @Test func `paths lead into objects and arrays`() throws {
        let paths = ["user.id", "runs[].id", "tags[]"].map { ColumnName(table: "t", column: $0) }
        let text = #"{"user":{"id":"u"},"runs":[{"id":"a"},{"id":"b","x":"c"}],"tags":["d",["e"],1]}"#
        let wanted =
            #"{"user":{"id":"<u>"},"runs":[{"id":"<a>"},{"id":"<b>","x":"c"}],"tags":["<d>",["e"],1]}"#
        #expect(try marked(text, JSONLinesFormat(table: "t"), paths) == wanted)
    }

    @Test(arguments: ["{", "{\"a\"}", "[1,]", "\"\\u12\"", "{} {}", "nul l", "\"\u{1}\"", "{\"a\":}"])
    func `what is no JSON is told`(text: String) {
        #expect(throws: (any Error).self) { try marked(text, JSONLinesFormat(table: "t"), []) }
    }

    @Test func `a document deeper than the limit is refused`() {
        let text = String(repeating: "[", count: 100_000)
        #expect(throws: (any Error).self) { try marked(text, JSONLinesFormat(table: "t"), []) }
    }

    @Test func `escapes in JSON are read, and how a value was written is told`() throws {
        var found: [(String, Bool)] = []
        _ = try Self.copied(
            Array(#"{"id":"caf\u00e9 \ud83d\ude00 \/"}"#.utf8), JSONLinesFormat(table: "runs"), runs
        ) {
            found.append((String(decoding: $0.value, as: UTF8.self), $0.isPlainlyWritten))
            return .same
        }
        #expect(found.map(\.0) == ["café 😀 /"])
        #expect(found.map(\.1) == [false])
    }

    private static let dump = #"""
        -- PostgreSQL database dump; it's fine
        \restrict abc
        SET standard_conforming_strings = on;

        CREATE TABLE public.runs (
            id character varying(36) NOT NULL,
            note text DEFAULT 'a;b'::text,
            CONSTRAINT c CHECK ((note <> ''::text))
        );
        CREATE FUNCTION f() RETURNS text LANGUAGE sql AS $_$ SELECT 'COPY x FROM stdin;' $_$;
        COPY public.runs (id, note) FROM stdin;
        run_1	a\tb
        \N	\\.
        run_\x32	\N
        \.

        INSERT INTO public.runs VALUES ('run_3', 'it''s; (fine)'), (E'run\\4', NULL);
        INSERT INTO public.runs (note, id) VALUES (lower('X'), 'run_5');
        ALTER TABLE ONLY public.events
            ADD CONSTRAINT e FOREIGN KEY (run_id) REFERENCES public.runs(id) ON DELETE CASCADE;
        """#

    @Test func `dumps: COPY blocks and INSERT statements, and nothing else`() throws {
        let wanted = Self.dump
            .replacing("run_1\t", with: "<run_1>\t").replacing(#"run_\x32"#, with: "<run_2>")
            .replacing("'run_3'", with: "'<run_3>'").replacing(#"E'run\\4'"#, with: #"E'<run\\4>'"#)
            .replacing("'run_5'", with: "'<run_5>'")
        #expect(try marked(Self.dump, DumpFormat(), runs) == wanted)
    }

    @Test func `rows of a COPY begin on a line of their own, or it is told`() throws {
        for text in ["COPY runs (id) FROM stdin;  \\  \na\n\\.\n", "COPY runs (id) FROM stdin;"] {
            #expect(throws: CopyError.self) {
                try Self.copied(Array(text.utf8), DumpFormat(), runs) { _ in .same }
            }
        }
    }

    @Test func `the catalogue of a dump: columns, widths, foreign keys`() throws {
        var (format, table, output) = (DumpFormat(), ColumnTable([]), [UInt8]())
        var rest = Array(Self.dump.utf8)[...]
        while !rest.isEmpty {
            let length = try #require(try format.firstRecord(of: rest, isLast: true))
            try format.copy(rest.prefix(length), to: &output, &table) { _ in .same }
            rest = rest.dropFirst(length)
        }
        #expect(output == Array(Self.dump.utf8))
        #expect(format.catalogue.columns == ["runs": ["id", "note"]])
        #expect(format.catalogue.widths == [ColumnName(table: "runs", column: "id"): 36])
        #expect(
            format.catalogue.foreignKeys == [
                Catalogue.ForeignKey(
                    child: ColumnName(table: "events", column: "run_id"),
                    parent: ColumnName(table: "runs", column: "id"))
            ])
    }

    /// A file that is cut anywhere is read as one that is whole.
    @Test func `records do not depend on where reads end`() throws {
        let bytes = Array(Self.dump.utf8)
        for size in [1, 2, 3, 7, 64] {
            var (format, table, output): (any RecordFormat, ColumnTable, [UInt8]) = (
                DumpFormat(), ColumnTable(runs), []
            )
            var (buffer, next) = ([UInt8](), 0)
            while next < bytes.count || !buffer.isEmpty {
                if !buffer.isEmpty,
                    let length = try format.firstRecord(of: buffer[...], isLast: next == bytes.count)
                {
                    try format.copy(buffer[..<length], to: &output, &table) { _ in .same }
                    buffer.removeFirst(length)
                } else {
                    buffer += bytes[next..<min(next + size, bytes.count)]
                    next = min(next + size, bytes.count)
                }
            }
            #expect(output == bytes, "reads of \(size) bytes")
        }
    }

    private static var samples: [(text: String, format: any RecordFormat)] {
        [
            (dump, DumpFormat()),
            ("name,id\r\n\"a, \"\"b\"\"\",run_1\r\nc,\"run_2\"\r\n", CSVFormat(table: "runs")),
            (#"{"id":"caf\u00e9","runs":[{"id":"a"}]}"# + "\n[]\n", JSONLinesFormat(table: "runs")),
            (
                "INSERT INTO runs (id, n) VALUES ('run_''1', 1), (E'a\\'b', NULL);\nCOPY runs (id) FROM stdin;\na\\tb\n\\N\n\\.\n",
                DumpFormat()
            ),
        ]
    }

    /// `SSOT_TEST_FACTOR=1250` makes ten million.
    @Test(arguments: 0..<4)
    func `damaged files are copied as they are, or refused; what is written anew is read again; never a trap`(
        sample: Int
    ) throws {
        let (text, format) = Self.samples[sample]
        let source = Array(text.utf8)
        for seed in 0..<UInt64(2_000 * effort) {
            var mutation = Mutation(seed: seed)
            let bytes = mutation.damage(source)
            var values: [[UInt8]] = []
            let output = try? Self.copied(bytes, format, runs) { cell in
                values.append(Array(cell.value))
                return .same
            }
            guard let output else { continue }
            #expect(output == bytes, "seed \(seed)")
            let written = try? Self.copied(bytes, format, runs) { .value(Array($0.value)) }
            var again: [[UInt8]] = []
            _ = try written.map {
                try Self.copied($0, format, runs) { cell in
                    again.append(Array(cell.value))
                    return .same
                }
            }
            if written != nil { #expect(again == values, "seed \(seed)") }
        }
    }
}
