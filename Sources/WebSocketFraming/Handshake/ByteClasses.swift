/// Classes of bytes in HTTP (RFC 9110 §5.6).
extension UInt8 {
    /// `tchar`: letters, digits, and some signs. Two words of bits, because a table costs a load a byte.
    @inline(__always)
    var isTokenByte: Bool {
        let low: UInt64 = 0x03FF_6CFA_0000_0000
        let high: UInt64 = 0x57FF_FFFF_C7FF_FFFE
        return self < 64 ? low >> UInt64(self) & 1 != 0 : self < 128 && high >> UInt64(self &- 64) & 1 != 0
    }

    /// What a field's value may hold: visible ASCII, blanks, and what is beyond ASCII.
    @inline(__always)
    var isFieldByte: Bool { self >= 0x20 ? self != 0x7F : self == 0x09 }

    @inline(__always)
    var isBlank: Bool { self == 0x20 || self == 0x09 }

    @inline(__always)
    var isDigit: Bool { self >= 0x30 && self <= 0x39 }

    /// Lower case of an ASCII letter; any other byte as it is.
    @inline(__always)
    var lowercased: UInt8 { self >= 0x41 && self <= 0x5A ? self | 0x20 : self }
}
