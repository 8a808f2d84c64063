/// Writes JSON (RFC 8259) as bytes, in the order in which it is told: equal calls, equal bytes.
package struct JSONWriter {
    package private(set) var bytes: [UInt8] = []
    private var needsComma = false
    /// How deep the value stands, for indentation; nil writes everything on one line.
    private var depth: Int?

    package init(indents: Bool) { depth = indents ? 0 : nil }

    package mutating func removeAll() {
        bytes.removeAll(keepingCapacity: true)
        needsComma = false
    }

    // MARK: Values

    package mutating func object(_ body: (inout JSONWriter) -> Void) {
        open(UInt8(ascii: "{"))
        body(&self)
        close(UInt8(ascii: "}"))
    }

    package mutating func array<Element>(_ elements: [Element], _ body: (inout JSONWriter, Element) -> Void) {
        open(UInt8(ascii: "["))
        for element in elements {
            startValue()
            body(&self, element)
        }
        close(UInt8(ascii: "]"))
    }

    package mutating func string(_ text: String) {
        quote(text)
        needsComma = true
    }

    package mutating func number(_ value: Int) {
        bytes.append(contentsOf: String(value).utf8)
        needsComma = true
    }

    /// A number with at most three decimals. JSON knows finite numbers only: others are written as null.
    package mutating func number(_ value: Double) {
        guard value.isFinite else { return null() }
        let thousandths = (value * 1000).rounded() / 1000
        let rounded = thousandths.isFinite ? thousandths : value
        if let whole = Int(exactly: rounded) {
            number(whole)
        } else {
            bytes.append(contentsOf: String(rounded).utf8)
        }
        needsComma = true
    }

    package mutating func bool(_ value: Bool) {
        bytes.append(contentsOf: (value ? "true" : "false").utf8)
        needsComma = true
    }

    package mutating func null() {
        bytes.append(contentsOf: "null".utf8)
        needsComma = true
    }

    // MARK: Members

    package mutating func key(_ name: String) {
        startValue()
        quote(name)
        bytes.append(UInt8(ascii: ":"))
        if depth != nil { bytes.append(UInt8(ascii: " ")) }
        needsComma = false
    }

    package mutating func field(_ name: String, _ value: String) {
        key(name)
        string(value)
    }

    package mutating func field(_ name: String, _ value: String?) {
        key(name)
        if let value { string(value) } else { null() }
    }

    package mutating func field(_ name: String, _ value: Int) {
        key(name)
        number(value)
    }

    package mutating func field(_ name: String, _ value: Bool) {
        key(name)
        bool(value)
    }

    package mutating func newline() {
        bytes.append(UInt8(ascii: "\n"))
        needsComma = false
    }

    // MARK: Bytes

    private mutating func open(_ bracket: UInt8) {
        bytes.append(bracket)
        needsComma = false
        if let depth { self.depth = depth + 1 }
    }

    private mutating func close(_ bracket: UInt8) {
        if let depth {
            self.depth = depth - 1
            if needsComma { indent() }
        }
        bytes.append(bracket)
        needsComma = true
    }

    private mutating func startValue() {
        if needsComma { bytes.append(UInt8(ascii: ",")) }
        needsComma = false
        indent()
    }

    private mutating func indent() {
        guard let depth else { return }
        bytes.append(UInt8(ascii: "\n"))
        for _ in 0..<depth * 2 { bytes.append(UInt8(ascii: " ")) }
    }

    private mutating func quote(_ text: String) {
        bytes.append(UInt8(ascii: "\""))
        for byte in text.utf8 {
            switch byte {
            case UInt8(ascii: "\""), UInt8(ascii: "\\"):
                bytes.append(UInt8(ascii: "\\"))
                bytes.append(byte)
            case 0x0a: bytes.append(contentsOf: [UInt8(ascii: "\\"), UInt8(ascii: "n")])
            case 0..<0x20, 0x7f:
                let digits = Array("0123456789abcdef".utf8)
                bytes.append(contentsOf: "\\u00".utf8)
                bytes.append(digits[Int(byte >> 4)])
                bytes.append(digits[Int(byte & 15)])
            default: bytes.append(byte)
            }
        }
        bytes.append(UInt8(ascii: "\""))
    }
}
