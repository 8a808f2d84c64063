import Synchronization

/// What was found of files, kept: many definitions of one file ask the same, side by side.
final class FileMemo<Value: Sendable>: Sendable {
    private let known = Mutex<[Int32: Value]>([:])

    /// The value of a file, made where it is not known yet. Made without the lock: by two at once, at the worst.
    func value(_ file: Int32, _ make: () -> Value) -> Value {
        if let value = known.withLock({ $0[file] }) { return value }
        let made = make()
        known.withLock { $0[file] = made }
        return made
    }
}
