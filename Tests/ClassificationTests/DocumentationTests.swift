import Foundation
import Testing

@testable import Classification

/// AddingARule.md is written by hand but for its table, which has to say what the code says.
struct DocumentationTests {
    private static let page = URL(filePath: #filePath).deletingLastPathComponent()
        .appending(path: "../../Sources/Classification/Classification.docc/AddingARule.md")
        .standardizedFileURL

    @Test("the page about rules lists every predicate with its value and meaning")
    func predicates() throws {
        let lines = try String(contentsOf: Self.page, encoding: .utf8).split(separator: "\n").map(String.init)
        let start = try #require(lines.firstIndex(of: "| predicate | value | holds for |"))
        let rows = Array(lines[(start + 2)...].prefix { $0.hasPrefix("| ") })
        #expect(
            rows == PredicateKind.all.map { "| `\($0.key)` | \(describe($0.shape)) | \($0.meaning) |" })
    }

    private func describe(_ shape: ArgumentShape) -> String {
        switch shape {
        case .globs(.name): "globs of names"
        case .globs(.dotted): "globs of dotted names"
        case .globs(.path): "globs of paths"
        case .words: "words"
        case .phrases: "phrases"
        case .choices(let choices): choices.map { "`\($0)`" }.joined(separator: ", ")
        case .callGroups: "groups of calls"
        case .record(let fields):
            fields.map { "`\($0.key)`: \(describe($0.shape))" + ($0.isRequired ? "" : ", optional") }
                .joined(separator: "; ")
        case .flag: "`true` or `false`"
        case .count: "a whole number"
        case .fraction: "a number from 0 to 1"
        }
    }
}
