import CRandom
import Testing

@testable import Identifiers

struct EntropyTests {
    @Test("the key stream is ChaCha20's (RFC 8439 §2.3.2 state, A.1 test vectors 1 and 2)")
    func keyStream() {
        var words = [UInt32](repeating: 0, count: 256)
        let lanes = unsafe words.withUnsafeMutableBufferPointer { buffer in
            unsafe crandom_chacha20([0, 0, 0, 0, 0, 0, 0, 0], buffer.baseAddress!)
        }
        func word(_ word: Int, block: Int) -> UInt32 {
            words[(block / Int(lanes) * 16 + word) * Int(lanes) + block % Int(lanes)]
        }
        let first: [UInt32] = [
            0xade0_b876, 0x903d_f1a0, 0xe56a_5d40, 0x28bd_8653, 0xb819_d2bd, 0x1aed_8da0, 0xccef_36a8,
            0xc70d_778b,
            0x7c59_41da, 0x8d48_5751, 0x3fe0_2477, 0x374a_d8b8, 0xf4b8_436a, 0x1ca1_1815, 0x69b6_87c3,
            0x8665_eeb2,
        ]
        let second: [UInt32] = [
            0xbee7_079f, 0x7a38_5155, 0x7c97_ba98, 0x0d08_2d73, 0xa029_0fcb, 0x6965_e348, 0x3e53_c612,
            0xed7a_ee32,
            0x7621_b729, 0x434e_e69c, 0xb033_71d5, 0xd539_d874, 0x281f_ed31, 0x45fb_0a51, 0x1f0a_e1ac,
            0x6f4d_794b,
        ]
        #expect((0..<16).map { word($0, block: 0) } == first)
        #expect((0..<16).map { word($0, block: 1) } == second)
        #expect(Set(words).count > 250)
    }

    /// A source that does as told, call by call, and then as the system's.
    private static func source(_ answers: [Int]) -> KernelRandom {
        let calls = Counter()
        return unsafe KernelRandom { buffer in
            let call = calls.next()
            guard call < answers.count else { return unsafe KernelRandom.system.read(buffer) }
            guard answers[call] > 0 else { return answers[call] }
            return unsafe KernelRandom.system.read(
                UnsafeMutableRawBufferPointer(rebasing: buffer[..<min(answers[call], buffer.count)]))
        }
    }

    @Test(
        "C13: short and interrupted reads are carried on",
        arguments: [[1, 1, 1], [-4, 3, -4], [-4, -4, -4, -4, 5]])
    func interrupted(answers: [Int]) throws {
        let source = Self.source(answers)
        #expect(try source.word() != source.word())
    }

    @Test("C13: a source that fails is an error, never a constant", arguments: [-38, -14, 0, -11])
    func failing(answer: Int) throws {
        let source = unsafe KernelRandom { _ in answer }
        #expect(throws: IDError.entropyUnavailable(number: Int32(-answer))) { try source.word() }
        let page = TestPage(wipes: true)
        #expect(throws: IDError.entropyUnavailable(number: Int32(-answer))) {
            try page.slot.refilled(from: source)
        }
    }

    @Test("C13: a source that is interrupted for ever, or claims success and writes nothing, is an error")
    func stuck() throws {
        let interrupted = unsafe KernelRandom { _ in -4 }
        #expect(throws: IDError.entropyUnavailable(number: 4)) { try interrupted.word() }
        let idle = unsafe KernelRandom { $0.count }
        let page = TestPage(wipes: true)
        #expect(throws: IDError.entropyUnavailable(number: 0)) { try page.slot.refilled(from: idle) }
    }

    @Test("C13: where the kernel fails later, the words that follow are still new ones")
    func later() throws {
        let calls = Counter()
        let source = unsafe KernelRandom { buffer in
            calls.next() == 0 ? unsafe KernelRandom.system.read(buffer) : -38
        }
        let page = TestPage(wipes: true)
        var seen: Set<UInt64> = []
        for _ in 0..<10_000 {
            #expect(seen.insert(try page.slot.next() ?? page.slot.refilled(from: source)).inserted)
        }
        // As after 65,536 refills: the kernel is asked again.
        unsafe page.slot.words[2] = 0
        for _ in 0..<10_000 {
            #expect(seen.insert(try page.slot.next() ?? page.slot.refilled(from: source)).inserted)
        }
        #expect(calls.value > 1)
    }

    @Test("a word is wiped as it is handed out, and a key as it was used")
    func erasure() throws {
        let page = TestPage(wipes: true)
        let first = try page.slot.refilled(from: .system)
        let keys = (4..<8).map { unsafe page.slot.words[$0] }
        var words = [first]
        while let word = page.slot.next() { words.append(word) }
        #expect(words.count == 124)
        func memory() -> Set<UInt64> { Set((0..<512).map { unsafe page.slot.words[$0] }) }
        #expect(memory().isDisjoint(with: words))
        _ = try page.slot.refilled(from: .system)
        #expect(memory().isDisjoint(with: words + keys))
        page.slot.erase()
        #expect(memory() == [0])
    }

    @Test("C12: every bit of the random part is set half of the time, and no part comes twice")
    func bits() throws {
        let count = 1_000_000
        var ones = [Int](repeating: 0, count: 56)
        var parts: Set<UInt64> = []
        for _ in 0..<count {
            let part = try UnifiedIDManager.generateMessageID().low & (1 << 56 - 1)
            parts.insert(part)
            for bit in 0..<56 where part >> UInt64(bit) & 1 == 1 { ones[bit] += 1 }
        }
        // 5 σ of a fair coin; 56 of them and their sum exceed it once in 30,000 runs.
        for bit in ones {
            #expect(abs(Double(bit) - Double(count) / 2) < 5.5 * (Double(count) / 4).squareRoot())
        }
        let total = Double(ones.reduce(0, +))
        let mean = Double(count) * 28
        #expect(abs(total - mean) < 5.5 * (Double(count) * 14).squareRoot())
        #expect(parts.count == count)
    }

    #if DEBUG
        @Test("C14: a seed gives the same IDs twice, and another seed others")
        func seeded() throws {
            func list(_ seed: UInt64) throws -> [String] {
                let generator = IDGenerator.seeded(seed, milliseconds: 1_700_000_000_000)
                return try (0..<100).flatMap { _ in
                    try KindTests.kinds.map { try generator.generate($0).description }
                }
            }
            #expect(try list(1) == list(1))
            #expect(try Set(list(1)).isDisjoint(with: list(2)))
        }
    #endif

    @Test("kernel entropy for every ID gives sound IDs in the process's order")
    func kernel() throws {
        let generator = IDGenerator(entropy: .kernel)
        let first = try UnifiedIDManager.generateRunID()
        let second = try generator.generate(.run)
        #expect(first < second)
        #expect(try second < UnifiedIDManager.generateRunID())
        #expect(try generator.generate(.user).version == 4)
    }
}
