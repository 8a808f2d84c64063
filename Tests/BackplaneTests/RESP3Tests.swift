import NIOCore
import TestKit
import Testing

@testable import Backplane

@Suite("RESP3")
struct RESP3Tests {
    private static func blob(_ text: String) -> RESP3Value { .blob(ByteBuffer(string: text)) }

    /// One text, and the values in it.
    static let table: [(String, [RESP3Value])] = [
        ("+OK\r\n", [.simple("OK")]), ("+\r\n", [.simple("")]), ("-ERR no\r\n", [.error("ERR no")]),
        (":1\r\n:-5\r\n:+7\r\n", [.integer(1), .integer(-5), .integer(7)]),
        ("$5\r\nhello\r\n", [blob("hello")]), ("$0\r\n\r\n", [blob("")]), ("$2\r\n\r\n\r\n", [blob("\r\n")]),
        ("$-1\r\n*-1\r\n_\r\n", [.null, .null, .null]), ("#t\r\n#f\r\n", [.boolean(true), .boolean(false)]),
        (",1.5\r\n,-inf\r\n", [.double(1.5), .double(-.infinity)]),
        (
            "(-3492890328409238509324850943850943825024385\r\n",
            [
                .bigNumber("-3492890328409238509324850943850943825024385")
            ]
        ),
        ("!8\r\nERR a\r\nb\r\n", [.error("ERR a\r\nb")]), ("=7\r\ntxt:a\r\n\r\n", [blob("a\r\n")]),
        ("*0\r\n%0\r\n~0\r\n", [.array([]), .map([]), .set([])]),
        ("*2\r\n:1\r\n*1\r\n+a\r\n", [.array([.integer(1), .array([.simple("a")])])]),
        ("%1\r\n+proto\r\n:3\r\n", [.map([.simple("proto"), .integer(3)])]),
        ("~2\r\n:1\r\n:2\r\n", [.set([.integer(1), .integer(2)])]),
        (
            ">3\r\n$7\r\nmessage\r\n$1\r\nc\r\n$1\r\nm\r\n+OK\r\n",
            [
                .push([blob("message"), blob("c"), blob("m")]), .simple("OK"),
            ]
        ),
        ("|1\r\n+ttl\r\n:9\r\n*1\r\n|1\r\n+a\r\n+b\r\n:1\r\n", [.array([.integer(1)])]),
        ("|0\r\n:1\r\n", [.integer(1)]),
    ]

    private func values(_ pieces: [[UInt8]], _ decoder: RESP3Decoder = RESP3Decoder()) throws(RESP3Error)
        -> [RESP3Value]
    {
        var decoder = decoder
        var values: [RESP3Value] = []
        for piece in pieces {
            decoder.append(ByteBuffer(bytes: piece))
            while let value = try decoder.next() { values.append(value) }
        }
        #expect(decoder.bufferedBytes == 0)
        return values
    }

    @Test("every type is read", arguments: table.indices)
    func types(index: Int) throws {
        let (text, expected) = Self.table[index]
        #expect(try values([Array(text.utf8)]) == expected)
    }

    @Test("wherever bytes are cut, and cut into single bytes, the values are the same")
    func cuts() throws {
        let bytes = Self.table.flatMap { Array($0.0.utf8) }
        let expected = Self.table.flatMap(\.1)
        for cut in 0...bytes.count {
            #expect(try values([Array(bytes[..<cut]), Array(bytes[cut...])]) == expected, "cut at \(cut)")
        }
        #expect(try values(bytes.map { [$0] }) == expected)
    }

    @Test(
        "what is not RESP3 is refused",
        arguments: [
            "?\r\n", "\r\n", ":\r\n", ":1a\r\n", ":9223372036854775808\r\n", "$-2\r\n", "$+1\r\na\r\n",
            "$1\r\nab\r\n",
            "#x\r\n", "_x\r\n", ",x\r\n", "(x\r\n", "(\r\n", "+a\rb\r\n", "+a\nb\r\n", "*-2\r\n", "*\r\n",
            "%x\r\n",
            "=2\r\nab\r\n", "=4\r\ntxt-\r\n", "$?\r\n", "*?\r\n", "*1\r\n>1\r\n:1\r\n",
        ])
    func malformed(text: String) {
        #expect(throws: RESP3Error.self) { try values([Array(text.utf8)]) }
    }

    @Test("lengths, depth and number are limited, and a claim alone reserves nothing")
    func limits() {
        var limits = RESP3Decoder.Limits()
        limits.depth = 3
        limits.blobBytes = 10
        limits.lineBytes = 20
        limits.totalElements = 8
        limits.totalBytes = 40
        let decoder = RESP3Decoder(limits: limits)
        let cases: [(String, RESP3Error)] = [
            ("*1\r\n*1\r\n*1\r\n*1\r\n", .tooDeep), ("$11\r\n", .tooLong), ("*9\r\n", .tooManyElements),
            ("%5\r\n", .tooManyElements), ("$9223372036854775807\r\n", .tooLong),
            ("+" + String(repeating: "a", count: 21), .tooLong),
            ("*4\r\n:1\r\n:1\r\n*4\r\n:1\r\n:1\r\n:1\r\n:1\r\n:1\r\n", .tooManyElements),
            ("*5\r\n" + String(repeating: "$9\r\n123456789\r\n", count: 5), .tooLong),
        ]
        for (text, error) in cases {
            #expect(throws: error) { try values([Array(text.utf8)], decoder) }
        }
    }

    @Test("damaged bytes are values or an error, never a trap")
    func fuzz() {
        let texts = Self.table.map { Array($0.0.utf8) }
        var generator = SplitMix(seed: 11)
        var mutation = Mutation(seed: 12)
        for _ in 0..<(3_000 * effort) {
            var bytes: [UInt8] = []
            for _ in 0...generator.number(below: 4) { bytes += generator.pick(texts) }
            bytes = mutation.damage(bytes)
            var decoder = RESP3Decoder()
            var rest = bytes[...]
            do {
                while !rest.isEmpty {
                    let piece = rest.prefix(1 + generator.number(below: rest.count))
                    rest = rest.dropFirst(piece.count)
                    decoder.append(ByteBuffer(bytes: piece))
                    while try decoder.next() != nil {}
                }
            } catch {}
        }
    }

    @Test("a command is an array of blobs")
    func command() {
        var output = ByteBuffer()
        RedisCommand([.text("SET"), .text("é"), .number(-7), .bytes(ByteBuffer(string: "\r\n"))]).write(
            into: &output)
        #expect(String(buffer: output) == "*4\r\n$3\r\nSET\r\n$2\r\né\r\n$2\r\n-7\r\n$2\r\n\r\n\r\n")
    }
}
