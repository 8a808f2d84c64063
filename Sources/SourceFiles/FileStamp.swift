internal import Glibc

/// What tells one state of a file from another without reading it.
package struct FileStamp: Sendable, Hashable {
    /// Length in bytes.
    package let size: Int
    /// Last change of the content, nanoseconds since 1970.
    package let modified: Int64
    /// Last change of content or attributes (ctime), nanoseconds since 1970.
    package let changed: Int64
    package let inode: UInt64
    package let device: UInt64

    /// The stamp of what stands in no file system.
    package static let none = FileStamp(stat())

    init(_ status: stat) {
        size = Int(status.st_size)
        modified = Self.nanoseconds(status.st_mtim)
        changed = Self.nanoseconds(status.st_ctim)
        inode = UInt64(status.st_ino)
        device = UInt64(status.st_dev)
    }

    // Wrapping: a file system may hold a year that 64 bits of nanoseconds cannot.
    private static func nanoseconds(_ time: timespec) -> Int64 {
        Int64(time.tv_sec) &* 1_000_000_000 &+ Int64(time.tv_nsec)
    }
}
