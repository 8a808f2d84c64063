/// Why a walk could not start.
package enum WalkError: Error, Sendable, Hashable, CustomStringConvertible {
    case missing(root: String)
    case unreadable(root: String, reason: String)
    /// A FIFO, socket or device.
    case notFileOrFolder(root: String)

    package var description: String {
        switch self {
        case .missing(let root): "\(root): no such file or folder"
        case .unreadable(let root, let reason): "\(root): cannot be read: \(reason)"
        case .notFileOrFolder(let root): "\(root): is neither a file nor a folder"
        }
    }
}
