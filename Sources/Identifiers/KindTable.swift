internal import Synchronization

/// All kinds that a process knows at one moment.
///
/// Readers take no lock, so that a child of fork(2) never waits for one that another thread held. A table that was
/// replaced is kept for readers that still look at it: there are at most 115.
final class KindTable: Sendable {
    struct Entry: Sendable {
        let kind: IDKind
        let name: String
        let prefix: String
        let prefixBytes: [UInt8]

        init(_ kind: IDKind, name: String, prefix: String) {
            self.kind = kind
            self.name = name
            self.prefix = prefix
            prefixBytes = Array(prefix.utf8)
        }
    }

    /// By the kinds' index.
    let entries: [Entry]

    private init(_ entries: [Entry]) { self.entries = entries }

    private static let shared = unsafe Atomic(Unmanaged.passRetained(KindTable(builtIn)))

    static var current: KindTable {
        // Sound: no table is ever released.
        unsafe shared.load(ordering: .acquiring).takeUnretainedValue()
    }

    private static let builtIn: [Entry] = [
        Entry(.connection, name: "connection", prefix: "conn"),
        Entry(.message, name: "message", prefix: "msg"),
        Entry(.request, name: "request", prefix: "req"),
        Entry(.correlation, name: "correlation", prefix: "corr"),
        Entry(.audit, name: "audit", prefix: "audit"),
        Entry(.test, name: "test", prefix: "test"),
        Entry(.run, name: "run", prefix: "run"),
        Entry(.thread, name: "thread", prefix: "thread"),
        Entry(.session, name: "session", prefix: "sess"),
        Entry(.context, name: "context", prefix: "ctx"),
        Entry(.user, name: "user", prefix: "user"),
        Entry(.trace, name: "trace", prefix: "trace"),
        Entry(.span, name: "span", prefix: "span"),
    ]

    /// The kind with that prefix.
    func kind(prefix: Span<UInt8>, count: Int) -> IDKind? {
        entries.first { entry in
            guard entry.prefixBytes.count == count else { return false }
            for index in 0..<count where entry.prefixBytes[index] != prefix[index] { return false }
            return true
        }?.kind
    }

    static func register(prefix: String, name: String, isOrdered: Bool) throws(IDError) -> IDKind {
        let bytes = Array(prefix.utf8)
        guard (3...63).contains(bytes.count), TypeID.isPrefix(bytes.span) else {
            throw .invalidPrefix(IDError.excerpt(bytes.span, 0..<bytes.count))
        }
        // A name stands in messages and on command lines.
        guard !name.isEmpty, name.utf8.allSatisfy({ LegacyText.isWord($0) || $0 == UInt8(ascii: "-") }) else {
            throw .invalidPrefix(IDError.excerpt(name.utf8Span.span, 0..<name.utf8.count))
        }
        while true {
            let old = unsafe shared.load(ordering: .acquiring)
            let entries = unsafe old.takeUnretainedValue().entries
            if let clash = entries.first(where: {
                $0.name == name || extends($0.prefixBytes, bytes) || extends(bytes, $0.prefixBytes)
            }) {
                guard clash.name == name, clash.prefixBytes == bytes,
                    clash.kind.form == (isOrdered ? .ordered : .random)
                else { throw .prefixTaken(prefix, by: clash.prefix) }
                return clash.kind
            }
            guard entries.count < 128 else { throw .tooManyKinds }
            let kind = IDKind(index: entries.count, isRandom: !isOrdered)
            let new = unsafe Unmanaged.passRetained(
                KindTable(entries + [Entry(kind, name: name, prefix: prefix)]))
            if unsafe shared.compareExchange(
                expected: old, desired: new, ordering: .acquiringAndReleasing
            ).exchanged {
                return kind
            }
            unsafe new.release()
        }
    }

    /// Whether `longer` is `shorter`, or goes on with `_`.
    private static func extends(_ longer: [UInt8], _ shorter: [UInt8]) -> Bool {
        longer.starts(with: shorter)
            && (longer.count == shorter.count || longer[shorter.count] == UInt8(ascii: "_"))
    }
}
