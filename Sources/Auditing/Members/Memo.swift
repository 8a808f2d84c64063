import Linking
import Outlines
import Synchronization

/// What was found of files and classes, kept: checks ask the same again for each of thousands of members, side by side.
final class Memo: Sendable {
    struct State: Sendable {
        /// By rule and class: what ``ClassMembers/names(ofFamily:_:)`` gives.
        var families: [Family: Set<Int>?] = [:]
        var hasObjects: [DefinitionID: Bool] = [:]
        var makesOthers: [DefinitionID: Bool] = [:]
        /// By file.
        var setsByName: [Int32: Bool] = [:]
        var ambiguous: [Int32: Set<Int32>] = [:]
        var topNames: [Int32: Set<Int>] = [:]
        var mentioned: [Int32: Set<Int>] = [:]
        var mentionLines: [Int32: Set<UInt32>] = [:]
        var resultHints: [Int32: [Int32: NamePath.ID]] = [:]
    }

    struct Family: Hashable, Sendable {
        let rule: String
        let id: DefinitionID
    }

    private let state = Mutex(State())

    /// The value of a key, made where it is not known yet. Made without the lock: by two at once, at the worst.
    func value<Key, Value>(
        _ table: WritableKeyPath<State, [Key: Value]>, _ key: Key, _ make: () -> Value
    ) -> Value where Value: Sendable {
        let known = state.withLock { Known(value: $0[keyPath: table][key]) }
        if let value = known.value { return value }
        let made = make()
        state.withLock { $0[keyPath: table][key] = made }
        return made
    }

    private struct Known<Value: Sendable>: Sendable { let value: Value? }
}
