import TestKit
import Testing
import WebSocketFraming

/// Bytes from a client and what a strict server reads in them.
struct Reading: Sendable, CustomTestStringConvertible {
    var name: String
    var bytes: [UInt8]
    var events: [Event]

    init(_ name: String, _ bytes: [UInt8], _ events: [Event]) {
        self.name = name
        self.bytes = bytes
        self.events = events
    }

    var testDescription: String { name }

    static let rules: [Reading] =
        [
            Reading("text", frame(0x81, "Hello"), [.text("Hello")]),
            Reading("empty text", frame(0x81), [.text("")]),
            Reading("empty binary", frame(0x82), [.binary([])]),
            Reading("masked with zeros", frame(0x82, [1, 2, 3], key: 0), [.binary([1, 2, 3])]),
            Reading(
                "the RFC's masked Hello (§5.7)",
                [0x81, 0x85, 0x37, 0xFA, 0x21, 0x3D, 0x7F, 0x9F, 0x4D, 0x51, 0x58],
                [.text("Hello")]),
            Reading("two messages", frame(0x81, "a") + frame(0x82, [1]), [.text("a"), .binary([1])]),
            Reading("fragments (§5.7)", frame(0x01, "Hel") + frame(0x80, "lo"), [.text("Hello")]),
            Reading(
                "a character over two fragments", frame(0x01, [0xC3]) + frame(0x80, [0xA9]), [.text("é")]),
            Reading("empty fragments", frame(0x01) + frame(0x00) + frame(0x80), [.text("")]),
            Reading(
                "ping between fragments", frame(0x01, "a") + frame(0x89, "p") + frame(0x80, "b"),
                [.ping([0x70]), .text("ab")]),
            Reading(
                "126 and 65536 bytes",
                frame(0x82, [UInt8](repeating: 7, count: 126))
                    + frame(0x82, [UInt8](repeating: 8, count: 65536)),
                [
                    .binary([UInt8](repeating: 7, count: 126)), .binary([UInt8](repeating: 8, count: 65536)),
                ]),
            Reading(
                "ping of 125 bytes", frame(0x89, [UInt8](repeating: 1, count: 125)),
                [.ping([UInt8](repeating: 1, count: 125))]),
            Reading("pong unasked", frame(0x8A, "x"), [.pong([0x78])]),

            Reading("reserved bit 1", frame(0xC1, "a"), [.violation(1002)]),
            Reading("reserved bit 2", frame(0xA1, "a"), [.violation(1002)]),
            Reading("reserved bit 3", frame(0x91, "a"), [.violation(1002)]),
            Reading("reserved bit on a ping", frame(0xC9), [.violation(1002)]),
            Reading(
                "valid message first", frame(0x81, "a") + frame(0x83, "b"), [.text("a"), .violation(1002)]),
            Reading("nothing after a violation", frame(0x83) + frame(0x81, "a"), [.violation(1002)]),
            Reading("no mask", frame(0x81, "a", key: nil), [.violation(1002)]),
            Reading("no mask, no payload", frame(0x89, "", key: nil), [.violation(1002)]),
            Reading("fragmented ping", frame(0x09, "a"), [.violation(1002)]),
            Reading("fragmented close", frame(0x08), [.violation(1002)]),
            Reading("ping of 126 bytes", frame(0x89, [UInt8](repeating: 1, count: 126)), [.violation(1002)]),
            Reading("continuation first", frame(0x80, "a"), [.violation(1002)]),
            Reading("continuation first, not final", frame(0x00, "a"), [.violation(1002)]),
            Reading(
                "continuation after a message", frame(0x81, "a") + frame(0x80),
                [.text("a"), .violation(1002)]),
            Reading("text within a message", frame(0x01, "a") + frame(0x81, "b"), [.violation(1002)]),
            Reading("binary within a message", frame(0x02) + frame(0x02), [.violation(1002)]),
            Reading(
                "length with the highest bit", [0x82, 0xFF, 0x80, 0, 0, 0, 0, 0, 0, 1, 0, 0, 0, 0],
                [.violation(1002)]),
            Reading(
                "length of 2^62", [0x82, 0xFF, 0x40, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0], [.violation(1009)]),
            Reading(
                "a claim of 1 GiB", [0x82, 0xFF, 0, 0, 0, 0, 0x40, 0, 0, 0, 0, 0, 0, 0], [.violation(1009)]),
            Reading(
                "125 bytes in two bytes of length", frame(0x82, [1], length: [126, 0, 1]), [.violation(1002)]),
            Reading(
                "65535 bytes in eight bytes of length",
                frame(0x82, [1], length: [127, 0, 0, 0, 0, 0, 0, 0xFF, 0xFF]), [.violation(1002)]),

            Reading("empty close", frame(0x88), [.close(nil, "")]),
            Reading(
                "close with a reason", frame(0x88, [0x03, 0xE8] + Array("bye".utf8)), [.close(1000, "bye")]),
            Reading("nothing after close", frame(0x88) + frame(0x81, "a"), [.close(nil, "")]),
            Reading("bad bytes after close", frame(0x88) + [0xFF, 0xFF], [.close(nil, "")]),
            Reading("close of one byte", frame(0x88, [3]), [.violation(1002)]),
            Reading("close reason not UTF-8", frame(0x88, [0x03, 0xE8, 0xFF]), [.violation(1007)]),
            Reading("close reason cut", frame(0x88, [0x03, 0xE8, 0xC3]), [.violation(1007)]),
            Reading("close within a message", frame(0x01, "a") + frame(0x88), [.close(nil, "")]),

            Reading("text not UTF-8", frame(0x81, [0x61, 0xFF]), [.violation(1007)]),
            Reading("text that ends within a character", frame(0x81, [0x61, 0xC3]), [.violation(1007)]),
            Reading(
                "fragments that end within a character", frame(0x01, [0xE2]) + frame(0x80, [0x82]),
                [.violation(1007)]),
            Reading("binary may be anything", frame(0x82, [0xFF]), [.binary([0xFF])]),
        ]
        + [0, 999, 1004, 1005, 1006, 1015, 1016, 1100, 2000, 2999, 5000, 65535].map { code in
            Reading("close \(code)", frame(0x88, [UInt8(code >> 8), UInt8(code & 255)]), [.violation(1002)])
        }
        + [1000, 1001, 1002, 1003, 1007, 1008, 1009, 1010, 1011, 1012, 1013, 1014, 3000, 3999, 4000, 4999].map
    {
        code in
        Reading(
            "close \(code)", frame(0x88, [UInt8(code >> 8), UInt8(code & 255)]), [.close(UInt16(code), "")])
    }
        + [0x3, 0x4, 0x5, 0x6, 0x7, 0xB, 0xC, 0xD, 0xE, 0xF].map { opcode in
            Reading("opcode \(opcode)", frame(0x80 | opcode, "a"), [.violation(1002)])
        }
}

