import TestKit
import Testing
import WebSocketFraming

func hex(_ text: String) -> [UInt8] {
    let digits = text.compactMap(\.hexDigitValue)
    return stride(from: 0, to: digits.count, by: 2).map { UInt8(digits[$0] << 4 | digits[$0 + 1]) }
}

func deflated(_ message: [UInt8], _ deflater: inout Deflater) -> [UInt8] {
    var output: [UInt8] = []
    #expect(unsafe deflater.deflate(message.span.bytes, into: &output))
    return output
}

@Suite struct DeflateTests {
    static let lorem = Array(String(repeating: "the same words, and the same words again: ", count: 6).utf8)
    static let messages: [[UInt8]] = [
        Array("Hello".utf8), Array("Hello".utf8), [], lorem, Array(0...255), lorem, Array("Hello".utf8),
        [UInt8](repeating: 0x61, count: 3000),
    ]

    private func inflater(_ bits: Int = 15, keepsContext: Bool = true) -> Inflater {
        Inflater(windowBits: bits, keepsContext: keepsContext)
    }

    @Test("What Python's zlib deflated is read, whole and byte by byte", arguments: Vector.all)
    func vectors(_ vector: Vector) {
        let bytes = vector.payloads.flatMap { frame(0xC2, hex($0)) }
        let expected = Self.messages.map { Event.binary($0) }
        #expect(
            events(of: bytes, inflater: inflater(vector.windowBits, keepsContext: vector.keepsContext))
                == expected)
        #expect(
            events(
                of: bytes, cuts: Array(0..<bytes.count),
                inflater: inflater(vector.windowBits, keepsContext: vector.keepsContext)) == expected)
    }

    static let examples: [(name: String, payloads: [String])] = [
        ("one block (§7.2.3.1)", ["f248cdc9c90700"]),
        ("shared window (§7.2.3.2)", ["f248cdc9c90700", "f200110000"]),
        ("no compression (§7.2.3.3)", ["000500faff48656c6c6f00"]),
        ("final block (§7.2.3.4)", ["f348cdc9c9070000"]),
        ("final block, then a shared window", ["f348cdc9c9070000", "f200110000"]),
        ("two blocks (§7.2.3.5)", ["f248050000 00ffffcac9c90700".filter { $0 != " " }]),
    ]

    @Test("The RFC's examples are read", arguments: examples)
    func example(_ example: (name: String, payloads: [String])) {
        let bytes = example.payloads.flatMap { frame(0xC1, hex($0)) }
        #expect(events(of: bytes, inflater: inflater()) == example.payloads.map { _ in .text("Hello") })
    }

    @Test("Fragments carry the bit once; others in between are read (RFC 7692 §6.1, §7.2.3.1)")
    func fragments() {
        let bytes = frame(0x41, hex("f248cd")) + frame(0x89) + frame(0x00) + frame(0x80, hex("c9c90700"))
        #expect(events(of: bytes, inflater: inflater()) == [.ping([]), .text("Hello")])
        #expect(
            events(of: bytes, cuts: Array(0..<bytes.count), inflater: inflater()) == [
                .ping([]), .text("Hello"),
            ])
        #expect(
            events(of: frame(0x41, hex("f248cd")) + frame(0xC0), inflater: inflater()) == [.violation(1002)])
        #expect(events(of: frame(0xC9), inflater: inflater()) == [.violation(1002)])
    }

    @Test("The bit without an agreement is a violation, no bit with one is not")
    func bit() {
        #expect(events(of: frame(0xC1, hex("f248cdc9c90700"))) == [.violation(1002)])
        #expect(events(of: frame(0x81, "Hello"), inflater: inflater()) == [.text("Hello")])
    }

    @Test("An empty message is one byte both ways (§7.2.3.6)")
    func empty() {
        var deflater = Deflater(windowBits: 15, memoryLevel: 8, level: 6, keepsContext: true)
        for _ in 0..<3 { #expect(deflated([], &deflater) == [0x00]) }
        #expect(events(of: frame(0xC1, [0x00]), inflater: inflater()) == [.text("")])
    }

    @Test(
        "Damaged and cut data are refused",
        arguments: ["07", "ff", "f248cdc9", "000500faff4865", "f348cdc9c907"])
    func damaged(_ payload: String) {
        #expect(events(of: frame(0xC1, hex(payload)), inflater: inflater()) == [.violation(1007)])
    }

    @Test("Without a context, a message cannot refer to the one before")
    func noContext() {
        let bytes = frame(0xC1, hex("f248cdc9c90700")) + frame(0xC1, hex("f200110000"))
        #expect(
            events(of: bytes, inflater: inflater(keepsContext: false)) == [.text("Hello"), .violation(1007)])
    }

    @Test("Inflated text is checked, and refused before the message ends")
    func text() {
        var deflater = Deflater(windowBits: 15, memoryLevel: 8, level: 6, keepsContext: true)
        let bad = deflated([0x61, 0xFF, 0x62], &deflater)
        #expect(events(of: frame(0xC1, bad), inflater: inflater()) == [.violation(1007)])
        // A fragment that ends a block, so that zlib holds nothing back.
        #expect(
            events(of: frame(0x41, bad + [0, 0, 0xFF, 0xFF]), inflater: inflater()) == [.violation(1007)])
        var second = Deflater(windowBits: 15, memoryLevel: 8, level: 6, keepsContext: true)
        let halves = (deflated([0xC3], &second) + [0, 0, 0xFF, 0xFF], deflated([0xA9], &second))
        #expect(
            events(of: frame(0x41, halves.0) + frame(0x80, halves.1), inflater: inflater()) == [.text("é")])
    }

    @Test("A window of 8 bits, which zlib cannot write, can be read by one who has it")
    func smallWindow() {
        var generator = SplitMix(seed: 8)
        var deflater = Deflater(windowBits: 8, memoryLevel: 9, level: 9, keepsContext: true)
        var messages: [[UInt8]] = []
        var bytes: [UInt8] = []
        for _ in 0..<40 {
            let word = (0..<generator.number(below: 400)).map { _ in UInt8(97 + generator.number(below: 3)) }
            messages.append(word + word + word)
            bytes += frame(0xC2, deflated(word + word + word, &deflater))
        }
        #expect(events(of: bytes, inflater: inflater(8)) == messages.map { .binary($0) })
    }

    @Test("The limit holds for what is inflated, to the byte")
    func limit() {
        let limits = FrameLimits(maxMessageBytes: 3000)
        for (count, expected) in [
            (3000, Event.binary([UInt8](repeating: 7, count: 3000))), (3001, .violation(1009)),
        ] {
            var deflater = Deflater(windowBits: 15, memoryLevel: 8, level: 6, keepsContext: true)
            let bytes = frame(0xC2, deflated([UInt8](repeating: 7, count: count), &deflater))
            #expect(events(of: bytes, limits: limits, inflater: inflater()) == [expected])
        }
    }

    @Test("Data that do not compress may have the whole limit")
    func incompressible() {
        var generator = SplitMix(seed: 3)
        let message = (0..<5000).map { _ in UInt8(truncatingIfNeeded: generator.next()) }
        var deflater = Deflater(windowBits: 9, memoryLevel: 1, level: 1, keepsContext: true)
        let bytes = frame(0xC2, deflated(message, &deflater))
        #expect(
            events(
                of: bytes, limits: FrameLimits(maxMessageBytes: 5000, maxFrameBytes: 9000),
                inflater: inflater())
                == [.binary(message)])
    }

    @Test("A bomb costs no more than the limit and a chunk")
    func bomb() {
        var deflater = Deflater(windowBits: 15, memoryLevel: 8, level: 9, keepsContext: true)
        let payload = deflated([UInt8](repeating: 0, count: 64 << 20), &deflater)
        #expect(payload.count < 70_000)
        let limits = FrameLimits(maxMessageBytes: 200_000)
        var reader = FrameReader(role: .server, limits: limits, inflater: inflater())
        var recorder = Recorder()
        var most = 0
        var code: CloseCode?
        for byte in frame(0xC2, payload) {
            var piece = [byte]
            var span = piece.mutableSpan
            var raw = unsafe span.mutableBytes
            do throws(FrameViolation) {
                try reader.read(&raw, into: &recorder)
            } catch {
                code = error.code
                break
            }
            most = max(most, reader.heldByteCount)
        }
        let held = reader.heldByteCount
        #expect(code == .messageTooBig)
        #expect(most > 100_000 && most <= 200_000 + Inflater.chunkByteCount)
        #expect(held == 0)
    }

    @Test("Empty blocks without end are refused by what they take on the wire")
    func emptyBlocks() {
        let block: [UInt8] = [0x00, 0x00, 0x00, 0xFF, 0xFF]
        let fragment = frame(0x00, Array(repeatElement(block, count: 20).joined()))
        let bytes = frame(0x42) + Array(repeatElement(fragment, count: 40).joined())
        #expect(
            events(of: bytes, limits: FrameLimits(maxMessageBytes: 1000), inflater: inflater()) == [
                .violation(1009)
            ])
    }

    @Test(
        "Deflated messages are read again, with every window and with and without context", arguments: 8...15)
    func roundTrip(_ bits: Int) {
        for keepsContext in [true, false] {
            var deflater = Deflater(windowBits: bits, memoryLevel: 5, level: 6, keepsContext: keepsContext)
            let payloads = Self.messages.map { deflated($0, &deflater) }
            #expect(
                events(
                    of: payloads.flatMap { frame(0xC2, $0) },
                    inflater: inflater(bits, keepsContext: keepsContext))
                    == Self.messages.map { .binary($0) })
            #expect((payloads[1].count < payloads[0].count) == keepsContext)
        }
    }
}
