internal import CRandom
internal import Glibc

/// Random bytes from the kernel: getrandom(2), or a stand-in for it in tests.
@safe struct KernelRandom: Sendable {
    /// Writes at most the buffer's size; gives the number of bytes written, or a negated error number.
    let read: @Sendable (UnsafeMutableRawBufferPointer) -> Int

    init(_ read: @escaping @Sendable (UnsafeMutableRawBufferPointer) -> Int) { unsafe self.read = read }

    static let system = unsafe KernelRandom { buffer in
        // Sound: the buffer is not empty, and the C function writes no more than its size.
        guard let start = buffer.baseAddress else { return 0 }
        return unsafe crandom_getrandom(start, buffer.count)
    }

    /// Fills the buffer, however often the call is interrupted or gives less.
    ///
    /// - Throws: `entropyUnavailable`. There is no second source: a weak one would not show.
    func fill(_ buffer: UnsafeMutableRawBufferPointer) throws(IDError) {
        var filled = 0
        var interruptions = 0
        while filled < buffer.count {
            let count = unsafe read(UnsafeMutableRawBufferPointer(rebasing: buffer[filled...]))
            if count > 0 {
                filled += min(count, buffer.count - filled)
            } else if count == -Int(EINTR), interruptions < 1000 {
                interruptions += 1
            } else {
                throw .entropyUnavailable(number: Int32(clamping: -count))
            }
        }
    }

    /// 64 random bits.
    func word() throws(IDError) -> UInt64 {
        var word: UInt64 = 0
        // Sound: the pointer is used inside the call only.
        try unsafe withUnsafeMutableBytes(of: &word) { buffer throws(IDError) in try unsafe fill(buffer) }
        return word
    }
}
