/// Why a file of a walk could not be read as text.
package enum ReadError: Error, Sendable, Hashable, CustomStringConvertible {
    case vanished
    case unreadable(reason: String)
    /// Longer than the limit; `size` is the length known, in bytes.
    case tooLarge(size: Int)
    /// No longer a regular file.
    case notRegular
    /// A NUL byte stands in the first 8 KiB.
    case binary

    package var description: String {
        switch self {
        case .vanished: "vanished during the scan"
        case .unreadable(let reason): "cannot be read: \(reason)"
        case .tooLarge(let size): "is too large (\(size) bytes)"
        case .notRegular: "is not a regular file"
        case .binary: "is binary (a NUL byte in its first 8 KiB)"
        }
    }
}
