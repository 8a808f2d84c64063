/// Reads one JSON text (RFC 8259) into a value. Total: any bytes give a value or one fault.
package struct ValueReader {
    /// What is wrong, and where.
    package struct Fault: Error, Hashable, CustomStringConvertible {
        /// In bytes from the beginning.
        package let offset: Int
        package let message: String
        package var description: String { "not JSON at byte \(offset + 1): \(message)" }
    }

    /// Lists and records within each other. Deeper ones would need as deep a stack.
    private static let maxDepth = 64

    private let bytes: ArraySlice<UInt8>
    private var index: Int
    private var depth = 0

    private init(_ bytes: ArraySlice<UInt8>) {
        self.bytes = bytes
        index = bytes.startIndex
    }

    /// - Complexity: O(n).
    package static func read(_ bytes: ArraySlice<UInt8>) throws(Fault) -> Value {
        var reader = ValueReader(bytes)
        let value = try reader.value()
        reader.skipSpaces()
        guard reader.index == bytes.endIndex else { throw reader.fault("more behind the value") }
        return value
    }

    private func fault(_ message: String) -> Fault {
        Fault(offset: index - bytes.startIndex, message: message)
    }

    private var next: UInt8? { index < bytes.endIndex ? bytes[index] : nil }

    private mutating func skipSpaces() {
        while let byte = next, byte == 0x20 || byte == 0x0a || byte == 0x0d || byte == 0x09 { index += 1 }
    }

    private mutating func take(_ byte: UInt8) -> Bool {
        guard next == byte else { return false }
        index += 1
        return true
    }

    private mutating func value() throws(Fault) -> Value {
        skipSpaces()
        switch next {
        case UInt8(ascii: "\""): return .text(try text())
        case UInt8(ascii: "["): return try list()
        case UInt8(ascii: "{"): return try record()
        case UInt8(ascii: "t"): return try word("true", .bool(true))
        case UInt8(ascii: "f"): return try word("false", .bool(false))
        case UInt8(ascii: "n"): return try word("null", .null)
        case nil: throw fault("it ends where a value must stand")
        default: return try number()
        }
    }

    private mutating func word(_ word: String, _ value: Value) throws(Fault) -> Value {
        guard bytes[index...].starts(with: word.utf8) else { throw fault("no value") }
        index += word.utf8.count
        return value
    }

    private mutating func enter() throws(Fault) {
        index += 1
        depth += 1
        guard depth <= Self.maxDepth else { throw fault("nested deeper than \(Self.maxDepth)") }
    }

    private mutating func list() throws(Fault) -> Value {
        try enter()
        defer { depth -= 1 }
        var values: [Value] = []
        skipSpaces()
        if take(UInt8(ascii: "]")) { return .list(values) }
        while true {
            values.append(try value())
            skipSpaces()
            if take(UInt8(ascii: "]")) { return .list(values) }
            guard take(UInt8(ascii: ",")) else { throw fault("no , or ] behind an element") }
        }
    }

    private mutating func record() throws(Fault) -> Value {
        try enter()
        defer { depth -= 1 }
        var members: [String: Value] = [:]
        skipSpaces()
        if take(UInt8(ascii: "}")) { return .record(members) }
        while true {
            skipSpaces()
            guard next == UInt8(ascii: "\"") else { throw fault("no name of a member") }
            let name = try text()
            skipSpaces()
            guard take(UInt8(ascii: ":")) else { throw fault("no : behind a name") }
            members[name] = try value()
            skipSpaces()
            if take(UInt8(ascii: "}")) { return .record(members) }
            guard take(UInt8(ascii: ",")) else { throw fault("no , or } behind a member") }
        }
    }

    private mutating func number() throws(Fault) -> Value {
        let start = index
        while let byte = next, byte &- 0x30 < 10 || "+-.eE".utf8.contains(byte) { index += 1 }
        let text = String(decoding: bytes[start..<index], as: UTF8.self)
        let isLoose =
            text.hasPrefix("+") || text.hasPrefix(".") || text.hasPrefix("-.") || text.hasSuffix(".")
            || text.hasPrefix("0") && text.utf8.dropFirst().first.map { $0 &- 0x30 < 10 } ?? false
        if !isLoose, let whole = Int64(text) { return .integer(whole) }
        guard !isLoose, let number = Double(text), number.isFinite else {
            index = start
            throw fault("no value")
        }
        return Int64(exactly: number).map(Value.integer) ?? .number(number)
    }

    private mutating func text() throws(Fault) -> String {
        index += 1
        let start = index
        while let byte = next, byte != UInt8(ascii: "\""), byte != UInt8(ascii: "\\"), byte >= 0x20 {
            index += 1
        }
        guard next != UInt8(ascii: "\"") else {
            defer { index += 1 }
            return try decoded(bytes[start..<index])
        }
        var unescaped = Array(bytes[start..<index])
        while let byte = next {
            switch byte {
            case UInt8(ascii: "\""):
                index += 1
                return try decoded(unescaped[...])
            case UInt8(ascii: "\\"): try escape(&unescaped)
            case 0..<0x20: throw fault("a control character in a text")
            default:
                unescaped.append(byte)
                index += 1
            }
        }
        throw fault("it ends in a text")
    }

    private func decoded(_ bytes: ArraySlice<UInt8>) throws(Fault) -> String {
        guard let text = String(validating: bytes, as: UTF8.self) else { throw fault("not UTF-8") }
        return text
    }

    private mutating func escape(_ output: inout [UInt8]) throws(Fault) {
        index += 1
        guard let byte = next else { throw fault("it ends in a text") }
        index += 1
        switch byte {
        case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): output.append(byte)
        case UInt8(ascii: "n"): output.append(0x0a)
        case UInt8(ascii: "r"): output.append(0x0d)
        case UInt8(ascii: "t"): output.append(0x09)
        case UInt8(ascii: "b"): output.append(0x08)
        case UInt8(ascii: "f"): output.append(0x0c)
        case UInt8(ascii: "u"):
            var code = try unit()
            if code & 0xfc00 == 0xd800, bytes[index...].starts(with: "\\u".utf8) {
                index += 2
                let low = try unit()
                guard low & 0xfc00 == 0xdc00 else { throw fault("half of a surrogate pair") }
                code = 0x10000 + (code & 0x3ff) << 10 | low & 0x3ff
            }
            guard let scalar = Unicode.Scalar(code) else { throw fault("half of a surrogate pair") }
            output += String(Character(scalar)).utf8
        default: throw fault("an unknown escape")
        }
    }

    private mutating func unit() throws(Fault) -> UInt32 {
        let digits = bytes[index...].prefix(4)
        guard digits.count == 4, digits.allSatisfy({ Character(Unicode.Scalar($0)).isHexDigit }),
            let unit = UInt32(String(decoding: digits, as: UTF8.self), radix: 16)
        else { throw fault("no four hexadecimal digits behind \\u") }
        index += 4
        return unit
    }
}
