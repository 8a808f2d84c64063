internal import Glibc

/// Reads the files of a walk one after the other into one buffer. One reader a worker.
package struct FileReader: ~Copyable {
    /// Where a NUL byte makes a file binary, as in git and ripgrep.
    private static let binaryWindow = 8192

    private let base: Descriptor
    private var buffer = ReadBuffer()

    /// - Parameter base: `Walk.base`; opened once, so that a later `chdir` does not matter.
    package init(base: String) throws(ReadError) {
        do {
            self.base = try Descriptor(Array(base.utf8), flags: O_RDONLY | O_DIRECTORY)
        } catch {
            throw Self.readError(error)
        }
    }

    /// Reads a file; `withBytes` then gives its content.
    ///
    /// A file that grows, shrinks or is replaced meanwhile is safe: what counts is the bytes read. A symbolic
    /// link in the place of the file is refused, a FIFO does not block.
    ///
    /// - Parameter limit: the largest length accepted, in bytes; at most `limit` + 1 bytes are ever read.
    /// - Returns: the file's stamp as it was when opened; compare it with `file.stamp` to see a change.
    @discardableResult
    package mutating func read(_ file: WalkedFile, limit: Int) throws(ReadError) -> FileStamp {
        do {
            let descriptor = try Descriptor(
                file.bytes, in: base.number, flags: O_RDONLY | O_NOFOLLOW | O_NONBLOCK)
            let status = try descriptor.status()
            guard status.type == S_IFREG else { throw ReadError.notRegular }
            let stamp = FileStamp(status)
            guard stamp.size <= limit else { throw ReadError.tooLarge(size: stamp.size) }
            guard try buffer.fill(from: descriptor, expected: stamp.size, limit: limit) else {
                throw ReadError.tooLarge(size: buffer.count)
            }
            guard !withBytes(Self.isBinary) else { throw ReadError.binary }
            return stamp
        } catch let error as ReadError {
            throw error
        } catch let error as SystemError {
            throw Self.readError(error)
        } catch {
            throw ReadError.unreadable(reason: "\(error)")
        }
    }

    /// Whether a content is no text.
    package static func isBinary(_ bytes: Span<UInt8>) -> Bool {
        let window = bytes.extracting(first: binaryWindow)
        // memchr(3) reads the bytes that the span lends it, and no others.
        return unsafe window.withUnsafeBytes { raw in
            guard let start = raw.baseAddress else { return false }
            return unsafe memchr(start, 0, raw.count) != nil
        }
    }

    /// Calls `body` with the bytes of the last file read; nothing is copied.
    package borrowing func withBytes<Result, Failure: Error>(
        _ body: (Span<UInt8>) throws(Failure) -> Result
    ) throws(Failure) -> Result {
        try body(buffer.storage.span.extracting(..<buffer.count))
    }

    private static func readError(_ error: SystemError) -> ReadError {
        error.number == ELOOP ? .notRegular : error.isVanished ? .vanished : .unreadable(reason: error.reason)
    }
}
