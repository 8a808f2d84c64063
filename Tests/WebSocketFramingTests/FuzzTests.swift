import TestKit
import Testing
import WebSocketFraming

/// Frames at random, valid or damaged, from a seed that a failure prints.
private struct Traffic {
    var generator: SplitMix

    init(seed: Int) { generator = SplitMix(seed: UInt64(seed)) }

    mutating func bytes(_ most: Int) -> [UInt8] {
        (0..<generator.number(below: most + 1)).map { _ in UInt8(truncatingIfNeeded: generator.next()) }
    }

    mutating func text(_ most: Int) -> String {
        let pieces = ["a", "words and words ", "é", "я", "一", "😀", "\u{7FF}", "\u{FFFD}", "\u{10FFFF}", "\0"]
        return (0..<generator.number(below: most + 1)).map { _ in generator.pick(pieces) }.joined()
    }

    /// Now and then longer than a header's short lengths.
    mutating func size() -> Int { generator.pick([0, 1, 10, 130, 130, 1000, 70_000]) }

    /// A message or control frame as sent, and what is to be read.
    mutating func message(role: Role, _ deflater: inout Deflater?) -> (bytes: [UInt8], events: [Event]) {
        let key = role == .server ? UInt32(truncatingIfNeeded: generator.next()) : nil
        var bytes: [UInt8] = []
        func write(
            _ opcode: Opcode, _ payload: ArraySlice<UInt8>, isFinal: Bool = true, isCompressed: Bool = false
        ) {
            unsafe FrameWriter.frame(
                opcode, payload.span.bytes, isFinal: isFinal, isCompressed: isCompressed, key: key,
                into: &bytes)
        }
        switch generator.number(below: 8) {
        case 0:
            let payload = self.bytes(125)
            write(.ping, payload[...])
            return (bytes, [.ping(payload)])
        case 1:
            let payload = self.bytes(125)
            write(.pong, payload[...])
            return (bytes, [.pong(payload)])
        default: break
        }
        let isText = generator.number(below: 2) == 0
        let text = isText ? self.text(size() / 4) : ""
        let payload = isText ? Array(text.utf8) : self.bytes(size())
        var sent = payload
        var isCompressed = false
        if generator.number(below: 2) == 0 {
            var packed: [UInt8] = []
            isCompressed = unsafe deflater?.deflate(payload.span.bytes, into: &packed) ?? false
            if isCompressed { sent = packed }
        }
        var events: [Event] = []
        var opcode = isText ? Opcode.text : .binary
        var rest = sent[...]
        for _ in 0..<generator.number(below: 4) {
            let part = rest.prefix(generator.number(below: rest.count + 1))
            write(opcode, part, isFinal: false, isCompressed: isCompressed && opcode != .continuation)
            rest = rest.dropFirst(part.count)
            opcode = .continuation
            if generator.number(below: 3) == 0 {
                write(.ping, [7])
                events.append(.ping([7]))
            }
        }
        write(opcode, rest, isCompressed: isCompressed && opcode != .continuation)
        return (bytes, events + [isText ? .text(text) : .binary(payload)])
    }

    /// Offsets in order, few or many.
    mutating func cuts(_ count: Int) -> [Int] {
        (0..<generator.number(below: 20)).map { _ in generator.number(below: count + 1) }.sorted()
    }
}

@Suite struct FuzzTests {
    @Test(
        "What is written is read again, however it is fragmented, masked, compressed and cut",
        arguments: 0..<24)
    func roundTrip(seed: Int) {
        var traffic = Traffic(seed: seed)
        let role = seed % 4 == 0 ? Role.client : .server
        let bits = 8 + traffic.generator.number(below: 8)
        let keepsContext = seed % 3 != 0
        var deflater: Deflater? =
            seed % 5 == 0
            ? nil
            : Deflater(
                windowBits: bits, memoryLevel: 1 + seed % 9, level: 1 + seed % 9, keepsContext: keepsContext)
        let inflates = seed % 5 != 0
        var bytes: [UInt8] = []
        var expected: [Event] = []
        for _ in 0..<12 {
            let message = traffic.message(role: role, &deflater)
            bytes += message.bytes
            expected += message.events
        }
        for _ in 0..<4 {
            let inflater = inflates ? Inflater(windowBits: bits, keepsContext: keepsContext) : nil
            let read = events(of: bytes, cuts: traffic.cuts(bytes.count), role: role, inflater: inflater)
            #expect(read == expected, "seed \(seed)")
        }
    }

    @Test(
        "Damaged frames end in one violation or none, the same however they are cut, within bounds",
        arguments: 0..<60)
    func damage(seed: Int) {
        var traffic = Traffic(seed: seed + 1000)
        let limits = FrameLimits(maxMessageBytes: 50_000, maxFragments: 10)
        var deflater: Deflater? = Deflater(windowBits: 12, memoryLevel: 5, level: 6, keepsContext: true)
        var bytes: [UInt8] = []
        for _ in 0..<6 { bytes += traffic.message(role: .server, &deflater).bytes }
        for _ in 0...traffic.generator.number(below: 3) {
            let index = traffic.generator.number(below: bytes.count)
            switch traffic.generator.number(below: 4) {
            case 0: bytes[index] ^= 1 << UInt8(traffic.generator.number(below: 8))
            case 1: bytes[index] = UInt8(truncatingIfNeeded: traffic.generator.next())
            case 2: bytes.remove(at: index)
            default: bytes.insert(UInt8(truncatingIfNeeded: traffic.generator.next()), at: index)
            }
        }
        let whole = events(of: bytes, limits: limits, inflater: Inflater(windowBits: 12, keepsContext: true))
        let violations = whole.filter { if case .violation = $0 { true } else { false } }
        #expect(violations.count <= 1)
        #expect(violations.isEmpty || whole.last == violations.last)
        for cuts in [traffic.cuts(bytes.count), traffic.cuts(bytes.count), Array(0..<bytes.count)] {
            let pieces = events(
                of: bytes, cuts: cuts, limits: limits, inflater: Inflater(windowBits: 12, keepsContext: true))
            #expect(Self.isSame(whole, pieces), "seed \(seed)")
        }
    }

