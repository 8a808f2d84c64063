import Synchronization
import TestKit
import Testing

@testable import Identifiers

struct OrderTests {
    /// A clock that a test sets.
    private final class Clock: Sendable {
        private let time: Atomic<Int64>
        init(_ milliseconds: Int64) { time = Atomic(milliseconds) }
        var milliseconds: Int64 {
            get { time.load(ordering: .relaxed) }
            set { time.store(newValue, ordering: .relaxed) }
        }
    }

    /// The greatest ID that any thread has shown.
    private final class Greatest: Sendable {
        private let shown: Mutex<UnifiedID>
        init(_ id: UnifiedID) { shown = Mutex(id) }
        var id: UnifiedID { shown.withLock { $0 } }
        func show(_ id: UnifiedID) { shown.withLock { $0 = max($0, id) } }
    }

    private func generator(_ clock: Clock) -> IDGenerator {
        IDGenerator(
            ScriptedSources(
                milliseconds: { clock.milliseconds }, random: { UInt64.random(in: 0...UInt64.max) }))
    }

    private static let noon: Int64 = 1_800_000_000_000

    @Test("C15, U4: IDs of one thread grow, as values, bytes and text")
    func oneThread() throws {
        let ids = try UnifiedIDManager.generate(.audit, count: 100_000)
        for (left, right) in zip(ids, ids.dropFirst()) { #expect(left < right) }
        let texts = ids.map(\.description)
        #expect(texts == texts.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) })
        #expect(Set(texts).count == texts.count)
    }

    @Test("C15: an ID made after another one was seen is greater, across 8 threads")
    func threads() async throws {
        let seen = Greatest(try UnifiedIDManager.generateAuditID())
        try await withThrowingTaskGroup(of: Void.self) { group in
            for _ in 0..<8 {
                group.addTask {
                    for _ in 0..<5000 * effort {
                        let before = seen.id
                        let id = try UnifiedIDManager.generateAuditID()
                        #expect(before < id)
                        seen.show(id)
                    }
                }
            }
            try await group.waitForAll()
        }
    }

    @Test("C16: a clock that goes back, stands still or jumps forward and back cannot turn the order")
    func rollback() throws {
        let clock = Clock(Self.noon)
        let generator = generator(clock)
        var last = try generator.generate(.message)
        for change in [0, -3_600_000, 0, 3_600_000, -1, 0, 1, 3_600_000, -3_600_000, 0, 7_200_000] as [Int64]
        {
            clock.milliseconds += change
            for _ in 0..<2000 {
                let next = try generator.generate(.message)
                #expect(last < next)
                let times = (try #require(last.milliseconds), try #require(next.milliseconds))
                #expect(times.0 <= times.1 && times.1 >= clock.milliseconds)
                last = next
            }
        }
        #expect(last.milliseconds == clock.milliseconds)
    }

    @Test("C17: 300,000 IDs at one moment overflow the counter, and still grow")
    func overflow() throws {
        let generator = generator(Clock(Self.noon))
        var last = try generator.generate(.message)
        for _ in 0..<300_000 {
            let next = try generator.generate(.message)
            if last >= next { Issue.record("\(last) before \(next)") }
            last = next
        }
        #expect(last.milliseconds == Self.noon + 1 || last.milliseconds == Self.noon + 2)
    }

    @Test("the counter of a new moment leaves room for 131,072 IDs")
    func room() throws {
        let generator = generator(Clock(Self.noon))
        var last = try generator.generate(.message)
        for _ in 0..<131_071 { last = try generator.generate(.message) }
        #expect(last.milliseconds == Self.noon)
    }

    @Test("C18: times that an ID cannot hold are errors", arguments: [-1, Int64.min, 1 << 46, Int64.max])
    func range(milliseconds: Int64) {
        #expect(throws: IDError.clockOutOfRange(milliseconds: milliseconds)) {
            try generator(Clock(milliseconds)).generate(.run)
        }
    }

    @Test("C18: the first and the last time that an ID can hold")
    func ends() throws {
        for milliseconds in [0, IDSequence.lastMillisecond] {
            #expect(try generator(Clock(milliseconds)).generate(.run).milliseconds == milliseconds)
        }
    }

    @Test("C18: after the last ID of the last moment comes an error, not the first one")
    func end() throws {
        let generator = IDGenerator(
            ScriptedSources(milliseconds: { IDSequence.lastMillisecond }, random: { 0x1_ffff }))
        var count = 0
        let error = #expect(throws: IDError.self) {
            while count < 200_000 {
                _ = try generator.generate(.run)
                count += 1
            }
        }
        #expect(error == .clockOutOfRange(milliseconds: IDSequence.lastMillisecond))
        #expect(count == 131_073)
    }

    @Test(
        "C19, U3: two processes that begin at the same moment, or one that restarts with its clock behind, share no ID"
    )
    func restart() throws {
        var seen: Set<UnifiedID> = []
        for start in [Self.noon, Self.noon, Self.noon - 1] {
            let clock = Clock(start)
            let generator = generator(clock)
            for index in 0..<10_000 {
                if index % 1000 == 0 { clock.milliseconds += 1 }
                #expect(seen.insert(try generator.generate(.message)).inserted)
            }
        }
    }

    @Test("F2: the time in an ID is the clock's")
    func time() throws {
        let before = IDClock.coarse.milliseconds
        let id = try UnifiedIDManager.generateRequestID()
        let precise = try IDGenerator(clock: .precise).generate(.request)
        let after = IDClock.precise.milliseconds
        #expect(try #require(id.milliseconds) >= before)
        #expect(try #require(precise.milliseconds) >= before)
        // Other tests of this process may have made so many that the order ran ahead.
        #expect(try #require(precise.milliseconds) <= after + 1000)
    }
}
