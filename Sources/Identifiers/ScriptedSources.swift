internal import Synchronization

/// A clock, a source of random bits and an order that a test decides about.
package final class ScriptedSources: Sendable {
    let sequence = IDSequence()
    /// Since 1970.
    let milliseconds: @Sendable () -> Int64
    let random: @Sendable () throws(IDError) -> UInt64

    package init(
        milliseconds: @escaping @Sendable () -> Int64,
        random: @escaping @Sendable () throws(IDError) -> UInt64
    ) {
        self.milliseconds = milliseconds
        self.random = random
    }
}

#if DEBUG
    extension IDGenerator {
        /// A generator that gives the same IDs for the same seed, for tests of whoever stores or prints IDs.
        ///
        /// Debug builds only: a release does not have it, so no service can ship it by mistake.
        ///
        /// - Parameter milliseconds: the time that every ID holds, since 1970.
        public static func seeded(_ seed: UInt64, milliseconds: Int64 = 0) -> IDGenerator {
            let words = SeededWords(seed)
            return IDGenerator(ScriptedSources(milliseconds: { milliseconds }, random: { words.next() }))
        }
    }

    /// SplitMix64 (Steele et al. 2014): looks random, and anybody can compute it.
    private final class SeededWords: Sendable {
        private let state: Atomic<UInt64>

        init(_ seed: UInt64) { state = Atomic(seed) }

        func next() -> UInt64 {
            var mixed = state.wrappingAdd(0x9e37_79b9_7f4a_7c15, ordering: .relaxed).newValue
            mixed = (mixed ^ mixed >> 30) &* 0xbf58_476d_1ce4_e5b9
            mixed = (mixed ^ mixed >> 27) &* 0x94d0_49bb_1331_11eb
            return mixed ^ mixed >> 31
        }
    }
#endif
