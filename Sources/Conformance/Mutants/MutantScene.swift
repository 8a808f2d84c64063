internal import Synchronization

/// What a mutant may remember, and the time that it pretends to take.
package final class MutantScene: Sendable {
    private struct State {
        var milliseconds = 0.0
        var values: [String: Value] = [:]
    }

    private let state: Mutex<State>
    /// That of the mutant that this one is a copy of.
    private let original: MutantScene?

    package init() {
        state = Mutex(State())
        original = nil
    }

    private init(copyOf original: MutantScene) {
        state = Mutex(State())
        self.original = original
    }

    /// The scene of a copy: its own, but for what is shared.
    var copy: MutantScene { MutantScene(copyOf: original ?? self) }
    var isCopy: Bool { original != nil }
    /// What all copies see.
    var shared: MutantScene { original ?? self }

    /// Seconds, for the runner.
    package var seconds: Double { state.withLock { $0.milliseconds / 1000 } }

    func pass(seconds: Double) { state.withLock { $0.milliseconds += seconds * 1000 } }

    subscript(name: String) -> Value? {
        get { state.withLock { $0.values[name] } }
        set { state.withLock { $0.values[name] = newValue } }
    }

    /// Keeps a value under a name that has none yet, and gives what is kept.
    func first(_ name: String, _ value: Value) -> Value {
        state.withLock { state in
            if let kept = state.values[name] { return kept }
            state.values[name] = value
            return value
        }
    }
}
