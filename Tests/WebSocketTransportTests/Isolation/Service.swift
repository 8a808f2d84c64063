import Connections

/// How the service under test sends. Broken ones take its place, to see that the model finds them.
struct Service: Sendable {
    var toConnection: @Sendable (ConnectionID, JSONPayload, _ userID: String) throws(SendError) -> Void
    var toUser: @Sendable (String, JSONPayload) throws(SendError) -> Delivery
    var toTopic: @Sendable (String, JSONPayload) throws(SendError) -> Delivery
    /// Whom the answer to a message is for.
    var addressee: @Sendable (_ authenticated: String, _ claimed: String) -> String = { authenticated, _ in
        authenticated
    }

    init(_ manager: WebSocketManager) {
        toConnection = { id, payload, userID throws(SendError) in
            try manager.sendScopedEvent(
                connectionID: id, eventType: "scoped", payload: payload, userID: userID)
        }
        toUser = { userID, payload throws(SendError) in
            try manager.send(toUser: userID, eventType: "user", payload: payload)
        }
        toTopic = { topic, payload throws(SendError) in
            try manager.send(toTopic: topic, eventType: "topic", payload: payload)
        }
    }
}
