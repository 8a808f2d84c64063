import Foundation
import Reports
import Testing

struct JSONWriterTests {
    private func json(indents: Bool = false, _ body: (inout JSONWriter) -> Void) -> String {
        var writer = JSONWriter(indents: indents)
        body(&writer)
        return String(decoding: writer.bytes, as: UTF8.self)
    }

    @Test(
        "numbers with at most three decimals",
        arguments: [
            (0, "0"), (1, "1"), (-2, "-2"), (0.5, "0.5"), (2.380_952, "2.381"), (99.9996, "100"),
            (1e15, "1000000000000000"),
            (-0.25, "-0.25"),
        ] as [(Double, String)])
    func numbers(value: Double, text: String) { #expect(json { $0.number(value) } == text) }

    @Test("a number beyond the range of integers traps nowhere", arguments: [1e300, -1e300, 1e19])
    func hugeNumbers(value: Double) async {
        await #expect(processExitsWith: .success) { [value = value as Double] in
            var writer = JSONWriter(indents: false)
            writer.number(value)
            let parsed = try JSONSerialization.jsonObject(
                with: Data(writer.bytes), options: .fragmentsAllowed)
            #expect(parsed as? Double == value)
        }
    }

    @Test("any text comes back from another reader", arguments: 0..<0x180)
    func texts(value: UInt32) throws {
        let text = Unicode.Scalar(value).map { "a" + String($0) + "\"\\b" } ?? ""
        let parsed = try JSONSerialization.jsonObject(
            with: Data(json { $0.string(text) }.utf8), options: .fragmentsAllowed)
        #expect(parsed as? String == text)
    }

    @Test("empty and nested values, on one line and indented")
    func nesting() {
        func write(_ writer: inout JSONWriter) {
            writer.object { writer in
                writer.key("a")
                writer.array([[1, 2], []]) { writer, row in writer.array(row) { $0.number($1) } }
                writer.key("b")
                writer.object { _ in }
                writer.field("c", nil as String?)
                writer.field("d", true)
            }
        }
        #expect(json { write(&$0) } == #"{"a":[[1,2],[]],"b":{},"c":null,"d":true}"#)
        #expect(
            json(indents: true) { write(&$0) } == """
                {
                  "a": [
                    [
                      1,
                      2
                    ],
                    []
                  ],
                  "b": {},
                  "c": null,
                  "d": true
                }
                """)
    }
}
