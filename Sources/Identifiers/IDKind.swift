/// What an ID names: thirteen kinds that every process knows, and those that a deployment registers.
///
/// One byte. Kinds that a process registers get their byte in the order of registration: store an ID's text or its
/// 16 bytes, never this byte.
public struct IDKind: Hashable, Sendable {
    /// The index into the table of kinds; the highest bit is set where the kind's IDs are random.
    let code: UInt8

    init(code: UInt8) { self.code = code }

    init(index: Int, isRandom: Bool) { code = UInt8(index) | (isRandom ? 0x80 : 0) }

    var index: Int { Int(code & 0x7f) }

    /// How a kind's IDs come about, and how they are written.
    public enum Form: Sendable {
        /// UUIDv7: later ones are greater. Written as TypeID.
        case ordered
        /// UUIDv4: nothing can be read from them, not even when they were made. Written as TypeID.
        case random
        /// The `trace-id` of W3C Trace Context: 32 lower hexadecimal digits, never all zero.
        case trace
        /// The `parent-id` of W3C Trace Context: 16 lower hexadecimal digits, never all zero.
        case span
    }

    /// A connection of a client; ordered, `conn_`.
    public static let connection = IDKind(code: 0)
    /// A message or event; ordered, `msg_`.
    public static let message = IDKind(code: 1)
    /// A request; ordered, `req_`.
    public static let request = IDKind(code: 2)
    /// What belongs together across services; ordered, `corr_`.
    public static let correlation = IDKind(code: 3)
    /// An entry of an audit log; ordered, `audit_`.
    public static let audit = IDKind(code: 4)
    /// What a test makes; ordered, `test_`.
    public static let test = IDKind(code: 5)
    /// A run of an agent or job; ordered, `run_`.
    public static let run = IDKind(code: 6)
    /// A conversation; ordered, `thread_`.
    public static let thread = IDKind(code: 7)
    /// Random, since the time of a log-in is private. A session's ID is not its secret: see ``Secret``.
    public static let session = IDKind(code: 0x88)
    /// A context of execution; random, `ctx_`.
    public static let context = IDKind(code: 0x89)
    /// Random, since the time of a sign-up is private.
    public static let user = IDKind(code: 0x8a)
    /// A trace of W3C Trace Context: 16 bytes, 32 hexadecimal digits.
    public static let trace = IDKind(code: 0x8b)
    /// A span of W3C Trace Context: 8 bytes, 16 hexadecimal digits.
    public static let span = IDKind(code: 0x8c)

    /// What its IDs are made of.
    public var form: Form {
        switch self {
        case .trace: .trace
        case .span: .span
        default: code & 0x80 == 0 ? .ordered : .random
        }
    }

    /// The kind's name, such as `connection`.
    public var name: String { KindTable.current.entries[index].name }

    /// What its TypeIDs begin with, without the `_`, such as `conn`.
    public var prefix: String { KindTable.current.entries[index].prefix }

    /// All kinds of this process: the thirteen in a fixed order, then the registered ones in theirs.
    public static var all: [IDKind] { KindTable.current.entries.map(\.kind) }

    /// The kind of that name.
    public init?(named name: String) {
        guard let entry = KindTable.current.entries.first(where: { $0.name.utf8.elementsEqual(name.utf8) })
        else { return nil }
        self = entry.kind
    }

    /// Makes a kind known to this process. The same call twice gives the same kind.
    ///
    /// - Parameters:
    ///   - prefix: 3 to 63 of a to z and `_`, with a letter at both ends. Not `a_b` where there is `a`, nor the other
    ///     way round: old forms would read `a_b_…` as an `a`.
    ///   - name: letters, digits, `_` and `-`; the prefix, if left out.
    ///   - isOrdered: whether later IDs are greater, which shows when each was made.
    /// - Throws: `invalidPrefix`, `prefixTaken`, `tooManyKinds`.
    public static func register(
        prefix: String, named name: String? = nil, isOrdered: Bool = true
    ) throws(IDError) -> IDKind {
        try KindTable.register(prefix: prefix, name: name ?? prefix, isOrdered: isOrdered)
    }
}

extension IDKind: CustomStringConvertible {
    /// The name of the kind.
    public var description: String { name }
}
