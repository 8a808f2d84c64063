/// The head of one HTTP/1.1 request (RFC 9112), read as bytes come in, strict and within bounds.
///
/// Refused are all forms that two readers could take differently: bare line feeds, folded lines, blanks before a
/// colon, a second Host, two kinds of length. No body is taken, so none may be announced.
public struct RequestHead: Sendable {
    /// The methods that are served.
    public enum Method: Sendable {
        case get
        case head
    }

    /// What a head may cost; more of it is an attack (slow or endless headers).
    public struct Limits: Sendable, Hashable {
        public var maxBytes: Int
        public var maxRequestLineBytes: Int
        public var maxFields: Int

        public init(maxBytes: Int = 16384, maxRequestLineBytes: Int = 8192, maxFields: Int = 64) {
            self.maxBytes = maxBytes
            self.maxRequestLineBytes = maxRequestLineBytes
            self.maxFields = maxFields
        }
    }

    /// Offsets of the kept bytes.
    struct Field: Sendable {
        var name: Range<Int32>
        var value: Range<Int32>
    }

    /// GET until the request line is read.
    public private(set) var method = Method.get
    /// Whether the empty line that ends the head has been read.
    package private(set) var isComplete = false

    private let limits: Limits
    private(set) var bytes: [UInt8] = []
    private(set) var fields: [Field] = []
    private var targetRange: Range<Int>?
    /// Where the line that is read begins, and up to where it has no end.
    private var lineStart = 0
    private var scanned = 0

    package init(limits: Limits = Limits()) { self.limits = limits }

    /// Reads on.
    ///
    /// - Returns: the offset of `new` behind the head, where the first frame may begin; nil while the head goes on.
    /// - Throws: the refusal to answer with; nothing more is to be read then.
    package mutating func read(_ new: RawSpan) throws(HandshakeRefusal) -> Int? {
        let taken = min(new.byteCount, limits.maxBytes - bytes.count)
        bytes.append(new.extracting(first: taken), limit: limits.maxBytes)
        if fields.capacity == 0 { fields.reserveCapacity(16) }
        while let end = nextLineFeed() {
            guard end > lineStart, bytes[end - 1] == 0x0D else {
                throw .badRequest("line feed without return")
            }
            let line = lineStart..<(end - 1)
            lineStart = end + 1
            scanned = lineStart
            if targetRange == nil {
                guard line.count <= limits.maxRequestLineBytes else { throw .requestLineTooLong }
                try readRequestLine(line)
            } else if line.isEmpty {
                try checkMeaning()
                isComplete = true
                let surplus = bytes.count - lineStart
                bytes.removeLast(surplus)
                return taken - surplus
            } else {
                try readField(line)
            }
        }
        if targetRange == nil, bytes.count > limits.maxRequestLineBytes { throw .requestLineTooLong }
        if bytes.count == limits.maxBytes { throw .headTooLarge }
        return nil
    }

    private mutating func nextLineFeed() -> Int? {
        let found = bytes[scanned...].firstIndex(of: 0x0A)
        if found == nil { scanned = bytes.count }
        return found
    }

    // MARK: Lines

    private mutating func readRequestLine(_ line: Range<Int>) throws(HandshakeRefusal) {
        guard let methodEnd = bytes[line].firstIndex(of: 0x20), methodEnd > line.lowerBound,
            let targetEnd = bytes[(methodEnd + 1)..<line.upperBound].firstIndex(of: 0x20),
            bytes[line.lowerBound..<methodEnd].allSatisfy(\.isTokenByte)
        else { throw .badRequest("malformed request line") }
        let version = bytes[(targetEnd + 1)..<line.upperBound]
        guard version.count == 8, version.starts(with: "HTTP/".utf8), version[targetEnd + 7] == 0x2E,
            version[targetEnd + 6].isDigit, version[targetEnd + 8].isDigit
        else { throw .badRequest("malformed HTTP version") }
        guard version.elementsEqual("HTTP/1.1".utf8) else { throw .versionNotSupported }
        switch bytes[line.lowerBound..<methodEnd] {
        case let name where name.elementsEqual("GET".utf8): method = .get
        case let name where name.elementsEqual("HEAD".utf8): method = .head
        default: throw .methodNotAllowed
        }
        let target = (methodEnd + 1)..<targetEnd
        // Only origin-form (RFC 9112 §3.2.1): absolute-form is for proxies, and rivals Host.
        guard !target.isEmpty, bytes[target.lowerBound] == 0x2F,
            bytes[target].allSatisfy({ $0 > 0x20 && $0 < 0x7F && $0 != 0x23 })
        else { throw .badRequest("malformed request target") }
        targetRange = target
    }

