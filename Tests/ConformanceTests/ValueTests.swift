import Conformance
import Testing

struct ValueTests {
    private static func read(_ text: String) -> String {
        do throws(ValueReader.Fault) {
            return try ValueReader.read(Array(text.utf8)[...]).json
        } catch {
            return error.description
        }
    }

    @Test(
        "JSON is read and written back",
        arguments: [
            "null", "true", "0", "-7", "1.5", "\"\"", "\"a\\\"b\\\\c\\nd\"", "[]", "{}",
            "[1,[2,{\"a\":null}],\"x\"]", "{\"a\":1,\"b\":[true,false]}", "\"é€😀\"",
        ])
    func roundTrip(text: String) { #expect(Self.read(text) == text) }

    @Test(
        "what JSON allows besides is read as what it means",
        arguments: [
            (" [ 1 , 2 ] ", "[1,2]"), ("1.0", "1"), ("1e3", "1000"),
            ("\"\\u00e9\\ud83d\\ude00\\/\"", "\"é😀/\""),
            ("\"\\b\\f\\t\\r\"", "\"\\u0008\\u000c\\t\\r\""), ("{\"a\":1,\"a\":2}", "{\"a\":2}"),
        ])
    func meanings(text: String, meaning: String) { #expect(Self.read(text) == meaning) }

    @Test(
        "what is no JSON is refused with its place",
        arguments: [
            ("", "1: it ends where"), ("[1,]", "4: no value"), ("{a:1}", "2: no name"), ("01", "1: no value"),
            ("1 2", "3: more behind"), ("\"a", "3: it ends in a text"), ("\"\\x\"", "4: an unknown escape"),
            ("\"\\ud800\"", "8: half of a surrogate"), ("\"\n\"", "2: a control character"),
            ("nul", "1: no value"),
            ("[1 2]", "4: no , or ]"), ("NaN", "1: no value"), ("+1", "1: no value"), (".5", "1: no value"),
        ])
    func faults(text: String, fault: String) {
        #expect(Self.read(text).hasPrefix("not JSON at byte \(fault)"), "\(Self.read(text))")
    }

    @Test("texts are equal by their bytes, not by what Unicode takes for equal")
    func bytes() {
        #expect(Value.text("\u{e9}") != Value.text("e\u{301}"))
        #expect(Set([Value.text("\u{212A}"), Value.text("K")]).count == 2)
    }

    @Test(
        "shapes match whole texts of ASCII",
        arguments: [
            ("conn_{digits:13}_{hex:8}", "conn_1693430400000_a1b2c3d4", true),
            ("conn_{digits:13}_{hex:8}", "conn_1693430400000_a1b2c3d4\n", false),
            ("conn_{digits:13}_{hex:8}", "conn_1693430400000_A1b2c3d4", false),
            ("{digits:3}", "١٢٣", false), ("{user}_{hex:2}", "a_b_c_ff", true), ("{word:1-3}", "abcd", false),
            ("{base32:2}", "il", false), ("{any}", "a b", false), ("", "", true), ("{hex:0-2}x", "x", true),
        ])
    func shapes(shape: String, text: String, isMatch: Bool) throws {
        #expect(try #require(TextShape(shape)).matches(text) == isMatch)
    }

    @Test("broken shapes are none", arguments: ["{hex", "{hex:}", "{hex:a}", "{hex:3-1}", "{:3}", "{}"])
    func brokenShapes(shape: String) { #expect(TextShape(shape) == nil) }

    @Test("no shape takes longer than its parts times the text, and none is endless")
    func hostileShapes() throws {
        let text = String(repeating: "a", count: 4000)
        let open = try #require(TextShape(String(repeating: "{any}", count: 100) + "!"))
        #expect(!open.matches(text))
        #expect(open.matches(text + "!"))
        #expect(try !#require(TextShape("{any:1-\(Int.max)}!")).matches(text))
        #expect(TextShape(String(repeating: "{word:1}", count: 1000)) == nil)
        #expect(try !#require(TextShape("{any:0-5000}")).matches(String(repeating: "a", count: 5000)))
    }
}
