import Foundation
import Identifiers
import TestKit
import Testing

struct SpellingTests {
    private static func withEveryPattern(_ body: (UInt64, UInt64) throws -> Void) rethrows {
        var generator = SplitMix(seed: 7)
        for bits in [UInt64.min, .max, 1, 1 << 63] {
            for other in [UInt64.min, .max] { try body(bits, other) }
        }
        for _ in 0..<2000 * effort { try body(generator.next(), generator.next()) }
    }

    @Test("C7, C20, P2: each spelling of any 128 bits is read back to the same ID")
    func roundTrip() throws {
        try Self.withEveryPattern { high, low in
            for kind in [IDKind.request, .user] {
                let id = try UnifiedID(kind, high: high, low: low)
                for spelling in IDSpelling.allCases {
                    #expect(try UnifiedIDManager.parse(id.text(spelling), as: kind, spelling: spelling) == id)
                }
                #expect(try UnifiedIDManager.parse(id.description) == id)
            }
        }
    }

    @Test("P1: what every kind generates is read back", arguments: KindTests.kinds)
    func generated(kind: IDKind) throws {
        for _ in 0..<1000 {
            let id = try UnifiedIDManager.generate(kind)
            #expect(try UnifiedIDManager.parse(id.description, as: kind) == id)
            for spelling in IDSpelling.allCases {
                #expect(id.text(spelling).utf8.count == id.byteCount(spelling))
                #expect(try UnifiedIDManager.parse(id.text(spelling), as: kind, spelling: spelling) == id)
            }
        }
    }

    @Test("bytes written into a buffer are those of the text, and nothing beside them changes")
    func writing() throws {
        for kind in KindTests.kinds {
            let id = try UnifiedIDManager.generate(kind)
            for spelling in IDSpelling.allCases {
                let bytes = [UInt8](capacity: 100) { output in
                    output.append(UInt8(ascii: "<"))
                    id.write(spelling, into: &output)
                    output.append(UInt8(ascii: ">"))
                }
                #expect(String(decoding: bytes, as: UTF8.self) == "<" + id.text(spelling) + ">")
            }
        }
    }

    @Test("a value takes 17 bytes, and writes its canonical text")
    func size() throws {
        #expect(MemoryLayout<UnifiedID>.size == 17)
        for kind in KindTests.kinds {
            let id = try UnifiedIDManager.generate(kind)
            let bytes = [UInt8](capacity: 90) { id.write(into: &$0) }
            #expect(bytes == Array(id.description.utf8))
        }
    }

    @Test("C31: what is written needs no quoting in logs, JSON, URLs, CSV, SQL or a shell")
    func alphabet() throws {
        for kind in KindTests.kinds {
            for _ in 0..<1000 {
                let text = try UnifiedIDManager.generate(kind).description
                #expect(text.wholeMatch(of: /[a-z0-9_]+/) != nil)
            }
        }
    }

    @Test("an ID goes through JSON and back as its canonical text", arguments: KindTests.kinds)
    func coding(kind: IDKind) throws {
        let id = try UnifiedIDManager.generate(kind)
        let data = try JSONEncoder().encode([id])
        #expect(String(decoding: data, as: UTF8.self) == "[\"\(id)\"]")
        #expect(try JSONDecoder().decode([UnifiedID].self, from: data) == [id])
        #expect(UnifiedID(id.description) == id)
        #expect(UnifiedID(id.text(.uuid)) == nil)
        #expect(throws: DecodingError.self) {
            try JSONDecoder().decode(UnifiedID.self, from: Data("\"\(id.description.uppercased())_\"".utf8))
        }
    }

    @Test("text order is byte order")
    func order() throws {
        var generator = SplitMix(seed: 3)
        for _ in 0..<1000 {
            let left = try UnifiedID(.audit, high: generator.next() & 3, low: generator.next())
            let right = try UnifiedID(.audit, high: generator.next() & 3, low: generator.next())
            #expect((left < right) == (left.description < right.description))
            #expect((left < right) == (left.text(.uuid) < right.text(.uuid)))
        }
    }
}
