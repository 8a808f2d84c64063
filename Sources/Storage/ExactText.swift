internal import Glibc

/// A string that equals another one only where their bytes do. `String` takes canonically equivalent texts for
/// equal, but two files whose names differ in their normal form are two files.
struct ExactText: Hashable {
    let text: String

    init(_ text: String) { self.text = text }

    static func == (left: ExactText, right: ExactText) -> Bool {
        let (left, right) = (left.text.utf8, right.text.utf8)
        guard left.count == right.count else { return false }
        // both buffers are read inside the calls that lend them; a native string lends its own
        let isEqual = unsafe left.withContiguousStorageIfAvailable { left in
            unsafe right.withContiguousStorageIfAvailable { right in
                guard let first = left.baseAddress, let second = right.baseAddress else { return true }
                return unsafe memcmp(first, second, left.count) == 0
            }
        }
        return (isEqual ?? nil) ?? left.elementsEqual(right)
    }

    /// Equal bytes make equal strings, whose hashes are equal.
    func hash(into hasher: inout Hasher) { hasher.combine(text) }
}
