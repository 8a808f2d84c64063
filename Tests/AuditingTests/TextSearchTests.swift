import TestKit
import Testing

@testable import Auditing

struct TextSearchTests {
    @Test(
        "a search finds what looking at every place for every text finds", arguments: 0..<200 as Range<UInt64>
    )
    func everyPlace(seed: UInt64) {
        var generator = SplitMix(seed: seed)
        let texts = (0..<generator.number(below: 4)).map { _ in Self.text(&generator, upTo: 4) }
        let search = TextSearch(texts)
        for _ in 0..<20 {
            let whole = Self.text(&generator, upTo: 12)
            let expected = texts.contains { text in
                !text.isEmpty && whole.indices.contains { whole[$0...].starts(with: text) }
            }
            #expect(search.finds(in: whole) == expected, "\(texts) in \(whole)")
        }
    }

    private static func text(_ generator: inout SplitMix, upTo length: Int) -> [UInt8] {
        (0..<generator.number(below: length)).map { _ in generator.pick(Array("abc".utf8)) }
    }
}
