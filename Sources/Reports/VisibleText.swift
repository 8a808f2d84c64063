extension String {
    /// The text with control characters spelt out, `\u{1b}`: the name of a file of an audited repository must not
    /// speak to the reader's terminal, nor break a row in two.
    package var visible: String {
        func isControl(_ scalar: Unicode.Scalar) -> Bool {
            scalar.value < 0x20 || (0x7f...0x9f).contains(scalar.value) || scalar.value == 0x2028
                || scalar.value == 0x2029
        }
        guard unicodeScalars.contains(where: isControl) else { return self }
        return unicodeScalars.map { isControl($0) ? "\\u{\(String($0.value, radix: 16))}" : String($0) }
            .joined()
    }
}
