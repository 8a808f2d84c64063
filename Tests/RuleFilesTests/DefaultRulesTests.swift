import Classification
import DefaultRules
import Findings
import Foundation
import Testing

@testable import RuleFiles

struct DefaultRulesTests {
    private static let rules = URL(filePath: #filePath).deletingLastPathComponent()
        .deletingLastPathComponent()
        .deletingLastPathComponent().appending(path: "Rules")

    @Test("the embedded files are those of Rules/, in order, byte for byte")
    func embedded() throws {
        let files =
            FileManager.default.enumerator(at: Self.rules, includingPropertiesForKeys: nil)?
            .compactMap { $0 as? URL }.filter { ["yml", "json"].contains($0.pathExtension) } ?? []
        let embedded = DefaultRules.files + DefaultRules.contracts
        #expect(files.count == embedded.count)
        for (path, text) in embedded {
            let file = Self.rules.deletingLastPathComponent().appending(path: path)
            #expect(try String(contentsOf: file, encoding: .utf8) == text)
        }
        for paths in [DefaultRules.files.map(\.path), DefaultRules.contracts.map(\.path)] {
            #expect(zip(paths, paths.dropFirst()).allSatisfy { $0.utf8.lexicographicallyPrecedes($1.utf8) })
        }
    }

    @Test("the default rules load, each with examples that match and that do not")
    func load() throws {
        let rules = try RuleSet.load(files: DefaultRules.files)
        #expect(rules.matchRules.count >= 1)
        #expect(rules.roleRules.count >= 5)
        #expect(rules.domainRules.count >= 20)
        #expect(rules.voting.defaultDomain == ManagerFact.unassignedDomain)
        let headers =
            rules.matchRules.map(\.header) + rules.roleRules.map(\.header) + rules.domainRules.map(\.header)
        for header in headers {
            #expect(!header.examples.match.isEmpty, "\(header.id)")
            #expect(!header.examples.ignore.isEmpty, "\(header.id)")
        }
    }

    @Test("near words are suggested, far ones are not")
    func suggestions() {
        #expect(Suggestion.distance("kitten", "sitting") == 3)
        #expect(Suggestion.distance("ab", "ba") == 1)
        #expect(Suggestion.distance("", "abc") == 3)
        #expect(Suggestion.nearest(to: "canon", among: ["canonical", "other"]) == "canonical")
        #expect(Suggestion.nearest(to: "zebra", among: ["canonical", "other"]) == nil)
    }
}
