import Connections
import Foundation
import Synchronization
import Testing

extension TransportTests {
    /// A number of the environment, by which long runs differ from every day's.
    private static func number(_ name: String, else usual: Int) -> Int {
        ProcessInfo.processInfo.environment[name].flatMap { Int($0) } ?? usual
    }

    @Test("what every socket receives is what was meant for it: all of it, in order, once, and nothing else")
    func isolation() async throws {
        let run = IsolationRun(
            users: Self.number("ISOLATION_USERS", else: 40), connections: 5,
            events: Self.number("ISOLATION_EVENTS", else: 200_000),
            seed: UInt64(Self.number("ISOLATION_SEED", else: 20_261_125)))
        let outcome = try await run.run()
        #expect(outcome.fault == nil, "seed \(run.seed)")
        let statistics = outcome.statistics
        print(
            """
            isolation: \(outcome.received) events received of \(statistics.eventsQueued) queued, \(outcome.connects) \
            connects, \(outcome.aborts) resets, \(outcome.blocked) blocked, \(statistics.topicsDenied) denied, \
            \(statistics.resumed) resumed, \(statistics.resumeFailed) not, \(statistics.slowConsumersClosed) too slow
            """)
        // A run in which one of these did not happen shows less than it says.
        #expect(outcome.aborts > 0 && outcome.blocked > 0 && statistics.topicsDenied > 0)
        #expect(statistics.resumed > 0 && statistics.slowConsumersClosed > 0)
    }

    /// A mistake of a service, which the model must find.
    struct Mistake: Sendable, CustomTestStringConvertible {
        let testDescription: String
        let breaking: @Sendable (inout Service, WebSocketManager) -> Void

        init(_ name: String, _ breaking: @escaping @Sendable (inout Service, WebSocketManager) -> Void) {
            testDescription = name
            self.breaking = breaking
        }

        static let all = [
            Mistake("the check of the user is skipped") { service, manager in
                let send = service.toConnection
                service.toConnection = { id, payload, userID throws(SendError) in
                    try send(id, payload, manager.connectionScope(for: id)?.userID ?? userID)
                }
            },
            Mistake("an empty user passes the check") { service, manager in
                let send = service.toConnection
                service.toConnection = { id, payload, userID throws(SendError) in
                    try send(
                        id, payload, userID.isEmpty ? manager.connectionScope(for: id)?.userID ?? "" : userID)
                }
            },
            Mistake("users are compared without regard to case") { service, manager in
                let send = service.toConnection
                service.toConnection = { id, payload, userID throws(SendError) in
                    try send(id, payload, userID.lowercased())
                }
            },
            Mistake("one connection's event goes to all of its user") { service, manager in
                service.toConnection = { _, payload, userID throws(SendError) in
                    try manager.send(toUser: userID, eventType: "user", payload: payload)
                }
            },
            Mistake("an answer goes to the user that the message names") { service, _ in
                service.addressee = { _, claimed in claimed }
            },
            Mistake("an event of one topic goes to another") { service, _ in
                let send = service.toTopic
                service.toTopic = { topic, payload throws(SendError) in
                    try send(topic == "topic3" ? "topic4" : topic, payload)
                }
            },
            Mistake("a user's event goes to another whose name begins alike") { service, _ in
                let send = service.toUser
                service.toUser = { user, payload throws(SendError) in
                    try send(user == "user1" ? "user10" : user, payload)
                }
            },
            Mistake("one event in 500 is sent twice") { service, _ in
                let (send, count) = (service.toConnection, Count())
                service.toConnection = { id, payload, user throws(SendError) in
                    if count.next() % 500 == 0 { try send(id, payload, user) }
                    try send(id, payload, user)
                }
            },
            Mistake("one event in 500 is lost") { service, _ in
                let (send, count) = (service.toConnection, Count())
                service.toConnection = { id, payload, user throws(SendError) in
                    if count.next() % 500 != 0 { try send(id, payload, user) }
                }
            },
            Mistake("two events change places") { service, _ in
                let (send, swap) = (service.toUser, Swap())
                service.toUser = { user, payload throws(SendError) in
                    try send(user, swap.previous(user, payload))
                }
            },
        ]

        private final class Count: Sendable {
            private let value = Atomic(0)

            func next() -> Int { value.wrappingAdd(1, ordering: .relaxed).newValue }
        }

        /// Gives each user the payload before this one.
        private final class Swap: Sendable {
            private let held = Mutex<[String: JSONPayload]>([:])

            func previous(_ user: String, _ payload: JSONPayload) -> JSONPayload {
                held.withLock { held in
                    defer { held[user] = payload }
                    return held[user] ?? payload
                }
            }
        }
    }

    @Test("a mistake that sends to the wrong one, twice, never, or late is found", arguments: Mistake.all)
    func mistakes(_ mistake: Mistake) async throws {
        let run = IsolationRun(users: 12, connections: 3, events: 30_000, seed: 1, breaking: mistake.breaking)
        let outcome = try await run.run()
        #expect(outcome.fault != nil)
        #expect(outcome.received < 30_000)
    }
}