    private mutating func readField(_ line: Range<Int>) throws(HandshakeRefusal) {
        guard fields.count < limits.maxFields else { throw .tooManyFields }
        var colon = line.lowerBound
        while colon < line.upperBound, bytes[colon].isTokenByte { colon += 1 }
        guard colon > line.lowerBound, colon < line.upperBound, bytes[colon] == 0x3A else {
            throw .badRequest(
                bytes[line.lowerBound].isBlank ? "folded header field" : "malformed name of a header field")
        }
        var value = (colon + 1)..<line.upperBound
        while let first = value.first, bytes[first].isBlank { value = (first + 1)..<value.upperBound }
        while let last = value.last, bytes[last].isBlank { value = value.lowerBound..<last }
        for index in value where !bytes[index].isFieldByte {
            throw .badRequest("control character in a header field")
        }
        fields.append(
            Field(
                name: Int32(line.lowerBound)..<Int32(colon),
                value: Int32(value.lowerBound)..<Int32(value.upperBound)))
    }

    /// What a head that is well formed may still not say.
    private func checkMeaning() throws(HandshakeRefusal) {
        var hosts = 0
        var length: Range<Int32>?
        var hasTransferCoding = false
        for field in fields {
            if isNamed(field, "host") {
                hosts += 1
                guard !field.value.isEmpty, bytes(of: field.value).allSatisfy(\.mayBeInHost) else {
                    throw .badRequest("malformed Host")
                }
            } else if isNamed(field, "content-length") {
                guard !field.value.isEmpty, bytes(of: field.value).allSatisfy(\.isDigit) else {
                    throw .badRequest("malformed Content-Length")
                }
                if let length, !bytes(of: length).elementsEqual(bytes(of: field.value)) {
                    throw .badRequest("two values of Content-Length")
                }
                length = field.value
            } else if isNamed(field, "transfer-encoding") {
                hasTransferCoding = true
            } else if isNamed(field, "expect") {
                throw .expectationFailed
            }
        }
        guard hosts == 1 else { throw .badRequest(hosts == 0 ? "no Host" : "more than one Host") }
        if hasTransferCoding, length != nil {
            throw .badRequest("Content-Length and Transfer-Encoding")
        }
        if hasTransferCoding { throw .contentTooLarge }
        if let length, !bytes(of: length).allSatisfy({ $0 == 0x30 }) { throw .contentTooLarge }
    }

    // MARK: Look-up

    /// The target as sent: path and query.
    public var target: String { targetRange.map { String(decoding: bytes[$0], as: UTF8.self) } ?? "" }

    /// The target up to the query.
    public var path: String { String(target.prefix { $0 != "?" }) }

    /// The value of the first field of that name; bytes that are not UTF-8 are replaced.
    ///
    /// - Parameter name: in lower case.
    public subscript(name: String) -> String? {
        fields.first { isNamed($0, name) }.map { String(decoding: bytes(of: $0.value), as: UTF8.self) }
    }

    /// How many fields have that name.
    ///
    /// - Parameter name: in lower case.
    public func count(of name: String) -> Int { fields.count { isNamed($0, name) } }

    /// The bytes of every value of that name, in order.
    func values(of name: String) -> [ArraySlice<UInt8>] {
        var values: [ArraySlice<UInt8>] = []
        for field in fields where isNamed(field, name) { values.append(bytes(of: field.value)) }
        return values
    }

    private func bytes(of range: Range<Int32>) -> ArraySlice<UInt8> {
        bytes[Int(range.lowerBound)..<Int(range.upperBound)]
    }

    private func isNamed(_ field: Field, _ name: String) -> Bool {
        field.name.count == name.utf8.count && bytes(of: field.name).isNamed(name)
    }
}

extension UInt8 {
    /// Host and port of RFC 3986 §3.2: unreserved, sub-delims, percent, colon, brackets.
    fileprivate var mayBeInHost: Bool {
        switch self {
        case 0x30...0x39, 0x41...0x5A, 0x61...0x7A: true
        // - . _ ~ % ! $ & ' ( ) * + , ; = : [ ]
        case 0x2D, 0x2E, 0x5F, 0x7E, 0x25, 0x21, 0x24, 0x26...0x2C, 0x3B, 0x3D, 0x3A, 0x5B, 0x5D: true
        default: false
        }
    }
}
