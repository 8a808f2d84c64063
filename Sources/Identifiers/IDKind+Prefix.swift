// Prefixes of built-in kinds as numbers, so that writing or reading one is a single step of eight bytes.

extension IDKind {
    /// The spelling that IDs of this kind are stored and sent in.
    public var canonicalSpelling: IDSpelling { self == .trace || self == .span ? .hexadecimal : .typeID }

    /// The prefix and its `_` as eight bytes in memory order, and their number; nil for kinds of this process only.
    @inline(__always)
    private var packedPrefix: (bytes: UInt64, count: Int)? {
        switch index {
        case 0: (0x5f_6e6e_6f63, 5)  // conn_
        case 1: (0x5f_6773_6d, 4)  // msg_
        case 2: (0x5f_7165_72, 4)  // req_
        case 3: (0x5f_7272_6f63, 5)  // corr_
        case 4: (0x5f_7469_6475_61, 6)  // audit_
        case 5: (0x5f_7473_6574, 5)  // test_
        case 6: (0x5f_6e75_72, 4)  // run_
        case 7: (0x5f_6461_6572_6874, 7)  // thread_
        case 8: (0x5f_7373_6573, 5)  // sess_
        case 9: (0x5f_7874_63, 4)  // ctx_
        case 10: (0x5f_7265_7375, 5)  // user_
        case 11: (0x5f_6563_6172_74, 6)  // trace_
        case 12: (0x5f_6e61_7073, 5)  // span_
        default: nil
        }
    }

    /// With the `_`.
    var prefixLength: Int {
        if let packed = packedPrefix { return packed.count }
        return KindTable.current.entries[index].prefixBytes.count + 1
    }

    /// Writes prefix and `_`, and for some kinds zeros behind them, at most eight bytes in all.
    ///
    /// - Returns: the length of prefix and `_`.
    @inline(__always)
    @unsafe func writePrefix(to output: UnsafeMutablePointer<UInt8>) -> Int {
        if let packed = packedPrefix {
            // Sound: the caller has room for the 26 bytes of a suffix, too.
            unsafe UnsafeMutableRawPointer(output).storeBytes(of: packed.bytes.littleEndian, as: UInt64.self)
            return packed.count
        }
        let bytes = KindTable.current.entries[index].prefixBytes
        for index in bytes.indices { unsafe output[index] = bytes[index] }
        unsafe output[bytes.count] = UInt8(ascii: "_")
        return bytes.count + 1
    }

    /// The built-in kind whose prefix and `_` are these, at most eight, bytes.
    @inline(__always)
    static func builtIn(packed bytes: UInt64) -> IDKind? {
        switch bytes {
        case 0x5f_6e6e_6f63: .connection
        case 0x5f_6773_6d: .message
        case 0x5f_7165_72: .request
        case 0x5f_7272_6f63: .correlation
        case 0x5f_7469_6475_61: .audit
        case 0x5f_7473_6574: .test
        case 0x5f_6e75_72: .run
        case 0x5f_6461_6572_6874: .thread
        case 0x5f_7373_6573: .session
        case 0x5f_7874_63: .context
        case 0x5f_7265_7375: .user
        case 0x5f_6563_6172_74: .trace
        case 0x5f_6e61_7073: .span
        default: nil
        }
    }
}
