internal import Conformance
internal import Connections

/// What a manager is asked to do.
extension World {
    /// - Returns: nil for what is no operation of a manager.
    func managerAnswer(_ call: Call) async throws -> Answer? {
        switch call.operation {
        case "another-manager":
            try await addManager(named: "second", call["options"])
            return .value("second")
        case "send-scoped":
            let (manager, id) = try await connection(call)
            try manager.sendScopedEvent(
                connectionID: id, eventType: call.eventType, payload: call.payload,
                userID: call["user"]?.text ?? "")
            return .value(true)
        case "send-unserialisable":
            let (manager, id) = try await connection(call)
            guard let payload = try? JSONPayload(json: #"{"half":"#) else { return .refused("no JSON") }
            try manager.sendScopedEvent(
                connectionID: id, eventType: "e", payload: payload, userID: call["user"]?.text ?? "")
            return .value(true)
        case "scope":
            let (manager, id) = try await connection(call)
            guard let scope = manager.connectionScope(for: id) else { return .refused("none") }
            return .value([
                "scope": .integer(hold(scope)), "user": .text(scope.userID),
                "connection": .text(scope.connectionID.description),
                "thread": scope.threadID.map(Value.text) ?? nil,
            ])
        case "scope-send":
            guard let scope = scope(call["scope"]?["scope"]?.integer) else {
                return .refused("no such scope")
            }
            try scope.send(eventType: call.eventType, payload: call.payload)
            return .value(true)
        case "send-to-user", "send-to-thread":
            let delivery = try node(call).manager.send(
                toUser: call["user"]?.text ?? "", threadID: call["thread"]?.text, eventType: call.eventType,
                payload: call.payload)
            return .value(.integer(Int64(delivery.queued)))
        case "send-to-topic":
            let delivery = try node(call).manager.send(
                toTopic: call["topic"]?.text ?? "", eventType: call.eventType, payload: call.payload)
            return .value(.integer(Int64(delivery.queued)))
        case "disconnect":
            let (manager, id) = try await connection(call)
            return manager.close(id) ? .value(true) : .refused("no such connection")
        case "shutdown":
            try node(call).manager.shutDown()
            return .value(true)
        case "stats": return .value(try statistics(call))
        case "audit":
            return .value(
                .list(
                    try node(call).refusals.map { record in
                        [
                            "requester": .text(record.requester),
                            "owner": record.owner.map(Value.text) ?? nil,
                            "connection": .text(record.connection.description),
                        ]
                    }))
        case "memory": return .value(.integer(ProcessMemory.residentBytes(of: ["self"])))
        default: return nil
        }
    }

    private func statistics(_ call: Call) throws -> Value {
        let statistics = try node(call).manager.statistics
        func count(_ value: UInt64) -> Value { .integer(Int64(value)) }
        return [
            "connections": .integer(Int64(statistics.connections)),
            "users": .integer(Int64(statistics.users)),
            "topics": .integer(Int64(statistics.topics)),
            "scopes-created": count(statistics.scopesCreated),
            "scopes-cleaned": count(statistics.scopesCleaned),
            "events-blocked": count(statistics.eventsBlocked),
        ]
    }
}
