internal import Crypto

/// A SHA-256 digest (FIPS 180-4): of one file's content, of rules, or of everything that an audit depends on.
///
/// A cryptographic hash, since the audited repository is not trusted: two files that it could make collide would
/// share one cached outline.
package struct Digest: Sendable, Hashable {
    private let first, second, third, fourth: UInt64

    /// Takes the digest's bytes in the order in which they are written; nil unless there are 32.
    package init?(_ bytes: some RandomAccessCollection<UInt8>) {
        guard bytes.count == 32 else { return nil }
        self.init(sequence: bytes)
    }

    private init(sequence: some Sequence<UInt8>) {
        var words: (UInt64, UInt64, UInt64, UInt64) = (0, 0, 0, 0)
        for (index, byte) in sequence.enumerated() {
            switch index / 8 {
            case 0: words.0 = words.0 << 8 | UInt64(byte)
            case 1: words.1 = words.1 << 8 | UInt64(byte)
            case 2: words.2 = words.2 << 8 | UInt64(byte)
            default: words.3 = words.3 << 8 | UInt64(byte)
            }
        }
        (first, second, third, fourth) = words
    }

    /// The digest of a file's bytes.
    package init(of content: Span<UInt8>) {
        var hash = SHA256()
        // Sound: the pointer is used inside the call only.
        unsafe content.withUnsafeBytes { unsafe hash.update(bufferPointer: $0) }
        self.init(sequence: hash.finalize())
    }

    /// The digest of a row of texts, each preceded by its length so that no two rows run together.
    package init(of texts: some Sequence<String>) {
        var bytes: [UInt8] = []
        for text in texts {
            unsafe withUnsafeBytes(of: UInt64(text.utf8.count).bigEndian) {
                unsafe bytes.append(contentsOf: $0)
            }
            bytes.append(contentsOf: text.utf8)
        }
        self.init(of: bytes.span)
    }

    package var bytes: [UInt8] {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(32)
        for word in [first, second, third, fourth] {
            for shift in stride(from: 56 as UInt64, through: 0, by: -8) {
                bytes.append(UInt8(truncatingIfNeeded: word >> shift))
            }
        }
        return bytes
    }

    /// Lower-case hexadecimal, 64 digits.
    package var hexadecimal: String {
        let digits = Array("0123456789abcdef".utf8)
        var text: [UInt8] = []
        text.reserveCapacity(64)
        for word in [first, second, third, fourth] {
            for shift in stride(from: 60 as UInt64, through: 0, by: -4) {
                text.append(digits[Int(word >> shift & 0xf)])
            }
        }
        return String(decoding: text, as: UTF8.self)
    }

    /// In base64 (RFC 4648 §4), 44 characters: what a Content-Security-Policy names a script by.
    package var base64: String {
        let letters = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)
        let bytes = bytes + [0]
        var text: [UInt8] = []
        for start in stride(from: 0, to: 33, by: 3) {
            let group = bytes[start..<start + 3].reduce(0) { $0 << 8 | Int($1) }
            for shift in [18, 12, 6, 0] { text.append(letters[group >> shift & 63]) }
        }
        return String(decoding: text.dropLast() + [UInt8(ascii: "=")], as: UTF8.self)
    }
}
