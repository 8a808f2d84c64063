public import Synchronization

/// What was found of files or definitions, kept: many definitions ask the same of one, side by side.
public final class Keeper<Key: Hashable & Sendable, Value: Sendable>: Sendable {
    @usableFromInline let known = Mutex<[Key: Value]>([:])

    public init() {}

    /// The value of a key, made where it is not known yet. Made without the lock: by two at once, at the worst.
    @inlinable
    public func value(_ key: Key, _ make: () -> Value) -> Value {
        if let value = known.withLock({ $0[key] }) { return value }
        let made = make()
        known.withLock { $0[key] = made }
        return made
    }
}
