/// The last names of calls that may have to do with making identifiers: what an outliner keeps expressions for. The
/// rules of Rules/Sources/ say what each of them comes to, and can speak of no others.
public struct MakingWords: Sendable {
    public enum Strength: Sendable {
        /// Makes a value that is hardly ever anything but an identifier or a secret, called or handed on.
        case maker
        /// The same where it is called.
        case call
        /// Makes one only where the value's text or target says so.
        case weak
    }

    private let strengths: [UInt32: Strength]
    /// A bit for each hash that may be among the words, by its low bits.
    private let filter: [UInt64]

    private static let lists: [(Strength, String)] = [
        (.maker, "uuid1 uuid4 uuid6 uuid7 uuid8"),
        (
            .call,
            """
            uuid3 uuid5 token_hex token_urlsafe token_bytes urandom getrandbits randbits randbelow ObjectId ULID \
            ulid ulid1 KSUID Ksuid ksuid cuid cuid2 cuid_wrapper Cuid TypeID typeid nanoid XID xid make_snowflake \
            get_random_string random_string gen_random_uuid uuid_generate_v4 AutoField BigAutoField SmallAutoField \
            Identity RandomUUID
            """
        ),
        (
            .weak,
            """
            time time_ns monotonic monotonic_ns perf_counter perf_counter_ns now utcnow today strftime timestamp \
            choice choices randint randrange sample random uniform id hash next count hexdigest digest md5 sha1 \
            sha224 sha256 sha384 sha512 blake2b blake2s crc32 adler32 xxh64 getpid get_ident generate new uuid \
            random_sample from_timestamp getnode text Sequence Column mapped_column
            """
        ),
    ]

    public init() {
        var strengths: [UInt32: Strength] = [:]
        var filter = [UInt64](repeating: 0, count: 64)
        for (strength, words) in Self.lists {
            for word in words.split(separator: " ") {
                let hash = NameTable.hash(String(word))
                strengths[hash] = strength
                filter[Self.position(hash) >> 6] |= 1 << UInt64(Self.position(hash) & 63)
            }
        }
        self.strengths = strengths
        self.filter = filter
    }

    /// Whether expressions that call a function of this name are kept.
    public func knows(_ name: String) -> Bool {
        strengths[NameTable.hash(name)] != nil || SchemaReader.makerWords.contains(name)
    }

    /// What a name of this hash makes; nil for nearly all names.
    @inline(__always)
    func strength(_ hash: UInt32) -> Strength? {
        let position = Self.position(hash)
        guard filter[position >> 6] >> UInt64(position & 63) & 1 == 1 else { return nil }
        return strengths[hash]
    }

    @inline(__always)
    private static func position(_ hash: UInt32) -> Int { Int((hash ^ hash >> 13) & 4095) }
}
