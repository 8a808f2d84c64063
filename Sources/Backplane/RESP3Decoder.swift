internal import NIOCore

/// Reads RESP3 values from bytes as they come, cut anywhere.
///
/// Linear in the bytes, whatever the cuts: what an unfinished value has read is kept. Bounded by its limits: a length
/// that a peer only claims reserves nothing. Streamed strings and aggregates (`$?`, `*?`), which Redis never sends,
/// are refused; attributes are read and dropped.
struct RESP3Decoder {
    struct Limits: Sendable {
        /// Aggregates within each other.
        var depth = 8
        /// Of one blob, in bytes.
        var blobBytes = 16 << 20
        /// Of one line, in bytes.
        var lineBytes = 64 << 10
        /// Of one value with all that is in it.
        var totalElements = 1 << 17
        /// Of one value with all that is in it, lines and blobs.
        var totalBytes = 64 << 20
    }

    private enum Aggregate {
        case array
        case map
        case set
        case push
        case attribute
    }

    /// An aggregate of which elements are still to come.
    private struct Open {
        let aggregate: Aggregate
        var missing: Int
        var elements: [RESP3Value] = []
    }

    private enum Blob {
        case string
        case error
        case verbatim
    }

    private enum Item {
        case value(RESP3Value)
        case aggregate(Aggregate, count: Int)
    }

    private let limits: Limits
    private var buffer = ByteBuffer()
    private var open: [Open] = []
    /// How many bytes of an unfinished line are known to hold no CR.
    private var searched = 0
    /// A blob whose length was read and whose bytes have not all come.
    private var blob: (kind: Blob, length: Int)?
    private var elements = 0
    private var bytes = 0

    init(limits: Limits = Limits()) { self.limits = limits }

    /// Bytes that wait for more.
    var bufferedBytes: Int { buffer.readableBytes }

    mutating func append(_ more: ByteBuffer) {
        if buffer.readableBytes == 0 {
            buffer = more
        } else {
            buffer.discardReadBytes()
            buffer.writeImmutableBuffer(more)
        }
    }

    /// The next whole value; nil where it has not come whole.
    ///
    /// - Throws: where the bytes are not RESP3, or pass a limit. The decoder is of no use then.
    mutating func next() throws(RESP3Error) -> RESP3Value? {
        while let item = try readItem() {
            elements += 1
            guard elements <= limits.totalElements else { throw .tooManyElements }
            switch item {
            case .value(let value):
                if let whole = close(value) { return whole }
            case .aggregate(let aggregate, let count):
                guard open.count < limits.depth else { throw .tooDeep }
                guard aggregate != .push || open.isEmpty else { throw .nestedPush }
                if count > 0 {
                    open.append(Open(aggregate: aggregate, missing: count))
                } else if let value = Self.value(of: aggregate, []), let whole = close(value) {
                    return whole
                }
            }
        }
        return nil
    }

    /// Puts a value into the innermost open aggregate, which it may finish, and that the next one.
    private mutating func close(_ value: RESP3Value) -> RESP3Value? {
        var value = value
        while var last = open.popLast() {
            last.elements.append(value)
            last.missing -= 1
            guard last.missing == 0 else {
                open.append(last)
                return nil
            }
            // What an attribute speaks of comes after it, as if it had not been there.
            guard let whole = Self.value(of: last.aggregate, last.elements) else { return nil }
            value = whole
        }
        elements = 0
        bytes = 0
        return value
    }

    private static func value(of aggregate: Aggregate, _ elements: [RESP3Value]) -> RESP3Value? {
        switch aggregate {
        case .array: .array(elements)
        case .map: .map(elements)
        case .set: .set(elements)
        case .push: .push(elements)
        case .attribute: nil
        }
    }

