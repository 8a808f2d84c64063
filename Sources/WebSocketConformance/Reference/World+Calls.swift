internal import Conformance
internal import Connections

/// Calls, by what they name.
extension World {
    func answer(_ call: Call) async throws -> Answer {
        do {
            if let answer = try await managerAnswer(call) {
                await writeOut()
                return answer
            }
            if let answer = try await clientAnswer(call) { return answer }
            return .unsupported("no operation \"\(call.operation)\"")
        } catch let error as SendError {
            return .refused("\(error)")
        } catch let error as ConnectionRefusal {
            return .refused("\(error)")
        }
    }
}

extension Call {
    var eventType: String { self["type"]?.text ?? "event" }

    var payload: JSONPayload {
        (try? JSONPayload(json: (self["payload"] ?? .null).json)) ?? .null
    }

    /// What a client says to publish an event, with whatever else it claims.
    var publication: String {
        var message: [String: Value] = [
            "type": "publish", "event": .text(eventType), "payload": self["payload"] ?? nil,
        ]
        if case .record(let claims) = self["claims"] { message.merge(claims) { own, _ in own } }
        if let topic = self["topic"] { message["topic"] = topic }
        return Value.record(message).json
    }
}
