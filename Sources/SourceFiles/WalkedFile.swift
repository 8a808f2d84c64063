/// A file that a walk met, with what the file system said of it at that moment.
package struct WalkedFile: Sendable, Hashable {
    package enum Kind: Sendable, Hashable {
        case regular
        case fifo
        case socket
        case device
    }

    /// Path below the walked folder, "/" between names; bytes that are not UTF-8 read as U+FFFD.
    package let path: String
    package let kind: Kind
    package let stamp: FileStamp

    // Only where `path` had to be repaired, so that the usual file costs one allocation.
    private let exactBytes: [UInt8]?

    /// The exact bytes of the path, without a final NUL.
    package var bytes: [UInt8] { exactBytes ?? Array(path.utf8) }

    /// Length in bytes.
    package var size: Int { stamp.size }
    /// Last change of the content, nanoseconds since 1970.
    package var modified: Int64 { stamp.modified }
    /// Last change of content or attributes (ctime), nanoseconds since 1970.
    package var changed: Int64 { stamp.changed }
    package var inode: UInt64 { stamp.inode }
    package var device: UInt64 { stamp.device }

    package init(bytes: [UInt8], kind: Kind, stamp: FileStamp) {
        if let path = String(validating: bytes, as: UTF8.self) {
            self.path = path
            exactBytes = nil
        } else {
            path = String(decoding: bytes, as: UTF8.self)
            exactBytes = bytes
        }
        self.kind = kind
        self.stamp = stamp
    }
}
