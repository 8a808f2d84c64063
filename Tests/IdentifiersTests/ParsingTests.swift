import Identifiers
import TestKit
import Testing

struct ParsingTests {
    static let sample = "req_01h455vb4pex5vsknk084sn02q"

    @Test(
        "C21, P3: what is nearly an ID is none",
        arguments: [
            "", "_", "req", "req_", "req_01h455vb4pex5vsknk084sn02", "req_01h455vb4pex5vsknk084sn02q0",
            "REQ_01h455vb4pex5vsknk084sn02q", "req_01H455VB4PEX5VSKNK084SN02Q",
            "req_81h455vb4pex5vsknk084sn02q",
            "req_0ih455vb4pex5vsknk084sn02q", "req_0lh455vb4pex5vsknk084sn02q",
            "req_0oh455vb4pex5vsknk084sn02q",
            "req_0uh455vb4pex5vsknk084sn02q", "req-01h455vb4pex5vsknk084sn02q",
            "req_01h455vb4pex5-sknk084sn02q",
            "req__01h455vb4pex5vsknk084sn02q", "req_01h455vb4pex5vsknk084sn02q_",
            "_req_01h455vb4pex5vsknk084sn02q",
            " req_01h455vb4pex5vsknk084sn02q", "req_01h455vb4pex5vsknk084sn02q ",
            "req 01h455vb4pex5vsknk084sn02q",
        ])
    func near(text: String) {
        #expect(throws: IDError.self) { try UnifiedIDManager.parse(text) }
        #expect(!UnifiedIDManager.isValid(text))
        #expect(!UnifiedIDManager.isValid(text, as: .request))
    }

    @Test(
        "C22: bytes that hide are refused, wherever they stand",
        arguments: [
            "\n", "\r", "\0", "\t", "\u{FEFF}", "\u{200B}", "\u{200F}", "\u{202E}", "０", "١", "а", "\u{7f}",
            "\u{85}",
        ])
    func hidden(insertion: String) {
        for offset in 0...Self.sample.utf8.count {
            var inserted = Array(Self.sample.utf8)
            inserted.insert(contentsOf: insertion.utf8, at: offset)
            #expect(throws: IDError.self) { try UnifiedIDManager.parse(inserted.span) }
            var replaced = Array(Self.sample.utf8)
            guard offset < replaced.count else { continue }
            replaced.replaceSubrange(offset...offset, with: insertion.utf8)
            #expect(throws: IDError.self) { try UnifiedIDManager.parse(replaced.span) }
        }
    }

    @Test("C22: every byte but the right ones is refused at every offset, UTF-8 or not")
    func exhaustive() throws {
        let right = Array(Self.sample.utf8)
        var accepted = 0
        for offset in right.indices {
            for byte in UInt8.min...UInt8.max where byte != right[offset] {
                var bytes = right
                bytes[offset] = byte
                do throws(IDError) {
                    let id = try UnifiedIDManager.parse(bytes.span)
                    accepted += 1
                    // Another ID, and one that says so.
                    #expect(id.description.utf8.elementsEqual(bytes))
                } catch {
                    #expect(!error.description.isEmpty)
                }
            }
        }
        // 25 digits of 32 values, one of 8, and no other prefix within one byte of `req`.
        #expect(accepted == 25 * 31 + 7)
    }

    @Test("C22: a megabyte is refused without reading it")
    func huge() {
        var bytes = [UInt8](repeating: UInt8(ascii: "a"), count: 1 << 20)
        bytes.replaceSubrange((1 << 20) - 27..<(1 << 20) - 26, with: "_".utf8)
        for kind in KindTests.kinds {
            #expect(throws: IDError.self) { try UnifiedIDManager.parse(bytes.span, as: kind) }
        }
        #expect(throws: IDError.wrongLength(count: 1 << 20, expected: 26...90)) {
            try UnifiedIDManager.parse(bytes.span)
        }
    }

    @Test("C23: another kind is refused with both names")
    func wrongKind() throws {
        let message = try UnifiedIDManager.generateMessageID().description
        let error = #expect(throws: IDError.self) { try UnifiedIDManager.parse(message, as: .user) }
        #expect(error == .wrongKind(expected: .user, found: .message))
        #expect(error?.description == "message ID, where user ID is wanted")
        #expect(throws: IDError.wrongKind(expected: .trace, found: .message)) {
            try UnifiedIDManager.parse(message, as: .trace)
        }
    }

    @Test("C24, P4: normalising a canonical ID changes nothing, and twice is as good as once")
    func normalising() throws {
        for kind in KindTests.kinds {
            let id = try UnifiedIDManager.generate(kind)
            #expect(try UnifiedIDManager.normalize(id.description, as: kind) == id)
            for spelling in IDSpelling.allCases {
                let loud = id.text(spelling).uppercased()
                #expect(throws: IDError.self) { try UnifiedIDManager.parse(loud) }
                let normal = try UnifiedIDManager.normalize(loud, as: kind)
                #expect(normal == id)
                #expect(try UnifiedIDManager.normalize(normal.description, as: kind) == normal)
            }
        }
        #expect(throws: IDError.self) { try UnifiedIDManager.normalize(" " + Self.sample) }
        #expect(throws: IDError.self) { try UnifiedIDManager.normalize("ＲＥＱ" + Self.sample.dropFirst(3)) }
        #expect(throws: IDError.self) {
            try UnifiedIDManager.normalize(String(repeating: "A", count: 1 << 20))
        }
    }

    @Test("C25, P5, P7: damaged text is refused, or is another ID's own text; never a crash")
    func fuzz() throws {
        let seed = UInt64.random(in: 0...UInt64.max)
        var generator = SplitMix(seed: seed)
        var mutation = Mutation(seed: seed)
        var accepted = 0
        for _ in 0..<10_000 * effort {
            let kind = generator.pick(KindTests.kinds)
            let id = try UnifiedID(
                kind, high: kind == .span ? 0 : generator.next(), low: generator.next() | 1)
            let spelling = generator.pick(IDSpelling.allCases)
            let bytes = mutation.damage(Array(id.text(spelling).utf8))
            if let read = try? UnifiedIDManager.parse(bytes.span, as: kind, spelling: spelling) {
                accepted += 1
                #expect(read.text(spelling).utf8.elementsEqual(bytes), "seed \(seed)")
            }
            if let read = try? UnifiedIDManager.parse(bytes.span) {
                #expect(read.text(.typeID).utf8.elementsEqual(bytes), "seed \(seed)")
            }
            if let read = try? TypeID(bytes.span) {
                #expect(read.description.utf8.elementsEqual(bytes), "seed \(seed)")
            }
            let text = String(decoding: bytes, as: UTF8.self)
            if let read = try? UnifiedIDManager.normalize(text, as: kind) {
                #expect(try UnifiedIDManager.normalize(read.description, as: kind) == read, "seed \(seed)")
            }
            let header = mutation.damage(Array(generator.pick(validTraceParents).utf8))
            if let read = try? TraceParent(header.span) {
                #expect(try TraceParent(read.description) == read, "seed \(seed)")
                #expect(read.traceID.description.utf8.elementsEqual(header[3..<35]), "seed \(seed)")
            }
            _ = Secret(text)
        }
        #expect(accepted > 0)
    }
}
