internal import Glibc

/// Tries requirements on a subject, one after the other.
package struct Runner: Sendable {
    /// The part of every `{$many: n}` that is tried.
    package var scale = 1.0
    package var seed: UInt64 = 0
    /// Seconds that pass, for the few requirements about time.
    package var now: @Sendable () -> Double = Self.uptime
    /// Milliseconds since 1970: `$now`.
    package var wallClock: @Sendable () -> Int64 = Self.realTime

    package init() {}

    /// Seconds by a clock that never goes back.
    package static let uptime: @Sendable () -> Double = {
        let start = ContinuousClock.now
        return { (ContinuousClock.now - start) / .seconds(1) }
    }()

    private static let realTime: @Sendable () -> Int64 = {
        var time = timespec()
        // Sound: the C function writes to the struct during the call only.
        _ = unsafe clock_gettime(CLOCK_REALTIME, &time)
        return Int64(time.tv_sec) * 1000 + Int64(time.tv_nsec) / 1_000_000
    }

    /// What the subject says of itself, or why it cannot be spoken to.
    package func greet(_ subject: any Subject, contract: String) async -> Answer {
        await subject.perform(Call("hello", ["protocol": 1, "contract": .text(contract)]))
    }

    /// - Parameter description: the subject's answer to `hello`.
    package func run(
        _ requirement: Requirement, on subject: any Subject, described description: Value
    ) async -> Outcome {
        if let missing = requirement.needs.first(where: { description.part(at: $0)?.isTruthy != true }) {
            return .notApplicable(reason: "the subject has no \(missing)")
        }
        var bindings = Bindings(values: ["subject": description])
        bindings.scale = scale
        // Requirements do not share a random sequence: one more or less changes no other.
        bindings.seed = requirement.id.utf8.reduce(seed) { ($0 &+ UInt64($1)) &* 0x0000_0100_0000_01b3 }
        var run = ScenarioRun(subject: subject, bindings: bindings, self)
        return await run.run(requirement.scenario)
    }

    /// - Parameter report: gets each result as soon as it is there.
    /// - Returns: a result for each requirement, in their order.
    package func run(
        _ requirements: [Requirement], on subject: any Subject, described description: Value,
        report: (Result) -> Void = { _ in }
    ) async -> [Result] {
        var results: [Result] = []
        for requirement in requirements {
            let outcome = await run(requirement, on: subject, described: description)
            results.append(Result(requirement, outcome))
            report(results[results.count - 1])
        }
        return results
    }
}
