internal import CRandom
internal import Glibc
internal import Synchronization

/// Random words for all threads of the process: one ``RandomSlot`` a thread, given back when the thread ends.
///
/// 1,024 slots, reserved at once and touched as they are needed; threads beyond that, and systems without
/// `MADV_WIPEONFORK`, ask the kernel for every word, which is slower and as good. A child of fork(2) starts with wiped
/// slots and takes its own seed. Not for signal handlers.
final class RandomPool: Sendable {
    private static let slotCount = 1024

    private static let shared = RandomPool(kernel: .system)

    let kernel: KernelRandom
    /// The address of the slots; 0 without a guard against forks.
    private let base: UInt
    /// One bit a slot: taken. Outside the wiped pages, since the thread that forks keeps its slot in the child.
    private let taken: [TakenWord]
    private let key: pthread_key_t

    private final class TakenWord: Sendable {
        let bits = Atomic<UInt64>(0)
    }

    private init(kernel: KernelRandom) {
        self.kernel = kernel
        let pages = unsafe crandom_pages(Self.slotCount * RandomSlot.byteCount, 1)
        var key = pthread_key_t()
        // Sound: the destructor gets what `claim` set, the slot of the thread that ends.
        let status = unsafe pthread_key_create(&key) { pointer in
            guard let pointer = unsafe pointer else { return }
            unsafe RandomPool.shared.release(RandomSlot(pointer.assumingMemoryBound(to: UInt64.self)))
        }
        base = status == 0 ? UInt(bitPattern: pages) : 0
        taken = (0..<Self.slotCount / 64).map { _ in TakenWord() }
        self.key = key
    }

    /// 64 random bits.
    ///
    /// - Throws: `entropyUnavailable` where the thread has no key and the kernel gives none.
    @inline(__always)
    static func next() throws(IDError) -> UInt64 {
        // The thread's slot first: asking for `shared` costs a call that looks whether it was made.
        if let words = unsafe crandom_get_slot(), let word = unsafe RandomSlot(words).next() { return word }
        return try shared.refilled()
    }

    @inline(never)
    private func refilled() throws(IDError) -> UInt64 {
        if let words = unsafe crandom_get_slot() {
            return try unsafe RandomSlot(words).refilled(from: kernel)
        }
        guard let slot = claim() else { return try kernel.word() }
        return try slot.refilled(from: kernel)
    }

    private func claim() -> RandomSlot? {
        guard base != 0 else { return nil }
        for (index, word) in taken.enumerated() {
            var old = word.bits.load(ordering: .relaxed)
            while old != .max {
                let bit = (~old).trailingZeroBitCount
                let (done, current) = word.bits.compareExchange(
                    expected: old, desired: old | 1 << UInt64(bit), ordering: .acquiring)
                if done { return adopt(index * 64 + bit) }
                old = current
            }
        }
        return nil
    }

    private func adopt(_ number: Int) -> RandomSlot? {
        // Sound: the number is below the count of slots, and its bit makes the slot this thread's alone.
        let address = base + UInt(number * RandomSlot.byteCount)
        guard let words = unsafe UnsafeMutablePointer<UInt64>(bitPattern: address) else { return nil }
        guard unsafe pthread_setspecific(key, words) == 0 else {
            free(number)
            return nil
        }
        unsafe crandom_set_slot(words)
        return unsafe RandomSlot(words)
    }

    private func release(_ slot: RandomSlot) {
        crandom_set_slot(nil)
        slot.erase()
        free(unsafe Int(UInt(bitPattern: slot.words) - base) / RandomSlot.byteCount)
    }

    private func free(_ number: Int) {
        taken[number / 64].bits.bitwiseAnd(~(1 << UInt64(number % 64)), ordering: .releasing)
    }
}