@Suite struct FrameReaderTests {
    @Test("A rule gives its events", arguments: Reading.rules)
    func rule(_ reading: Reading) {
        #expect(events(of: reading.bytes) == reading.events)
    }

    @Test("Cut at any byte, and into single bytes, the events are the same", arguments: Reading.rules)
    func cuts(_ reading: Reading) {
        let count = reading.bytes.count
        let step = max(1, count / 300)
        for cut in stride(from: 0, through: count, by: step) {
            #expect(events(of: reading.bytes, cuts: [cut]) == reading.events, "cut at \(cut)")
        }
        #expect(events(of: reading.bytes, cuts: Array(0..<count)) == reading.events)
    }

    @Test("Bad text is refused inside a frame, before its end has come")
    func failsFast() {
        let whole = frame(0x81, Array("κόσμε".utf8) + [0xF4, 0x90, 0x80, 0x80] + Array("edited".utf8))
        let first = FrameWriter.headerLength(payloadLength: 20, isMasked: true) + "κόσμε".utf8.count + 2
        #expect(events(of: Array(whole[..<(first - 1)])) == [])
        #expect(events(of: Array(whole[..<first])) == [.violation(1007)])
        #expect(
            events(of: frame(0x01, "κό") + frame(0x00, [0xF4]) + frame(0x00, [0x90])) == [.violation(1007)])
    }

    @Test("A frame is judged by its first two bytes")
    func judgesEarly() {
        for bytes: [UInt8] in [[0x83, 0x80], [0x81, 0x05], [0x89, 0xFE], [0x80, 0x80], [0xC1, 0x80]] {
            #expect(events(of: bytes) == [.violation(1002)])
        }
    }

    @Test("The sink's word stops the reader")
    func stops() {
        let bytes = frame(0x81, "a") + frame(0x81, "b") + frame(0x83, "c")
        #expect(events(of: bytes, most: 1) == [.text("a")])
        #expect(events(of: bytes, cuts: [7], most: 1) == [.text("a")])
    }

    @Test("A client refuses masked frames and reads others")
    func client() {
        #expect(events(of: frame(0x81, "a", key: nil), role: .client) == [.text("a")])
        #expect(events(of: frame(0x81, "a"), role: .client) == [.violation(1002)])
    }

    @Test("Limits hold to the byte and to the fragment")
    func limits() {
        let limits = FrameLimits(maxMessageBytes: 10, maxFragments: 3)
        let ten = [UInt8](repeating: 1, count: 10)
        #expect(events(of: frame(0x82, ten), limits: limits) == [.binary(ten)])
        #expect(events(of: frame(0x82, ten + [1]), limits: limits) == [.violation(1009)])
        let half = Array(ten[..<5])
        #expect(events(of: frame(0x02, half) + frame(0x80, half), limits: limits) == [.binary(ten)])
        #expect(events(of: frame(0x02, half) + frame(0x80, half + [1]), limits: limits) == [.violation(1009)])
        #expect(events(of: frame(0x02) + frame(0) + frame(0x80), limits: limits) == [.binary([])])
        #expect(
            events(of: frame(0x02) + frame(0) + frame(0) + frame(0x80), limits: limits) == [.violation(1009)])
        let small = FrameLimits(maxMessageBytes: 10, maxFrameBytes: 4)
        #expect(events(of: frame(0x82, half), limits: small) == [.violation(1009)])
    }

    @Test("Limits at the ends of the integers do not trap")
    func extremeLimits() {
        let most = FrameLimits(maxMessageBytes: .max, maxFragments: .max, maxFrameBytes: .max)
        let least = FrameLimits(maxMessageBytes: .min, maxFragments: .min, maxFrameBytes: .min)
        let bytes = frame(0xC1, hex("f248cdc9c90700")) + frame(0x82, [1])
        #expect(
            events(of: bytes, limits: most, inflater: Inflater(windowBits: 15, keepsContext: true))
                == [.text("Hello"), .binary([1])])
        #expect(
            events(of: bytes, limits: least, inflater: Inflater(windowBits: 15, keepsContext: true))
                == [.violation(1009)])
        let claim: [UInt8] = [0x02, 0xFF, 0x7F, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0, 0, 0, 0]
        #expect(events(of: claim, limits: most) == [])
        #expect(
            events(of: frame(0x02, [1]) + frame(0x00, [2]) + [0x80] + claim.dropFirst(), limits: most) == [
                .violation(1009)
            ])
    }

    @Test("An idle reader holds no buffer, one in a message no more than the message may have")
    func memory() throws {
        var reader = FrameReader(role: .server, limits: FrameLimits(maxMessageBytes: 100_000))
        var recorder = Recorder()
        let payload = [UInt8](repeating: 1, count: 60_000)
        var bytes = frame(0x02, payload) + frame(0x00, [1])
        var span = bytes.mutableSpan
        var raw = unsafe span.mutableBytes
        try reader.read(&raw, into: &recorder)
        let (isInMessage, held) = (reader.isInMessage, reader.heldByteCount)
        #expect(isInMessage)
        #expect((60_001...100_100).contains(held))
        var rest = frame(0x89, "x") + frame(0x80)
        var restSpan = rest.mutableSpan
        var rawRest = unsafe restSpan.mutableBytes
        try reader.read(&rawRest, into: &recorder)
        let (isStillInMessage, stillHeld) = (reader.isInMessage, reader.heldByteCount)
        #expect(!isStillInMessage)
        #expect(stillHeld == 0)
        #expect(recorder.events == [.ping([0x78]), .binary(payload + [1])])
    }
}
