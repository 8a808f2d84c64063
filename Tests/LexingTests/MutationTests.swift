import Lexing
import TestKit
import Testing

struct MutationTests {
    /// Over all fixtures, `SSOT_TEST_FACTOR=1000` makes more than a million.
    private static let mutationsPerFixture = 60

    @Test(
        "damaged source keeps the laws of tokens, and traps nowhere",
        arguments: LanguageFixture.all.map(\.path))
    func mutations(path: String) async {
        await #expect(processExitsWith: .success) { [path = path as String] in
            guard let fixture = LanguageFixture.all.first(where: { $0.path == path }) else { return }
            let source = try Fixtures.bytes(path)
            var buffer = TokenBuffer()
            for seed in 0..<UInt64(Self.mutationsPerFixture * effort) {
                var mutation = Mutation(seed: seed)
                let damaged = mutation.damage(source)
                let broken = brokenLaws(damaged, fixture.language, &buffer)
                #expect(broken == [], "\(path), seed \(seed): \(broken)")
                if !broken.isEmpty { return }
            }
        }
    }

    @Test("every prefix of a fixture keeps the laws of tokens", arguments: LanguageFixture.all)
    func prefixes(fixture: LanguageFixture) throws {
        let source = try Fixtures.bytes(fixture.path)
        var buffer = TokenBuffer()
        for length in stride(from: 0, through: source.count, by: effort > 1 ? 1 : 7) {
            #expect(brokenLaws(Array(source[..<length]), fixture.language, &buffer) == [], "\(length) bytes")
        }
    }
}
