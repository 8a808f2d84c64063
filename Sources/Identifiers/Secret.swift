/// 256 random bits that only their holder may know: a bearer token, a session's secret, a password reset.
///
/// A type of its own, so that no ID can stand where a secret is needed, and no secret where an ID is: there is no way
/// from one to the other. It does not print, and comparing takes the same time whatever differs.
public struct Secret: Sendable {
    private let words: (UInt64, UInt64, UInt64, UInt64)

    private init(words: (UInt64, UInt64, UInt64, UInt64)) { self.words = words }

    /// A new secret, straight from the kernel.
    ///
    /// - Throws: `entropyUnavailable`.
    public static func generate() throws(IDError) -> Secret {
        let kernel = KernelRandom.system
        return Secret(words: (try kernel.word(), try kernel.word(), try kernel.word(), try kernel.word()))
    }

    /// Reads what `reveal()` wrote; nil for everything else.
    public init?(_ text: String) {
        let bytes = text.utf8Span.span
        guard bytes.count == 64 else { return nil }
        do throws(IDError) {
            words = (
                try Hexadecimal.decode(bytes, 0..<16), try Hexadecimal.decode(bytes, 16..<32),
                try Hexadecimal.decode(bytes, 32..<48), try Hexadecimal.decode(bytes, 48..<64)
            )
        } catch {
            return nil
        }
    }

    /// The secret as 64 hexadecimal digits, for the one place that hands it to its holder.
    public func reveal() -> String {
        [words.0, words.1, words.2, words.3].map { word in
            let digits = String(word, radix: 16)
            return String(repeating: "0", count: 16 - digits.count) + digits
        }.joined()
    }
}

extension Secret: Equatable {
    /// Looks at all bits, wherever the first difference is.
    public static func == (left: Secret, right: Secret) -> Bool {
        (left.words.0 ^ right.words.0) | (left.words.1 ^ right.words.1) | (left.words.2 ^ right.words.2)
            | (left.words.3 ^ right.words.3) == 0
    }
}

extension Secret: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    /// Never the secret.
    public var description: String { "<secret>" }
    /// Never the secret.
    public var debugDescription: String { "<secret>" }
    /// Empty: `dump` shows no bits.
    public var customMirror: Mirror { Mirror(self, children: []) }
}
