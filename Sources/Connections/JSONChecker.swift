/// Reads one JSON value (RFC 8259) without building it: linear, and no deeper than it says.
struct JSONChecker {
    private let bytes: [UInt8]
    private var position = 0

    /// Levels of arrays and objects within each other.
    static let maximumDepth = 128

    init(_ bytes: [UInt8]) { self.bytes = bytes }

    private var byte: UInt8? { position < bytes.count ? bytes[position] : nil }

    private var failure: PayloadError { PayloadError(offset: position) }

    /// Where the value stands, when only white space is around it.
    mutating func check() throws(PayloadError) -> Range<Int> {
        skipSpace()
        let start = position
        try value(depth: 0)
        let end = position
        skipSpace()
        guard byte == nil else { throw failure }
        return start..<end
    }

    private mutating func skipSpace() {
        while let next = byte, next == 0x20 || next == 0x0a || next == 0x0d || next == 0x09 { position += 1 }
    }

    private mutating func value(depth: Int) throws(PayloadError) {
        switch byte {
        case UInt8(ascii: "{"): try members(depth: depth + 1, end: UInt8(ascii: "}"), named: true)
        case UInt8(ascii: "["): try members(depth: depth + 1, end: UInt8(ascii: "]"), named: false)
        case UInt8(ascii: "\""): try string()
        case UInt8(ascii: "t"): try word("true")
        case UInt8(ascii: "f"): try word("false")
        case UInt8(ascii: "n"): try word("null")
        default: try number()
        }
    }

    private mutating func members(depth: Int, end: UInt8, named: Bool) throws(PayloadError) {
        guard depth <= Self.maximumDepth else { throw failure }
        position += 1
        skipSpace()
        if byte == end {
            position += 1
            return
        }
        while true {
            skipSpace()
            if named {
                guard byte == UInt8(ascii: "\"") else { throw failure }
                try string()
                skipSpace()
                guard byte == UInt8(ascii: ":") else { throw failure }
                position += 1
                skipSpace()
            }
            try value(depth: depth)
            skipSpace()
            guard let next = byte, next == end || next == UInt8(ascii: ",") else { throw failure }
            position += 1
            if next == end { return }
        }
    }

    private mutating func word(_ word: String) throws(PayloadError) {
        for expected in word.utf8 {
            guard byte == expected else { throw failure }
            position += 1
        }
    }

    private mutating func number() throws(PayloadError) {
        if byte == UInt8(ascii: "-") { position += 1 }
        if byte == UInt8(ascii: "0") { position += 1 } else { try digits() }
        if byte == UInt8(ascii: ".") {
            position += 1
            try digits()
        }
        if byte == UInt8(ascii: "e") || byte == UInt8(ascii: "E") {
            position += 1
            if byte == UInt8(ascii: "+") || byte == UInt8(ascii: "-") { position += 1 }
            try digits()
        }
    }

    private mutating func digits() throws(PayloadError) {
        let start = position
        while let next = byte, UInt8(ascii: "0")...UInt8(ascii: "9") ~= next { position += 1 }
        guard position > start else { throw failure }
    }

    private mutating func string() throws(PayloadError) {
        position += 1
        while let next = byte {
            switch next {
            case UInt8(ascii: "\""):
                position += 1
                return
            case UInt8(ascii: "\\"):
                position += 1
                try escape()
            case 0..<0x20: throw failure
            case 0x20..<0x80: position += 1
            default: try scalar(next)
            }
        }
        throw failure
    }

    private mutating func escape() throws(PayloadError) {
        guard let next = byte else { throw failure }
        position += 1
        switch next {
        case UInt8(ascii: "u"):
            for _ in 0..<4 {
                guard let digit = byte, Character(UnicodeScalar(digit)).isHexDigit else { throw failure }
                position += 1
            }
        case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"), UInt8(ascii: "b"), UInt8(ascii: "f"),
            UInt8(ascii: "n"), UInt8(ascii: "r"), UInt8(ascii: "t"):
            return
        default:
            position -= 1
            throw failure
        }
    }

    /// One scalar of two to four bytes: the well-formed sequences of Unicode 15, table 3-7.
    private mutating func scalar(_ first: UInt8) throws(PayloadError) {
        let (count, second): (Int, ClosedRange<UInt8>)
        switch first {
        case 0xc2...0xdf: (count, second) = (2, 0x80...0xbf)
        case 0xe0: (count, second) = (3, 0xa0...0xbf)
        case 0xed: (count, second) = (3, 0x80...0x9f)
        case 0xe1...0xef: (count, second) = (3, 0x80...0xbf)
        case 0xf0: (count, second) = (4, 0x90...0xbf)
        case 0xf1...0xf3: (count, second) = (4, 0x80...0xbf)
        case 0xf4: (count, second) = (4, 0x80...0x8f)
        default: throw failure
        }
        for index in 1..<count {
            position += 1
            guard let next = byte, (index == 1 ? second : 0x80...0xbf) ~= next else { throw failure }
        }
        position += 1
    }
}
