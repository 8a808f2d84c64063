internal import CRandom

/// The random generator of one thread, in a page of its own that fork(2) wipes: ChaCha20 with fast key erasure
/// (Bernstein 2017), and a buffer from which every word is wiped as it is handed out. Who reads this memory learns
/// nothing about words handed out before.
///
/// The words of the page:
///
///     0      whether the key is set
///     1      the index of the next word to hand out; 0 after a fork, when the page reads as zeros
///     2      refills until the kernel is asked again
///     3      the slot's number in its pool
///     4...7  the key
///     64...  1 KiB of key stream, of which the first 32 bytes became the key
@safe struct RandomSlot {
    static let byteCount = 4096

    private static let refillsPerSeed: UInt64 = 1 << 16
    private static let first: UInt64 = 68
    private static let count = UInt64(CRANDOM_BLOCKS) * 8 - 4

    /// Sound to use as long as the pool lives, by one thread at a time.
    let words: UnsafeMutablePointer<UInt64>

    @inline(__always)
    init(_ words: UnsafeMutablePointer<UInt64>) { unsafe self.words = words }

    /// The next 64 bits; nil where the buffer is used up, or was never filled, or was wiped by a fork.
    @inline(__always)
    func next() -> UInt64? {
        let index = unsafe words[1]
        guard index &- Self.first < Self.count else { return nil }
        // Sound: the index lies in the buffer.
        let word = unsafe words[Int(index)]
        unsafe words[Int(index)] = 0
        unsafe words[1] = index &+ 1
        return word
    }

    /// The next 64 bits, where the buffer has none.
    func refilled(from kernel: KernelRandom) throws(IDError) -> UInt64 {
        if unsafe words[0] == 0 || words[2] == 0 { try seed(from: kernel) }
        unsafe words[2] -= 1
        // Sound: a word is two halves, aligned for them; both ranges lie in the page.
        unsafe UnsafeMutableRawPointer(words).withMemoryRebound(to: UInt32.self, capacity: Self.byteCount / 4)
        {
            page in
            _ = unsafe crandom_chacha20(page + 8, page + 128)
        }
        for index in 0..<4 {
            unsafe words[4 + index] = words[64 + index]
            unsafe words[64 + index] = 0
        }
        unsafe words[1] = Self.first
        guard let word = next() else { preconditionFailure("a full buffer has a first word") }
        return word
    }

    /// Mixes 32 bytes from the kernel into the key.
    private func seed(from kernel: KernelRandom) throws(IDError) {
        var fresh = (UInt64(0), UInt64(0), UInt64(0), UInt64(0))
        do throws(IDError) {
            // Sound: the pointer is used inside the call only.
            try unsafe withUnsafeMutableBytes(of: &fresh) { buffer throws(IDError) in
                try unsafe kernel.fill(buffer)
            }
            guard fresh.0 | fresh.1 | fresh.2 | fresh.3 != 0 else { throw .entropyUnavailable(number: 0) }
        } catch {
            // A key that is set stays as strong as it was: the kernel is asked again at the next refill.
            guard unsafe words[0] != 0 else { throw error }
            unsafe words[2] = 1
            return
        }
        unsafe words[4] ^= fresh.0
        unsafe words[5] ^= fresh.1
        unsafe words[6] ^= fresh.2
        unsafe words[7] ^= fresh.3
        unsafe words[2] = Self.refillsPerSeed
        unsafe words[0] = 1
    }

    /// Wipes key and buffer: the thread ends.
    func erase() {
        for index in 0..<Self.byteCount / 8 { unsafe words[index] = 0 }
    }
}
