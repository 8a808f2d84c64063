import Lexing
import Outlines
import TestKit
import Testing

private let fixtures = Fixtures.names(in: "Languages/python").filter { Language.of(fileName: $0) != nil }

struct OutlineCodingTests {
    @Test("an outline is equal to what its stored form gives, and keeps the laws", arguments: fixtures)
    func roundTrip(name: String) throws {
        let source = try Fixtures.bytes("Languages/python/" + name)
        let found = outline(source)
        #expect(Outline(decoding: found.encoded()) == found)
        #expect(brokenLaws(found) == [])
        #expect(brokenPlaceLaws(found, source) == [])
    }

    @Test("damaged source gives outlines that keep the laws and survive storing", arguments: fixtures)
    func damagedSource(name: String) async {
        await #expect(processExitsWith: .success) { [name = name as String] in
            let source = try Fixtures.bytes("Languages/python/" + name)
            var outliner = Outliner()
            for seed in 0..<UInt64(40 * effort) {
                var mutation = Mutation(seed: seed)
                let damaged = mutation.damage(source)
                let found = outliner.outline(damaged.span, language: .python)
                let broken = brokenLaws(found) + brokenPlaceLaws(found, damaged)
                #expect(broken == [], "\(name), seed \(seed): \(broken)")
                let isStored = Outline(decoding: found.encoded()) == found
                #expect(isStored, "\(name), seed \(seed): \(broken)")
                if !broken.isEmpty || !isStored { return }
            }
        }
    }

    @Test("damaged stored forms give nil or an outline that keeps the laws", arguments: fixtures)
    func damagedForm(name: String) async {
        await #expect(processExitsWith: .success) { [name = name as String] in
            let form = outline(try Fixtures.bytes("Languages/python/" + name)).encoded()
            for seed in 0..<UInt64(60 * effort) {
                var mutation = Mutation(seed: seed)
                guard let found = Outline(decoding: mutation.damage(form)) else { continue }
                let broken = brokenLaws(found)
                #expect(broken == [], "\(name), seed \(seed): \(broken)")
                if !broken.isEmpty { return }
            }
        }
    }

    @Test("every prefix of a stored form is refused")
    func prefixes() throws {
        let form = outline(try Fixtures.bytes("Languages/python/decorators.py")).encoded()
        for length in 0..<form.count {
            #expect(Outline(decoding: Array(form[..<length])) == nil, "\(length)")
        }
        #expect(Outline(decoding: form + [0]) == nil)
    }

    @Test(
        "each byte of a stored form, set to each extreme, traps nowhere",
        arguments: [0, 1, 0x7f, 0x80, 0xff] as [UInt8])
    func extremes(byte: UInt8) async {
        await #expect(processExitsWith: .success) { [byte = byte as UInt8] in
            let form = outline(try Fixtures.bytes("Languages/python/decorators.py")).encoded()
            for index in form.indices {
                for count in [1, 4, 5, 9, 10, 11] {
                    var damaged = form
                    damaged.replaceSubrange(
                        index..<index + 1, with: [UInt8](repeating: 0xff, count: count - 1) + [byte])
                    if let found = Outline(decoding: damaged) { #expect(brokenLaws(found) == []) }
                }
            }
        }
    }
}
