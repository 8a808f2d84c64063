import Classification

/// Functions and methods that change how a value is written and make none. Names that languages share stand once.
enum TextConversion {
    /// Passes the value on.
    case same
    case hexadecimal, decimal, base64
    /// A digest: what it is made from decides; so many hexadecimal digits.
    case digest(Int)

    static let names = Array(functions.keys) + Array(methods.keys)

    /// By the last name of a called function: the first argument is what is converted.
    static let functions: [String: TextConversion] = [
        "str": .same, "repr": .same, "unicode": .same, "text_type": .same, "cast": .same, "UUID": .same,
        "format": .same, "bytes": .same, "force_str": .same, "ensure_text": .same, "SecretStr": .same,
        "round": .decimal, "abs": .decimal, "int": .decimal, "float": .decimal, "hex": .hexadecimal,
        "hexlify": .hexadecimal, "b64encode": .base64, "urlsafe_b64encode": .base64, "b32encode": .base64,
        "b58encode": .base64, "b85encode": .base64, "md5": .digest(32), "sha1": .digest(40),
        "sha224": .digest(56), "sha256": .digest(64), "sha384": .digest(96), "sha512": .digest(128),
        "blake2b": .digest(128), "blake2s": .digest(64),
    ]

    /// By the name of a method: what it is called on is converted.
    static let methods: [String: TextConversion] = [
        "decode": .same, "encode": .same, "lower": .same, "upper": .same, "strip": .same, "rstrip": .same,
        "lstrip": .same, "replace": .same, "digest": .same, "hexdigest": .same, "timestamp": .decimal,
        "isoformat": .same, "strftime": .same, "total_seconds": .decimal, "hex": .hexadecimal, "zfill": .same,
        "title": .same, "capitalize": .same, "__str__": .same, "tobytes": .same, "astimezone": .same,
        "timetuple": .same, "date": .same, "time": .same, "removeprefix": .same, "toordinal": .decimal,
    ]
}
