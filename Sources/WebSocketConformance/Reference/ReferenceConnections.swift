package import Conformance
internal import Synchronization

/// The Swift reference WebSocket manager with its server as a subject, in this process: all of it but the kernel's
/// sockets and clock. What a connection has received is what its client read from the frames that were written to it.
package final class ReferenceConnections: Subject {
    private let world = Mutex<World?>(nil)

    /// What `hello` tells: events have an envelope with user and connection, and are numbered; connections have IDs of
    /// the manager's own.
    private static let description: Value = [
        "name": "ssot reference", "envelope": true, "sequence": true, "connection-ids": true,
    ]

    package init() {}

    package func restart() async { await begin(World()) }

    package func end() async { await begin(nil) }

    private func begin(_ next: World?) async {
        let last = world.withLock { world in
            let last = world
            world = next
            return last
        }
        await last?.end()
    }

    package func perform(_ call: Call) async -> Answer {
        if call.operation == "hello" { return .value(Self.description) }
        do {
            if call.operation == "reset" || world.withLock({ $0 == nil }) {
                let next = World()
                try await next.addManager(named: World.firstManager, call["options"])
                await begin(next)
                if call.operation == "reset" { return .value(true) }
            }
            guard let world = world.withLock({ $0 }) else { return .lost("the subject has been ended") }
            return try await world.answer(call)
        } catch let stop as Stop {
            return stop.answer
        } catch {
            return .failed("\(error)")
        }
    }
}
