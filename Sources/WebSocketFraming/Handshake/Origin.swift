/// Where a page is from: scheme, host and port (RFC 6454 §4), compared whole.
struct Origin: Sendable, Hashable {
    /// In lower case, as is the host.
    let scheme: String
    let host: String
    /// 0 where neither text nor scheme tells one.
    let port: UInt16

    /// Reads `scheme://host[:port]` (RFC 6454 §6.2); nil for anything more or less.
    init?(_ text: String) {
        let bytes = text.utf8.map(\.lowercased)
        guard let colon = bytes.firstIndex(of: 0x3A), colon > 0, bytes[colon...].starts(with: "://".utf8),
            bytes[..<colon].allSatisfy(\.isSchemeByte)
        else { return nil }
        let authority = bytes[(colon + 3)...]
        var hostEnd = authority.endIndex
        if authority.first == 0x5B {
            // An IPv6 address holds colons itself.
            guard let bracket = authority.firstIndex(of: 0x5D) else { return nil }
            hostEnd = bracket + 1
        } else if let portColon = authority.firstIndex(of: 0x3A) {
            hostEnd = portColon
        }
        let host = authority[..<hostEnd]
        let isAddress = host.first == 0x5B
        guard !host.isEmpty,
            isAddress
                ? host.dropFirst().dropLast().allSatisfy(\.isAddressByte) : host.allSatisfy(\.isNameByte)
        else { return nil }
        scheme = String(decoding: bytes[..<colon], as: UTF8.self)
        self.host = String(decoding: host, as: UTF8.self)
        if hostEnd == authority.endIndex {
            port = Self.defaultPort(scheme)
        } else {
            let digits = authority[(hostEnd + 1)...]
            guard authority[hostEnd] == 0x3A, !digits.isEmpty, digits.allSatisfy(\.isDigit),
                let number = UInt16(String(decoding: digits, as: UTF8.self))
            else { return nil }
            port = number
        }
    }

    private static func defaultPort(_ scheme: String) -> UInt16 {
        switch scheme {
        case "http", "ws": 80
        case "https", "wss": 443
        default: 0
        }
    }
}

extension UInt8 {
    fileprivate var isSchemeByte: Bool {
        self >= 0x61 && self <= 0x7A || isDigit || self == 0x2B || self == 0x2D || self == 0x2E
    }

    /// Of names in lower case; browsers send all others in Punycode.
    fileprivate var isNameByte: Bool {
        self >= 0x61 && self <= 0x7A || isDigit || self == 0x2D || self == 0x2E || self == 0x5F
    }

    fileprivate var isAddressByte: Bool {
        self >= 0x61 && self <= 0x66 || isDigit || self == 0x3A || self == 0x2E
    }
}
