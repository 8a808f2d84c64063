/// Why a migration stops: one message, with what to do.
package struct MigrationError: Error, Hashable, CustomStringConvertible {
    package enum Kind: Sendable, Hashable {
        /// Bad input, plan, key or files: nothing was written.
        case invalid
        /// Values that no rule may decide about, or that would fall together: nothing was written.
        case refused
    }

    package let kind: Kind
    /// `path: what is wrong; what to do`, with a line or record where there is one.
    package let description: String

    package init(_ description: String, kind: Kind = .invalid) {
        self.kind = kind
        self.description = description
    }
}

/// What is wrong with the bytes of a record; the reader of the file adds its path and place.
struct FormatError: Error, Hashable {
    let message: String

    init(_ message: String) { self.message = message }
}
