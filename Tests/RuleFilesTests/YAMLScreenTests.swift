import Classification
import DefaultRules
import Findings
import Testing

@testable import RuleFiles

struct YAMLScreenTests {
    private func fault(_ text: String) -> String? {
        do throws(YAMLScreen.Fault) {
            try YAMLScreen.check(text)
            return nil
        } catch {
            return "\(error.line):\(error.column): \(error.message.prefix(11))"
        }
    }

    @Test(
        "anchors and aliases are found wherever YAML would read one",
        arguments: [
            "&a b", "*a", "k: &a b", "- *a", "- - *a", "k:\n  - *a", "[a, *b]", "{a: *b}", "[\n*b]",
            "{\"a\":*b}", "\"k\": *a",
            "'it''s': *a", "a: b # c\nd: *e", "a: 'x\n  y'\nb: *c", "a: |\n  *text\nb: *c",
            "- a: |\n    text\n  b: *c",
            "a: b\n  c\nd: *e", "a: \"\\\"\"\nb: *c", "a: >-\n text\n\n\n*c : d", "k: v\n\"q\": *a",
            "- k: v\n  'q': *a",
            "a: it's\nb: *c", "a: x'\n  'y\nb: *c", "\u{FEFF}*a", "a: [b]\nc: *d", "a: b: *c",
        ])
    func aliases(text: String) {
        #expect(fault(text)?.hasSuffix("YAML anchor") == true, "\(fault(text) ?? "nothing")")
    }

    @Test(
        "text that only looks like one is let through",
        arguments: [
            "a: b*c", "a: 'x *y'", "a: \"&x\"", "a: |\n  *x\n  &y\nb: c", "a: R&D", "# *a", "a: b # &c",
            "- |\n  *x", "a: x\n  *y",
            "a: >\n  !x\n", "a: [b*, '*c']", "when:\n  name: [\"*Manager\"]", "a: x -*y", "k: |2\n   *x",
            "---\na: b",
        ])
    func texts(text: String) { #expect(fault(text) == nil) }

    @Test("what nests too deeply or is too large is refused before it is parsed")
    func limits() {
        #expect(fault(String(repeating: "[", count: 17)) == "1:17: more than 1")
        #expect(fault(String(repeating: "- ", count: 100) + "a") == "1:67: indented by")
        #expect(fault(String(repeating: "a", count: 300_000)) == "1:1: file of 300")
    }

    @Test("a bomb of aliases ends at once, also as a key", .timeLimit(.minutes(5)))
    func bombs() {
        var text = "a0: &a0 [x, x]\n"
        for level in 1...60 { text += "a\(level): &a\(level) [*a\(level - 1), *a\(level - 1)]\n" }
        text += "? *a60\n: b\n"
        #expect(throws: RuleFileError.self) { try Configuration.read(path: "c", text: text) }
        #expect(throws: RuleFileError.self) { try RuleSet.load(files: [("Rules/Roles/x.yml", text)]) }
    }

    @Test(
        "mutated rule files and configurations give rules or messages, never a trap", .timeLimit(.minutes(5)))
    func fuzz() {
        var generator = MutationGenerator(seed: 20_261_123)
        let rules = DefaultRules.files.filter { $0.path.hasSuffix(".yml") }
        let configuration =
            "version: 1\nexclude: [\"vendor/**\"]\nbudgets: {default: 1, redis: 2}\ncanonical:\n  websocket: a.b.C\n"
        var refused = 0
        for round in 0..<1500 {
            let file = rules[round % rules.count]
            let text = generator.mutate(round % 3 == 0 ? configuration : file.text)
            if round % 3 == 0 {
                if (try? Configuration.read(path: "c", text: text)) == nil { refused += 1 }
            } else if (try? RuleSet.load(files: [(file.path, text)])) == nil {
                refused += 1
            }
        }
        // Mutations that nothing refuses would mean that nothing is checked.
        #expect(refused > 500)
    }
}

/// Small random damage, the same for the same seed.
struct MutationGenerator {
    private var state: UInt64
    init(seed: UInt64) { state = seed }

    private mutating func next(below bound: Int) -> Int {
        state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        return Int((state >> 33) % UInt64(max(bound, 1)))
    }

    mutating func mutate(_ text: String) -> String {
        var bytes = Array(text.utf8)
        let pieces = [
            "[", "]", "{", "}", ":", ": ", "- ", "\n", "  ", "'", "\"", "|", ">", "#", "&a", "*a", "!", "?",
            "\t", "%", "\0", "\u{85}", "é", "0",
        ]
        for _ in 0...next(below: 4) {
            let index = next(below: bytes.count)
            switch next(below: 4) {
            case 0: bytes.insert(contentsOf: Array(pieces[next(below: pieces.count)].utf8), at: index)
            case 1: bytes.removeSubrange(index..<min(bytes.count, index + 1 + next(below: 8)))
            case 2: if index < bytes.count { bytes[index] = UInt8(next(below: 256)) }
            default:
                bytes.insert(
                    contentsOf: bytes[index..<min(bytes.count, index + next(below: 60))],
                    at: next(below: bytes.count))
            }
        }
        return String(decoding: bytes, as: UTF8.self)
    }
}