    private mutating func readItem() throws(RESP3Error) -> Item? {
        if let blob { return try readBlob(blob.kind, length: blob.length) }
        guard let line = try readLine() else { return nil }
        guard let type = line.utf8.first else { throw .malformed }
        let rest = line.dropFirst()
        switch type {
        case UInt8(ascii: "+"): return .value(.simple(String(rest)))
        case UInt8(ascii: "-"): return .value(.error(String(rest)))
        case UInt8(ascii: ":"): return .value(.integer(try Self.integer(rest)))
        case UInt8(ascii: "_"):
            guard rest.isEmpty else { throw .malformed }
            return .value(.null)
        case UInt8(ascii: "#"):
            guard rest == "t" || rest == "f" else { throw .malformed }
            return .value(.boolean(rest == "t"))
        case UInt8(ascii: ","): return .value(.double(try Self.double(rest)))
        case UInt8(ascii: "("):
            let digits = rest.first == "-" || rest.first == "+" ? rest.dropFirst() : rest
            guard Self.areDigits(digits) else { throw .malformed }
            return .value(.bigNumber(String(rest)))
        case UInt8(ascii: "$"): return rest == "-1" ? .value(.null) : try openBlob(.string, rest)
        case UInt8(ascii: "!"): return try openBlob(.error, rest)
        case UInt8(ascii: "="): return try openBlob(.verbatim, rest)
        case UInt8(ascii: "*"):
            return rest == "-1" ? .value(.null) : .aggregate(.array, count: try count(rest))
        case UInt8(ascii: "%"): return .aggregate(.map, count: try count(rest, each: 2))
        case UInt8(ascii: "|"): return .aggregate(.attribute, count: try count(rest, each: 2))
        case UInt8(ascii: "~"): return .aggregate(.set, count: try count(rest))
        case UInt8(ascii: ">"): return .aggregate(.push, count: try count(rest))
        default: throw .unknownType(type)
        }
    }

    /// A line without its CRLF; nil where that has not come.
    private mutating func readLine() throws(RESP3Error) -> String? {
        let view = buffer.readableBytesView
        guard let end = view[(view.startIndex + searched)...].firstIndex(of: 0x0d) else {
            searched = view.count
            guard searched <= limits.lineBytes else { throw .tooLong }
            return nil
        }
        let length = end - view.startIndex
        guard length <= limits.lineBytes else { throw .tooLong }
        guard view.count >= length + 2 else {
            searched = length
            return nil
        }
        guard view[end + 1] == 0x0a, let line = String(validating: view[..<end], as: UTF8.self),
            !line.utf8.contains(0x0a)
        else { throw .malformed }
        buffer.moveReaderIndex(forwardBy: length + 2)
        searched = 0
        try spend(length)
        return line
    }

    private mutating func openBlob(_ kind: Blob, _ text: Substring) throws(RESP3Error) -> Item? {
        let length = try Self.natural(text)
        guard length <= limits.blobBytes else { throw .tooLong }
        blob = (kind, length)
        return try readBlob(kind, length: length)
    }

    private mutating func readBlob(_ kind: Blob, length: Int) throws(RESP3Error) -> Item? {
        guard buffer.readableBytes >= length + 2, var bytes = buffer.readSlice(length: length),
            let end = buffer.readInteger(as: UInt16.self)
        else { return nil }
        guard end == 0x0d0a else { throw .malformed }
        blob = nil
        try spend(length)
        switch kind {
        case .string: return .value(.blob(bytes))
        case .error: return .value(.error(String(decoding: bytes.readableBytesView, as: UTF8.self)))
        case .verbatim:
            // Three letters name the format.
            guard let format = bytes.readSlice(length: 4), format.readableBytesView.last == UInt8(ascii: ":")
            else { throw .malformed }
            return .value(.blob(bytes))
        }
    }

    private mutating func spend(_ count: Int) throws(RESP3Error) {
        bytes += count
        guard bytes <= limits.totalBytes else { throw .tooLong }
    }

    private func count(_ text: Substring, each: Int = 1) throws(RESP3Error) -> Int {
        let count = try Self.natural(text)
        guard count <= limits.totalElements / each else { throw .tooManyElements }
        return count * each
    }

    private static func areDigits(_ text: Substring) -> Bool {
        !text.isEmpty && text.utf8.allSatisfy { UInt8(ascii: "0")...UInt8(ascii: "9") ~= $0 }
    }

    private static func natural(_ text: Substring) throws(RESP3Error) -> Int {
        guard areDigits(text), let number = Int(text) else { throw .malformed }
        return number
    }

    private static func integer(_ text: Substring) throws(RESP3Error) -> Int64 {
        guard let number = Int64(text) else { throw .malformed }
        return number
    }

    private static func double(_ text: Substring) throws(RESP3Error) -> Double {
        guard let number = Double(text) else { throw .malformed }
        return number
    }
}

/// Why bytes are not taken as RESP3.
enum RESP3Error: Error, Hashable, Sendable {
    case unknownType(UInt8)
    case malformed
    case nestedPush
    case tooDeep
    case tooLong
    case tooManyElements
}