    /// Equal, but for the code of a last violation: a message may have two, and cuts decide which comes first.
    private static func isSame(_ first: [Event], _ second: [Event]) -> Bool {
        guard first.count == second.count else { return false }
        return zip(first, second).allSatisfy { pair in
            if case (.violation, .violation) = pair { return true }
            return pair.0 == pair.1
        }
    }

    @Test(
        "UTF-8 is judged as the standard library does, and refused at the first byte that shows it",
        arguments: 0..<40)
    func utf8(seed: Int) {
        var traffic = Traffic(seed: seed + 2000)
        for _ in 0..<50 {
            var bytes = Array(traffic.text(12).utf8)
            if !bytes.isEmpty, traffic.generator.number(below: 3) > 0 {
                let edges: [UInt8] = [
                    0x00, 0x7F, 0x80, 0x8F, 0x90, 0x9F, 0xA0, 0xBF, 0xC0, 0xC1, 0xC2, 0xDF, 0xE0, 0xED, 0xEE,
                    0xEF, 0xF0, 0xF4, 0xF5, 0xFF,
                ]
                bytes[traffic.generator.number(below: bytes.count)] = traffic.generator.pick(edges)
            }
            let isValid = String(validating: bytes, as: UTF8.self) != nil
            var whole = UTF8Validator()
            let accepted = unsafe whole.accepts(bytes.span.bytes) && whole.isComplete
            #expect(accepted == isValid, "\(bytes)")
            // Byte by byte: the first refusal is where no text can go on.
            var single = UTF8Validator()
            let refused = bytes.indices.first { index in
                let byte = [bytes[index]]
                return unsafe !single.accepts(byte.span.bytes)
            }
            #expect((refused == nil && single.isComplete) == isValid)
            for cut in 0...bytes.count {
                var parts = UTF8Validator()
                let (head, tail) = (Array(bytes[..<cut]), Array(bytes[cut...]))
                let headAccepted = unsafe parts.accepts(head.span.bytes)
                #expect(headAccepted == (refused == nil || cut <= refused ?? 0), "\(bytes) cut at \(cut)")
                if headAccepted {
                    let both = unsafe parts.accepts(tail.span.bytes) && parts.isComplete
                    #expect(both == isValid)
                }
            }
        }
    }

    @Test("Every pair and every edge of longer sequences is judged as the standard library does")
    func utf8Exhaustive() {
        let edges: [UInt8] = [
            0x41, 0x7F, 0x80, 0x8F, 0x90, 0x9F, 0xA0, 0xBF, 0xC0, 0xC2, 0xE0, 0xED, 0xF0, 0xF4, 0xFF,
        ]
        for first in 0x7F...UInt8.max {
            for second in UInt8.min...UInt8.max {
                for third in edges {
                    // A fourth byte of the same character, and one behind it.
                    for last: UInt8 in [0x80, 0x61] {
                        let bytes = [first, second, third, last]
                        var validator = UTF8Validator()
                        let accepted = unsafe validator.accepts(bytes.span.bytes) && validator.isComplete
                        if accepted != (String(validating: bytes, as: UTF8.self) != nil) {
                            Issue.record("\(bytes)")
                        }
                    }
                }
            }
        }
    }

    @Test("Masking is right at any offset and length, and in pieces")
    func masking() {
        let key: UInt32 = 0x4433_2211
        for start in 0..<9 {
            for count in 0..<40 {
                var bytes = (0..<(start + count + 3)).map { UInt8($0) }
                let expected = bytes.enumerated().map { index, byte in
                    start..<(start + count) ~= index
                        ? byte ^ [0x11, 0x22, 0x33, 0x44][(index - start) % 4] : byte
                }
                var span = bytes.mutableSpan
                var raw = unsafe span.mutableBytes
                let middle = start + count / 2
                let next = Masking.apply(key, to: &raw, in: start..<middle)
                _ = Masking.apply(next, to: &raw, in: middle..<(start + count))
                #expect(bytes == expected)
            }
        }
    }

    @Test("Damaged request heads get a status or are read, the same however they are cut", arguments: 0..<60)
    func heads(seed: Int) {
        var mutation = Mutation(seed: UInt64(seed))
        var traffic = Traffic(seed: seed + 3000)
        let good = Request.get(
            "Upgrade: websocket\r\nConnection: keep-alive, Upgrade\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Protocol: a, b\r\nSec-WebSocket-Extensions: permessage-deflate; server_max_window_bits=\"10\"\r\n"
        )
        let bytes = mutation.damage(Array(good.utf8))
        func outcome(_ cuts: [Int]) -> Int {
            var head = RequestHead()
            var start = 0
            do throws(HandshakeRefusal) {
                for end in cuts + [bytes.count] {
                    let piece = Array(bytes[start..<end])
                    start = end
                    guard try unsafe head.read(piece.span.bytes) != nil else { continue }
                    _ = try OpeningHandshake.validate(head)
                    return 101
                }
                return 0
            } catch {
                return error.status
            }
        }
        let whole = outcome([])
        #expect([0, 101, 400, 405, 413, 414, 417, 426, 431, 505].contains(whole))
        #expect(outcome(traffic.cuts(bytes.count)) == whole)
        #expect(outcome(Array(0..<bytes.count)) == whole)
    }
}
