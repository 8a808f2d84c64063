import Lexing
import TestKit
import Testing

/// A source file below Fixtures/Languages/.
struct LanguageFixture: Sendable, CustomTestStringConvertible {
    let language: Language
    let path: String
    var testDescription: String { path }

    static let all: [LanguageFixture] = Language.all.flatMap { language in
        Fixtures.names(in: "Languages/\(language.id)")
            .filter { name in language.fileExtensions.contains { name.hasSuffix("." + $0) } }
            .map { LanguageFixture(language: language, path: "Languages/\(language.id)/\($0)") }
    }
}

struct FixtureTests {
    @Test("a fixture gives the tokens of its snapshot", arguments: LanguageFixture.all)
    func tokens(fixture: LanguageFixture) throws {
        let listing = tokenListing(try Fixtures.bytes(fixture.path), fixture.language)
        let path = fixture.path.prefix { $0 != "." } + ".tokens"
        #expect(try Snapshot.difference(listing, from: String(path)) == nil)
    }

    @Test("every language has fixtures, and every snapshot has its source", arguments: Language.all.map(\.id))
    func coverage(language: String) {
        let names = Fixtures.names(in: "Languages/\(language)")
        let stems = Set(LanguageFixture.all.map { $0.path.split(separator: "/").last?.prefix { $0 != "." } })
        let orphans = names.filter { $0.hasSuffix(".tokens") && !stems.contains($0.prefix { $0 != "." }) }
        #expect(orphans.isEmpty)
        #expect(LanguageFixture.all.count { $0.language.id == language } >= 20)
    }

    @Test("a fixture keeps the laws of tokens", arguments: LanguageFixture.all)
    func laws(fixture: LanguageFixture) throws {
        var buffer = TokenBuffer()
        #expect(brokenLaws(try Fixtures.bytes(fixture.path), fixture.language, &buffer) == [])
    }
}
