internal import Glibc

/// Memory that one file after the other is read into; it grows to the largest and is then reused.
struct ReadBuffer: Sendable {
    private(set) var storage: [UInt8] = []
    private(set) var count = 0

    /// Reads from the descriptor's position to its end, but never more than `limit` + 1 bytes.
    ///
    /// - Parameter expected: the size announced; only a hint, since a file may grow or shrink meanwhile.
    /// - Returns: false if there are more than `limit` bytes.
    mutating func fill(
        from descriptor: borrowing Descriptor, expected: Int, limit: Int
    ) throws(SystemError) -> Bool {
        count = 0
        let most = max(0, min(limit, Int.max - 1)) + 1
        grow(to: min(max(0, min(expected, most - 1)) + 1, most))
        while true {
            if count == storage.count || count >= most {
                guard count < most else { return false }
                grow(to: min(max(storage.count, 4096) * 2, most))
            }
            let free = min(storage.count, most) - count
            let number = descriptor.number
            let offset = count
            // read(2) writes at most `free` bytes after `offset`, both inside the array.
            let got = unsafe storage.withUnsafeMutableBytes { raw in
                guard let start = raw.baseAddress else { return 0 }
                return unsafe read(number, start + offset, free)
            }
            if got > 0 {
                count += got
            } else if got == 0 {
                return true
            } else if errno != EINTR {
                throw SystemError.last
            }
        }
    }

    private mutating func grow(to size: Int) {
        if storage.count < size {
            storage.append(contentsOf: repeatElement(0, count: size - storage.count))
        }
    }

    /// The bytes of a small file, nil if it is no regular file.
    ///
    /// - Throws: the system's error; EFBIG for more than `limit` bytes.
    static func contents(
        of path: [UInt8], in folder: Int32 = AT_FDCWD, flags: Int32 = 0, limit: Int
    ) throws(SystemError) -> [UInt8]? {
        let descriptor = try Descriptor(path, in: folder, flags: O_RDONLY | O_NONBLOCK | flags)
        let status = try descriptor.status()
        guard status.type == S_IFREG else { return nil }
        var buffer = ReadBuffer()
        let isWhole = try buffer.fill(from: descriptor, expected: Int(status.st_size), limit: limit)
        guard isWhole else { throw SystemError(number: EFBIG) }
        return Array(buffer.storage.prefix(buffer.count))
    }
}
