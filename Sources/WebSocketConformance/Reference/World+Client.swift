internal import Conformance
internal import Connections
internal import WebSocketFraming

/// What the client of a connection does, and has received.
extension World {
    /// - Returns: nil for what is no operation of a client.
    func clientAnswer(_ call: Call) async throws -> Answer? {
        switch call.operation {
        case "connect": return try await connect(call)
        case "received":
            let facts = try await withPeer(of: call) { ClientFacts($0.client) }
            return .value(
                .list(facts.messages.compactMap { ReceivedEvent.normal($0, of: call["type"]?.text) }))
        case "state": return .value(try await withPeer(of: call) { ClientFacts($0.client) }.state)
        case "recovered":
            let facts = try await withPeer(of: call) { ClientFacts($0.client) }
            return .value(facts.welcome?["recovered"] ?? nil)
        case "position":
            let facts = try await withPeer(of: call) { ClientFacts($0.client) }
            return .value(facts.position)
        case "drop":
            try await withPeer(of: call) { $0.cut() }
        case "fail-socket":
            try await withPeer(of: call) { $0.isBroken = true }
        case "stall":
            try await withPeer(of: call) { $0.setWritable(false) }
        case "resume-reading":
            try await withPeer(of: call) { $0.setWritable(true) }
        case "silence":
            try await withPeer(of: call) { $0.client.answersPings = false }
        case "publish":
            let message = call.publication
            try await withPeer(of: call) { $0.client.send(message) }
        case "authenticate":
            let token = Users.token(of: call["user"]?.text ?? "", expiresAt: nil)
            try await withPeer(of: call) { $0.client.send(#"{"type":"authenticate","token":"\#(token)"}"#) }
        case "join", "leave": return try await changeMembership(call)
        case "client-ping":
            let size = Int(call["bytes"]?.integer ?? 0)
            let before = try await withPeer(of: call) { $0.client.pongs.count }
            try await withPeer(of: call) { $0.client.send(.ping, [UInt8](repeating: 7, count: size)) }
            let pongs = try await withPeer(of: call) { $0.client.pongs }
            return pongs.count > before ? .value(.integer(Int64(pongs[before].count))) : .refused("no pong")
        case "client-text":
            let text = call["text"]?.text ?? ""
            try await withPeer(of: call) { $0.client.send(text) }
        case "client-bytes":
            let bytes =
                call["bytes"]?.list?.compactMap { $0.integer.map { UInt8(truncatingIfNeeded: $0) } } ?? []
            try await withPeer(of: call) { $0.client.send(.text, bytes) }
        case "advance": try await advance(seconds: call["seconds"]?.integer ?? 0)
        default: return nil
        }
        return .value(true)
    }

    private func connect(_ call: Call) async throws -> Answer {
        var request = UpgradeRequest()
        let expiresAt = call["expires-in"]?.integer.map { now + $0 * 1000 }
        let token =
            call["credential"]?.text ?? Users.token(of: call["user"]?.text ?? "", expiresAt: expiresAt)
        request.fields.append(("Authorization", "Bearer \(token)"))
        if let origin = call["origin"]?.text {
            request.fields.append(("Origin", origin == "own" ? "http://\(request.host)" : origin))
        }
        var query: [String] = []
        if let claim = call["claims"]?.text {
            request.fields.append(("X-User-Id", claim))
            query += ["user_id=\(claim)", "user=\(claim)"]
        }
        if let thread = call["thread"]?.text { query.append("thread=\(thread)") }
        if let epoch = call["after"]?["epoch"]?.text, let offset = call["after"]?["offset"]?.integer {
            query += ["epoch=\(epoch)", "offset=\(offset)"]
        }
        if !query.isEmpty { request.target += "?" + query.joined(separator: "&") }
        let (id, facts) = try await open(request, on: node(call))
        guard let id else { return .refused("status \(facts.status ?? 0)") }
        return .value(.text(id))
    }

    /// By the client's own message; what the service answers to it says whether it is in.
    private func changeMembership(_ call: Call) async throws -> Answer {
        let topic = call["topic"]?.text ?? ""
        let isJoin = call.operation == "join"
        let text = #"{"type":"\#(isJoin ? "join" : "leave")","topic":"\#(topic)"}"#
        func answers() async throws -> [Value] {
            try await withPeer(of: call) { ClientFacts($0.client) }.messages.filter {
                ($0["type"] == "joined" || $0["type"] == "denied") && $0["payload"] == .text(topic)
            }
        }
        let before = try await answers().count
        try await withPeer(of: call) { $0.client.send(text) }
        guard isJoin else { return .value(true) }
        // The service asks who may join, in a task of its own.
        for _ in 0..<10_000 {
            if let answer = try await answers().dropFirst(before).first {
                return answer["type"] == "joined" ? .value(true) : .refused("denied")
            }
            await Task.yield()
        }
        return .failed("no answer to a join")
    }
}
