/// Makes IDs. Every generator of a process shares one order and one source of random bits: make as many as wanted.
public struct IDGenerator: Sendable {
    /// Where the random bits come from.
    public enum Entropy: Sendable {
        /// A generator in the process, keyed by the kernel anew every 64 MiB and after fork(2): 3 ns.
        case process
        /// The kernel for every ID: 400 ns. For virtual machines that are cloned while they run, which a process cannot
        /// see and the kernel can.
        case kernel
    }

    private let clock: IDClock
    private let source: Source

    private enum Source: Sendable {
        case process
        case kernel(KernelRandom)
        case scripted(ScriptedSources)
    }

    /// A generator with that clock and that source of random bits.
    public init(clock: IDClock = .coarse, entropy: Entropy = .process) {
        self.clock = clock
        switch entropy {
        case .process: source = .process
        case .kernel: source = .kernel(.system)
        }
    }

    /// A generator that depends on nothing but the given sources: for tests and conformance runs, and out of reach for
    /// other packages.
    package init(_ sources: ScriptedSources) {
        clock = .coarse
        source = .scripted(sources)
    }

    private static let order = Order()

    private final class Order: Sendable {
        let sequence = IDSequence()
    }

    /// A new ID.
    ///
    /// - Throws: `entropyUnavailable` where the kernel gives no random bytes to begin with; `clockOutOfRange`.
    @inline(__always)
    public func generate(_ kind: IDKind) throws(IDError) -> UnifiedID {
        guard kind.code & 0x80 == 0 else { return try unordered(kind) }
        let position: UInt64
        let random: UInt64
        switch source {
        case .process:
            position = try Self.order.sequence.next(at: clock.milliseconds, seed: RandomPool.next)
            random = try RandomPool.next()
        case .kernel(let kernel):
            position = try Self.order.sequence.next(at: clock.milliseconds, seed: kernel.word)
            random = try kernel.word()
        case .scripted(let sources):
            position = try sources.sequence.next(at: sources.milliseconds(), seed: sources.random)
            random = try sources.random()
        }
        return UnifiedID(ordered: kind, position: position, random: random)
    }

    /// An ID that is nothing but random.
    private func unordered(_ kind: IDKind) throws(IDError) -> UnifiedID {
        switch kind {
        case .trace:
            // All zero is forbidden. A sound source gives it once in 2¹²⁸.
            for _ in 0..<4 {
                let (high, low) = try (random(), random())
                if high | low != 0 { return UnifiedID(kind: kind, high: high, low: low) }
            }
        case .span:
            for _ in 0..<4 {
                let low = try random()
                if low != 0 { return UnifiedID(kind: kind, high: 0, low: low) }
            }
        default: return UnifiedID(random: kind, try random(), try random())
        }
        throw .entropyUnavailable(number: 0)
    }

    @inline(__always)
    private func random() throws(IDError) -> UInt64 {
        switch source {
        case .process: try RandomPool.next()
        case .kernel(let kernel): try kernel.word()
        case .scripted(let sources): try sources.random()
        }
    }
}
