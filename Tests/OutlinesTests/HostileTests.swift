import Lexing
import Outlines
import TestKit
import Testing

/// Input made to break an outliner. That these end at all shows that time grows with the input and not faster.
struct HostileTests {
    private static let byteCount = effort > 1 ? 20_000_000 : 60_000

    @Test(
        "one thing over and over", .timeLimit(.minutes(5)),
        arguments: [
            "(", "[", "{", ")", "a=", "a:", "a,", "a.", "@", "@a\n", ";", "f\"{", "lambda:", "lambda ",
            "class A:", "class A(",
            "def f(", "def f(a", "def f(a):", "if x:", "if x:\n", "for a in b:", "async ", "import a,",
            "from . import a\n",
            "from ", ".", "...", "'a'", "a\n", "a(", "a=b\n", "return ", "yield ", "*", "class A:\n", "a[b]=",
            "not ", "x=x(",
            "x = f(a)(b)", "a if b else ", "__all__ += ['a']\n", "class A(B,\n", "type X=", "match x:", "\n ",
            "a:=", "with a as b,",
            "class A: class", "try:\n", "except:\n", "return a(", "x = 'a' + ", "return (lambda: (", "@(",
            "a: (", "''\n",
        ])
    func repeated(piece: String) {
        let bytes = Array(piece.utf8)
        var source: [UInt8] = []
        source.reserveCapacity(Self.byteCount + 100)
        while source.count < Self.byteCount { source += bytes }
        let found = outline(source)
        #expect(found.byteCount == source.count)
        #expect(found.encoded().count < 40 * source.count + 1_000)
    }

    @Test("a thousand blocks, brackets, strings and definitions, one inside the other")
    func nesting() {
        let depth = effort > 1 ? 5_000 : 1_000
        var source = ""
        for level in 0..<depth {
            source +=
                String(repeating: " ", count: level) + (level % 2 == 0 ? "class A:\n" : "def f(self):\n")
        }
        source += String(repeating: " ", count: depth) + "pass\nclass Behind: pass\n"
        let found = outline(source)
        #expect(found.definitions.count == depth + 1)
        #expect(found.definitions.last.map { found.names[$0.name] } == "Behind")
        #expect(found.definitions.last?.parent == -1)
        #expect(Outline(decoding: found.encoded()) == found)
        let brackets = String(repeating: "f([{", count: depth) + String(repeating: "}])", count: depth)
        #expect(outline("x = " + brackets + "\nclass A: pass\n").definitionLines == ["2 class A"])
    }
}
