import Identifiers
import TestKit
import Testing

/// Short runs; `Benchmarks ids --long` has the long ones.
struct UniquenessTests {
    @Test("C8, U1: no two IDs of one kind are equal", arguments: KindTests.kinds)
    func oneThread(kind: IDKind) throws {
        let count = 100_000
        #expect(try Set(UnifiedIDManager.generate(kind, count: count)).count == count)
    }

    @Test("C9, U2: no two IDs of 8 threads are equal", arguments: [IDKind.message, .user, .span])
    func threads(kind: IDKind) async throws {
        let count = 10_000 * effort
        let ids = try await withThrowingTaskGroup(of: [UnifiedID].self) { group in
            for _ in 0..<8 { group.addTask { try UnifiedIDManager.generate(kind, count: count) } }
            return try await group.reduce(into: []) { $0 += $1 }
        }
        #expect(ids.count == 8 * count)
        #expect(Set(ids).count == ids.count)
    }

    @Test("U5: kinds without a time have at least 64 random bits")
    func entropy() throws {
        for kind in KindTests.kinds where kind.form != .ordered {
            var ones: (high: UInt64, low: UInt64) = (0, 0)
            var zeros = ones
            for id in try UnifiedIDManager.generate(kind, count: 200) {
                ones = (ones.high | id.high, ones.low | id.low)
                zeros = (zeros.high | ~id.high, zeros.low | ~id.low)
            }
            let changing = (ones.high & zeros.high).nonzeroBitCount + (ones.low & zeros.low).nonzeroBitCount
            #expect(changing == (kind == .span ? 64 : kind == .trace ? 128 : 122))
        }
    }
}
