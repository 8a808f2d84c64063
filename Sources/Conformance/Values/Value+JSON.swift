extension Value {
    /// The value as JSON (RFC 8259) on one line, members in order of their names: equal values, equal bytes.
    package var json: String {
        var writer = ValueWriter(limit: .max)
        writer.write(self)
        return String(decoding: writer.bytes, as: UTF8.self)
    }

    /// The beginning of the JSON, for people: at most about so many bytes, with `…` where something is left out.
    package func excerpt(_ limit: Int = 200) -> String {
        var writer = ValueWriter(limit: limit)
        writer.write(self)
        let text = String(decoding: writer.bytes.prefix(limit), as: UTF8.self)
        return writer.bytes.count > limit ? text + "…" : text
    }

    /// Appends the JSON to bytes.
    package func write(to bytes: inout [UInt8]) {
        var writer = ValueWriter(limit: .max)
        swap(&writer.bytes, &bytes)
        writer.write(self)
        swap(&writer.bytes, &bytes)
    }
}

private struct ValueWriter {
    var bytes: [UInt8] = []
    /// Writing stops some bytes behind it: nobody reads on.
    let limit: Int

    mutating func write(_ value: Value) {
        guard bytes.count <= limit else { return }
        switch value {
        case .null: bytes += "null".utf8
        case .bool(let value): bytes += (value ? "true" : "false").utf8
        case .integer(let value): bytes += String(value).utf8
        case .number(let value): bytes += (value.isFinite ? String(value) : "null").utf8
        case .text(let text): quote(text)
        case .list(let values):
            bytes.append(UInt8(ascii: "["))
            for index in values.indices where bytes.count <= limit {
                if index > 0 { bytes.append(UInt8(ascii: ",")) }
                write(values[index])
            }
            bytes.append(UInt8(ascii: "]"))
        case .record(let members):
            bytes.append(UInt8(ascii: "{"))
            var isFirst = true
            for name in members.keys.sorted(by: { $0.utf8.lexicographicallyPrecedes($1.utf8) }) {
                if !isFirst { bytes.append(UInt8(ascii: ",")) }
                isFirst = false
                quote(name)
                bytes.append(UInt8(ascii: ":"))
                write(members[name] ?? .null)
            }
            bytes.append(UInt8(ascii: "}"))
        }
    }

    private mutating func quote(_ text: String) {
        bytes.append(UInt8(ascii: "\""))
        for byte in text.utf8 {
            guard bytes.count <= limit else { break }
            switch byte {
            case UInt8(ascii: "\""), UInt8(ascii: "\\"): bytes += [UInt8(ascii: "\\"), byte]
            case 0x0a: bytes += "\\n".utf8
            case 0x0d: bytes += "\\r".utf8
            case 0x09: bytes += "\\t".utf8
            case 0..<0x20, 0x7f:
                let digits = Array("0123456789abcdef".utf8)
                bytes += "\\u00".utf8
                bytes += [digits[Int(byte >> 4)], digits[Int(byte & 15)]]
            default: bytes.append(byte)
            }
        }
        bytes.append(UInt8(ascii: "\""))
    }
}
