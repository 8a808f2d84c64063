/// The two settings of a git configuration file that decide which files are listed.
///
/// Source: git-config(1), SYNTAX. `[include]` sections are not followed.
struct GitConfiguration: Sendable {
    private static let largestFile = 1 << 20

    /// `core.excludesFile` as written; empty means none.
    private(set) var excludesFile: [UInt8]?
    /// `extensions.objectFormat`; nil is sha1.
    private(set) var objectFormat: String?

    /// Nil if the file cannot be read.
    init?(contentsOf path: [UInt8]) {
        guard let bytes = try? ReadBuffer.contents(of: path, limit: Self.largestFile) else { return nil }
        self.init(bytes)
    }

    init(_ bytes: [UInt8]) {
        var section = ""
        var rest = bytes[...]
        while let first = rest.first {
            if first == UInt8(ascii: "[") {
                let line = rest.prefix { $0 != 10 && $0 != UInt8(ascii: "]") }
                section = String(decoding: line.dropFirst(), as: UTF8.self).lowercased()
                rest = rest[line.endIndex...]
                if rest.first == UInt8(ascii: "]") { rest.removeFirst() }
            } else if first == UInt8(ascii: "#") || first == UInt8(ascii: ";") {
                rest = rest.drop { $0 != 10 }
            } else if Self.isLetterOrDigit(first) {
                let name = rest.prefix { Self.isLetterOrDigit($0) || $0 == UInt8(ascii: "-") }
                rest = rest[name.endIndex...].drop { $0 == 32 || $0 == 9 }
                guard rest.first == UInt8(ascii: "=") else { continue }
                rest.removeFirst()
                let value = Self.value(&rest)
                switch (section, String(decoding: name, as: UTF8.self).lowercased()) {
                case ("core", "excludesfile"): excludesFile = value
                case ("extensions", "objectformat"): objectFormat = String(decoding: value, as: UTF8.self)
                default: break
                }
            } else {
                rest.removeFirst()
            }
        }
    }

    /// Takes a value up to the end of its line: quotes, escapes, comments and continued lines resolved.
    private static func value(_ rest: inout ArraySlice<UInt8>) -> [UInt8] {
        var value: [UInt8] = []
        var keptCount = 0
        var isQuoted = false
        rest = rest.drop { $0 == 32 || $0 == 9 }
        while let byte = rest.popFirst(), byte != 10 {
            switch byte {
            case UInt8(ascii: "\""):
                isQuoted.toggle()
                keptCount = value.count
            case UInt8(ascii: "#") where !isQuoted, UInt8(ascii: ";") where !isQuoted:
                rest = rest.drop { $0 != 10 }
            case UInt8(ascii: "\\"):
                switch rest.popFirst() {
                case 10, nil: break
                case UInt8(ascii: "t"): value.append(9)
                case UInt8(ascii: "n"): value.append(10)
                case UInt8(ascii: "b"): value.append(8)
                case let escaped?: value.append(escaped)
                }
                keptCount = value.count
            default:
                value.append(byte)
                if isQuoted || (byte != 32 && byte != 9 && byte != 13) { keptCount = value.count }
            }
        }
        return Array(value.prefix(keptCount))
    }

    private static func isLetterOrDigit(_ byte: UInt8) -> Bool {
        (48...57).contains(byte) || (65...90).contains(byte) || (97...122).contains(byte)
    }
}
