import CRandom
import Glibc
import Synchronization

@testable import Identifiers

/// A random slot of its own, with or without the guard against forks.
@safe final class TestPage: @unchecked Sendable {
    // Sound: tests use a page from one thread at a time.
    let slot: RandomSlot
    private let page: UnsafeMutableRawPointer

    init(wipes: Bool) {
        guard let page = unsafe crandom_pages(RandomSlot.byteCount, wipes ? 1 : 0) else {
            preconditionFailure("no page")
        }
        unsafe self.page = unsafe page
        slot = unsafe RandomSlot(page.bindMemory(to: UInt64.self, capacity: RandomSlot.byteCount / 8))
    }

    func next() throws(IDError) -> UInt64 {
        if let word = slot.next() { return word }
        return try slot.refilled(from: .system)
    }

    deinit { unsafe munmap(page, RandomSlot.byteCount) }
}

/// Counts from 0.
final class Counter: Sendable {
    private let count = Atomic(0)

    var value: Int { count.load(ordering: .relaxed) }

    func next() -> Int { count.wrappingAdd(1, ordering: .relaxed).oldValue }
}
