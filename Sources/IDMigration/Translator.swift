private import Crypto
package import Identifiers

/// Says what becomes of one legacy identifier: a pure function of its kind, its bytes and the key, so that any number of
/// passes, processes and machines say the same.
package struct Translator: Sendable {
    private let key: SymmetricKey
    /// What tells one key from another without giving it away: the start of its hash.
    package let keyID: String

    /// A key shorter than this could be guessed.
    package static let shortestKey = 16

    /// - Parameter key: at least 16 secret bytes. Whoever has them can find legacy identifiers from unified ones.
    package init(key: [UInt8]) throws(MigrationError) {
        guard key.count >= Self.shortestKey else {
            throw MigrationError(
                "the key has \(key.count) bytes; take at least \(Self.shortestKey) random ones, such as `head -c 32 /dev/urandom`"
            )
        }
        self.init(anyKey: key)
    }

    /// For the public vectors, whose keys are short.
    init(anyKey key: [UInt8]) {
        self.key = SymmetricKey(data: key)
        keyID = String(decoding: Hexadecimal.digits(SHA256.hash(data: key).prefix(8)), as: UTF8.self)
    }

    /// What one value is, and becomes.
    enum Outcome {
        case mapped(MapEntry)
        /// Nothing, or white space: stays.
        case blank
        case unknown
        /// The legacy forms that it may be.
        case ambiguous([String])
    }

    /// - Complexity: O(n) in the length of the value.
    func outcome(_ value: ArraySlice<UInt8>, kind: IDKind) -> Outcome {
        if value.allSatisfy({ $0 == 0x20 || (0x09...0x0D).contains($0) }) { return .blank }
        switch Recognition(value, kind: kind) {
        case .unknown: return .unknown
        case .ambiguous(let forms): return .ambiguous(forms)
        case .unified:
            return .mapped(
                MapEntry(
                    kind: kind.prefix, legacy: Array(value), unified: Array(value), rule: .unchanged,
                    form: "unified"))
        case .bits(let id, let form):
            return .mapped(
                MapEntry(
                    kind: kind.prefix, legacy: Array(value), unified: Array(id.description.utf8),
                    rule: .reencoded, form: form))
        case .legacy(let reading):
            guard let id = keyed(kind, value, milliseconds: reading.milliseconds ?? 0) else {
                return .unknown
            }
            return .mapped(
                MapEntry(
                    kind: kind.prefix, legacy: Array(value), unified: Array(id.description.utf8),
                    rule: .keyed,
                    form: reading.form.rawValue, milliseconds: reading.milliseconds,
                    thread: reading.thread.map { Array($0.utf8) }, user: reading.user.map { Array($0.utf8) }))
        }
    }

    /// What a text becomes; nil where it is no identifier of that kind, or may be several.
    package func unified(_ text: String, kind: IDKind) -> String? {
        guard case .mapped(let entry) = outcome(Array(text.utf8)[...], kind: kind) else { return nil }
        return String(decoding: entry.unified, as: UTF8.self)
    }

    /// A UUID of version 8 (RFC 9562 §5.8): 48 bits of time, then, around version and variant, the first 74 bits of
    /// HMAC-SHA256 (RFC 2104) of the kind's prefix, a zero byte and the legacy bytes. Traces and spans, which hold
    /// neither time nor version, take the first bits as they are.
    ///
    /// - Returns: nil for a time that 48 bits do not hold.
    private func keyed(_ kind: IDKind, _ value: ArraySlice<UInt8>, milliseconds: Int64) -> UnifiedID? {
        var code = HMAC<SHA256>(key: key)
        code.update(data: Array(kind.prefix.utf8) + [0])
        code.update(data: Array(value))
        let hash = Array(code.finalize())
        func word(_ start: Int) -> UInt64 { hash[start..<start + 8].reduce(0) { $0 << 8 | UInt64($1) } }
        let (first, second) = (word(0), word(8))
        switch kind {
        // The lowest bit is set, since an identifier of zeros is none (W3C Trace Context §3.2.2.3).
        case .trace: return try? UnifiedID(kind, high: first, low: second | 1)
        case .span: return try? UnifiedID(kind, high: 0, low: first | 1)
        default:
            guard milliseconds >= 0, milliseconds < 1 << 48 else { return nil }
            let high = UInt64(milliseconds) << 16 | 0x8000 | first >> 52
            let low = 1 << 63 | (first << 12 | second >> 52) >> 2
            return try? UnifiedID(kind, high: high, low: low)
        }
    }
}
