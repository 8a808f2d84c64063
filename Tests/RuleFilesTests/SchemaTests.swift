import Classification
import DefaultRules
import Foundation
import Testing

@testable import RuleFiles

struct SchemaTests {
    private func schema(_ name: String) throws -> [String: Any] {
        let file = try #require(DefaultRules.files.first { $0.path == "Rules/Schemas/\(name).schema.json" })
        return try #require(try JSONSerialization.jsonObject(with: Data(file.text.utf8)) as? [String: Any])
    }

    private func keys(_ object: Any?) -> Set<String> {
        Set(((object as? [String: Any])?["properties"] as? [String: Any] ?? [:]).keys)
    }

    private func required(_ object: Any?) -> Set<String> {
        Set((object as? [String: Any])?["required"] as? [String] ?? [])
    }

    @Test(
        "each schema has the keys that the reader knows, no more and no fewer", arguments: RuleGroup.allCases)
    func groups(group: RuleGroup) throws {
        let schema = try schema(group.rawValue.lowercased())
        #expect(keys(schema) == Set(group.keys.names))
        #expect(required(schema) == Set(group.keys.required))
    }

    @Test("the schema of the configuration has the keys that the reader knows")
    func configuration() throws {
        #expect(keys(try schema("ssot")) == Set(KeyTable.configuration.names))
    }

    @Test("the schema of requirements has the keys of every step and the words of every expectation")
    func contracts() throws {
        let schema = try schema("contracts")
        #expect(keys(schema) == Set(KeyTable.requirement.names))
        #expect(required(schema) == Set(KeyTable.requirement.required))
        let parts = try #require(schema["$defs"] as? [String: Any])
        for table in KeyTable.steps {
            #expect(keys(parts[table.noun]) == Set(table.names))
            #expect(required(parts[table.noun]) == Set(table.required))
        }
        let words = (parts["expectation"] as? [String: Any])?["then"] as? [String: Any]
        let last = (words?["oneOf"] as? [[String: Any]])?.last
        #expect(keys(last) == Set(ExpectationWord.allCases.map(\.rawValue)))
    }

    @Test("the schemas list every predicate, every place of a vote and the keys of every part")
    func parts() throws {
        let roles = try #require(try schema("roles")["$defs"] as? [String: Any])
        let condition = try #require((roles["condition"] as? [String: Any])?["oneOf"] as? [[String: Any]])
        #expect(keys(condition.last) == Set(PredicateKind.all.map(\.key) + NodeReader.combinators))
        #expect(keys(roles["examples"]) == Set(KeyTable.examples.names))
        let votes = try #require(try schema("votes")["properties"] as? [String: Any])
        #expect(keys(votes["places"]) == Set(Voting.Place.allCases.map(\.rawValue)))
        #expect(keys(votes["canonical-id-class"]) == Set(KeyTable.canonicalClass.names))
        #expect(keys(votes["concept"]) == Set(KeyTable.concept.names))
        #expect(keys((votes["excluded"] as? [String: Any])?["items"]) == Set(KeyTable.exclusion.names))
        #expect(keys((votes["bonuses"] as? [String: Any])?["items"]) == Set(KeyTable.bonus.names))
    }
}
