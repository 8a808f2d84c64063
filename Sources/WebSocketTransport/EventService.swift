package import Connections
internal import Foundation
internal import Synchronization

/// What `ssot serve` does with the messages of its clients: topics are joined and left, events are published.
package struct EventService: WebSocketApplication {
    private let manager: WebSocketManager
    private let changes = MembershipChanges()

    package init(manager: WebSocketManager) { self.manager = manager }

    private struct Request: Decodable {
        enum Kind: String, Decodable {
            case join, leave, publish
        }
        let type: Kind
        let topic: String?
        let event: String?
    }

    package func received(_ message: RawSpan, isText: Bool, on connection: ServerConnection) {
        // Sound: the span is read during the closure only.
        let data = unsafe message.withUnsafeBytes { unsafe Data($0) }
        guard isText, let request = try? JSONDecoder().decode(Request.self, from: data) else {
            return answer(connection, "malformed")
        }
        let id = connection.id
        switch (request.type, request.topic, request.event) {
        case (.join, let topic?, _):
            let user = connection.userID
            changes.enqueue(id) { [manager] in
                let isIn = await manager.join(topic, connectionID: id) != nil
                _ = try? manager.sendScopedEvent(
                    connectionID: id, eventType: isIn ? "joined" : "denied",
                    payload: JSONPayload(string: topic), userID: user)
            }
        case (.leave, let topic?, _):
            changes.enqueue(id) { [manager] in manager.leave(topic, connectionID: id) }
        case (.publish, let topic, let event?): publish(event, data, to: topic, connection)
        default: answer(connection, "malformed")
        }
    }

    /// To the members of a topic that the sender is one of, or to the sender's own connections: whom a message names
    /// beside that decides nothing.
    private func publish(_ event: String, _ data: Data, to topic: String?, _ connection: ServerConnection) {
        guard let payload = Self.payload(of: data) else { return answer(connection, "malformed") }
        do throws(SendError) {
            if let topic {
                guard manager.isMember(connection.id, of: topic) else {
                    return answer(connection, "not a member")
                }
                try manager.send(toTopic: topic, eventType: event, payload: payload)
            } else {
                try manager.send(toUser: connection.userID, eventType: event, payload: payload)
            }
        } catch {
            answer(connection, "not sent: \(error)")
        }
    }

    /// The member `payload`, written anew; `null` where there is none.
    private static func payload(of data: Data) -> JSONPayload? {
        guard let object = try? JSONSerialization.jsonObject(with: data) as? [String: Any],
            let bytes = try? JSONSerialization.data(
                withJSONObject: object["payload"] ?? NSNull(), options: [.fragmentsAllowed, .sortedKeys])
        else { return nil }
        return try? JSONPayload([UInt8](bytes))
    }

    private func answer(_ connection: ServerConnection, _ problem: String) {
        _ = try? manager.sendScopedEvent(
            connectionID: connection.id, eventType: "error", payload: JSONPayload(string: problem),
            userID: connection.userID)
    }
}

/// Joins and leaves, which take their time: those of a connection one after the other, in the order they were asked for.
private final class MembershipChanges: Sendable {
    /// The last change of each connection that has one under way.
    private let tails = Mutex<[ConnectionID: (number: Int, task: Task<Void, Never>)]>([:])

    func enqueue(_ id: ConnectionID, _ change: @escaping @Sendable () async -> Void) {
        tails.withLock { tails in
            let previous = tails[id]
            let number = (previous?.number ?? 0) + 1
            let task = Task {
                await previous?.task.value
                await change()
                self.tails.withLock { tails in
                    if tails[id]?.number == number { tails[id] = nil }
                }
            }
            tails[id] = (number, task)
        }
    }
}
