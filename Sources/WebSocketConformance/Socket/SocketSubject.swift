package import Conformance
internal import Dispatch
internal import Synchronization
internal import WebSocketFraming

/// A WebSocket server as a subject, over real sockets: what each of its clients has received is what came over its own.
///
/// One call at a time. Calls of lanes follow each other as closely as one client can send them; connects that stand beside
/// each other are all under way before the first is waited for.
package final class SocketSubject: Subject {
    private let state: Mutex<SocketRun>
    /// Calls wait for the server on a thread of their own, and not on one that other tasks need.
    private let queue = DispatchQueue(label: "socket subject")

    package init(_ server: ServerUnderTest) { state = Mutex(SocketRun(server)) }

    package func perform(_ call: Call) async -> Answer { await blocking { $0.answer(call) } }

    package func perform(lanes: [[Call]]) async -> [[Answer]] {
        await blocking { run in
            run.isInLanes = true
            defer { run.isInLanes = false }
            var answers = [[Answer]](repeating: [], count: lanes.count)
            for round in 0..<(lanes.map(\.count).max() ?? 0) {
                let numbers = lanes.indices.filter { round < lanes[$0].count }
                for (number, answer) in zip(numbers, run.answers(numbers.map { lanes[$0][round] })) {
                    answers[number].append(answer)
                }
            }
            return answers
        }
    }

    package func restart() async { await blocking { $0.closeAll() } }
    package func end() async { await blocking { $0.closeAll() } }

    private func blocking<Result: Sendable>(
        _ body: @escaping @Sendable (inout SocketRun) -> Result
    ) async -> Result {
        await withCheckedContinuation { continuation in
            queue.async { continuation.resume(returning: self.state.withLock { body(&$0) }) }
        }
    }
}

/// The clients of a server under test.
struct SocketRun {
    private let server: ServerUnderTest
    private var links: [String: Link] = [:]
    /// Whether something was sent since all was quiet.
    private var isStirred = true
    private var number = 0
    /// Whose message the server may not have acted on yet.
    private var lastSender: Link?
    /// Whether calls are meant to race.
    var isInLanes = false
    /// What the server counted when the last requirement ended.
    private var baseline: [String: Int64] = [:]

    init(_ server: ServerUnderTest) { self.server = server }

    mutating func answer(_ call: Call) -> Answer { caught { try $0.carryOut(call) } }

    /// The answers to calls that stand beside each other in lanes.
    mutating func answers(_ calls: [Call]) -> [Answer] {
        var begun: [Int: Attempt] = [:]
        var answers = [Answer?](repeating: nil, count: calls.count)
        for (index, call) in calls.enumerated() where call.operation == "connect" {
            let failure = caught { run in
                begun[index] = try run.begin(call)
                return .value(true)
            }
            if begun[index] == nil { answers[index] = failure }
        }
        for (index, call) in calls.enumerated() where answers[index] == nil {
            answers[index] = begun[index].map { attempt in caught { try $0.finish(attempt) } } ?? answer(call)
        }
        return answers.compactMap { $0 }
    }

    private mutating func caught(_ body: (inout SocketRun) throws -> Answer) -> Answer {
        do {
            return try body(&self)
        } catch let stop as Stop {
            return stop.answer
        } catch {
            return .lost("\(error)")
        }
    }

    private mutating func carryOut(_ call: Call) throws -> Answer {
        if call["manager"] != nil { throw Stop(.unsupported("there is one server")) }
        if isInLanes, call.operation == "disconnect" {
            throw Stop(.unsupported("a client ends a connection once, over a socket"))
        }
        switch call.operation {
        case "hello": return try greet()
        case "reset": return try reset(call)
        case "connect": return try finish(begin(call))
        case "received":
            let link = try link(call)
            settle()
            return .value(
                .list(
                    link.client.messages.compactMap {
                        server.events.event(in: $0, ofType: call["type"]?.text)
                    }))
        case "state":
            let link = try link(call)
            settle()
            return .value(ClientFacts(link.client).state)
        case "disconnect":
            let link = try link(call)
            guard link.client.isOpen else { return .refused("not open") }
            // What was sent before is due before the close.
            settle()
            link.client.sendClose(.normal)
            wait { link.client.ending != nil }
            link.close()
        case "drop":
            let link = try link(call)
            // A reset throws away what the server has not read: what was sent before is due before.
            if !isInLanes, !link.isStalled { settle() }
            link.drop()
        case "stall": try link(call).isStalled = true
        case "resume-reading": try link(call).isStalled = false
        case "silence": try link(call).client.answersPings = false
        case "client-ping": return try ping(call)
        case "client-text": try link(call).client.send(call["text"]?.text ?? "")
        case "client-bytes":
            let bytes = call["bytes"]?.list?.compactMap { $0.integer.map { UInt8(truncatingIfNeeded: $0) } }
            try link(call).client.send(.text, bytes ?? [])
        default: return try trigger(call)
        }
        stir()
        return .value(true)
    }

    private func link(_ call: Call) throws -> Link {
        guard let link = links[call["connection"]?.text ?? ""] else {
            throw Stop(.refused("no such connection"))
        }
        return link
    }

    // MARK: Beginning

    /// The server's description, where a user of the file comes in: what nobody can reach is not tried.
    private mutating func greet() throws -> Answer {
        let user = server.tokens?.keys.min() ?? "alice"
        let thread: [String: Value] = server.target.contains("{thread}") ? ["thread": "t1"] : [:]
        let answer = try finish(begin(Call("connect", thread.merging(["user": .text(user)]) { $1 })))
        closeAll()
        if case .value = answer { return .value(server.description) }
        return answer
    }

    private mutating func reset(_ call: Call) throws -> Answer {
        if case .record(let options) = call["options"] ?? [:] {
            for (name, value) in options where server.options[name] != value {
                throw Stop(.unsupported("the server does not run with \(name) \(value.excerpt(40))"))
            }
        }
        closeAll()
        if server.calls["stats"] != nil {
            settle()
            baseline = [:]
            if case .value(.record(let counts)) = try trigger(Call("stats")) {
                baseline = counts.compactMapValues(\.integer)
            }
        }
        return .value(true)
    }

    mutating func closeAll() {
        for link in links.values where link.client.isOpen {
            link.client.sendClose(.normal)
            link.exchange()
        }
        let open = links.values.filter(\.client.isOpen)
        wait(milliseconds: 500) { open.allSatisfy { $0.client.ending != nil } }
        for link in links.values { link.close() }
        links = [:]
        isStirred = true
    }

    /// A connection that is under way.
    private struct Attempt {
        let id: String
        let link: Link
        let call: Call
        let token: String
    }

    private mutating func begin(_ call: Call) throws -> Attempt {
        waitForSender(before: nil)
        for name in ["after", "expires-in"] where call[name] != nil {
            throw Stop(.unsupported("no \(name) over a socket"))
        }
        if call["thread"] != nil, !server.target.contains("{thread}") {
            throw Stop(.unsupported("no threads over a socket"))
        }
        let user = call["user"]?.text ?? ""
        guard let token = call["credential"]?.text ?? (server.tokens.map { $0[user] } ?? user) else {
            throw Stop(.unsupported("no user \"\(user)\" in the configuration"))
        }
        if call["credential"] != nil, server.tokens == nil { throw Stop(.unsupported("no credentials")) }
        var request = UpgradeRequest()
        request.host = "\(server.host):\(server.port)"
        request.target = ServerUnderTest.filled(server.target, call, token: token, inTarget: true)
        if let claim = call["claims"]?.text {
            request.target += (request.target.contains("?") ? "&" : "?") + "user_id=\(claim)"
        }
        for (name, value) in server.headers {
            request.fields.append((name, ServerUnderTest.filled(value, call, token: token)))
        }
        if let origin = call["origin"]?.text {
            request.fields.append(("Origin", origin == "own" ? "http://\(request.host)" : origin))
        }
        let link = try Link(request, to: server, as: user)
        number += 1
        let id = "connection-\(number)"
        links[id] = link
        link.exchange()
        return Attempt(id: id, link: link, call: call, token: token)
    }

    private mutating func finish(_ attempt: Attempt) throws -> Answer {
        let (id, link) = (attempt.id, attempt.link)
        wait { link.client.answer != nil || link.client.ending != nil }
        guard link.client.isOpen else { return Self.unopened(link.client) }
        for text in server.greeting {
            link.client.send(ServerUnderTest.filled(text, attempt.call, token: attempt.token))
        }
        link.exchange()
        isStirred = true
        guard let ready = server.ready else { return .value(.text(id)) }
        let refused = server.refused
        func first(_ text: String?) -> String? {
            text.flatMap { text in link.client.messages.first { $0[...].end(of: text) != nil } }
        }
        wait { first(ready) != nil || first(refused) != nil || !link.client.isOpen }
        if let refusal = first(refused) { return .refused(refusal) }
        guard let message = first(ready) else { return Self.silence(link.client, "no message with \(ready)") }
        guard let member = server.connectionMember,
            let start = message.firstIndex(of: "{"),
            let body = try? ValueReader.read(Array(message[start...].utf8)[...]),
            let own = body.part(at: member)?.text
        else { return .value(.text(id)) }
        links[own] = link
        links[id] = nil
        return .value(.text(own))
    }

    // MARK: Calls of the server

    private mutating func trigger(_ call: Call) throws -> Answer {
        guard let trigger = server.calls[call.operation] else {
            throw Stop(.unsupported("the configuration has no call \"\(call.operation)\""))
        }
        isStirred = true
        switch trigger.way {
        case .message(let text):
            if call["claims"] != nil, !text.contains("{claims}") {
                throw Stop(.unsupported("\(call.operation) of the configuration has no {claims}"))
            }
            let link = try sender(of: call)
            waitForSender(before: link)
            let before = link.client.messages.count
            lastSender = link
            // Who sends is known, also where the call names the connection only.
            var sent = call
            sent.arguments["user"] = call["user"] ?? .text(link.user)
            link.client.send(
                ServerUnderTest.filled(text, sent, token: server.tokens?[sent["user"]?.text ?? ""]))
            link.exchange()
            if call.operation == "join" { link.topics.insert(call["topic"]?.text ?? "") }
            if call.operation == "leave" { link.topics.remove(call["topic"]?.text ?? "") }
            return answer(of: link, to: trigger, since: before)
        case .request(let method, let host, let port, let target, let body):
            waitForSender(before: nil)
            if !trigger.read.isEmpty { settle() }
            let answer = try HTTPExchange.send(
                method: method, host: host, port: port,
                target: ServerUnderTest.filled(target, call, inTarget: true),
                body: ServerUnderTest.filled(body, call), milliseconds: server.patience)
            guard (200..<300).contains(answer.status) else { return Self.unwilling(answer.status) }
            guard !trigger.read.isEmpty else { return .value(true) }
            let value = (try? ValueReader.read(answer.body[...])) ?? .null
            let members = trigger.read.mapValues { value.part(at: $0) ?? .null }
            return .value(
                .record(
                    Dictionary(
                        members.map { name, value in
                            (name, value.integer.map { .integer($0 &- (baseline[name] ?? 0)) } ?? value)
                        }
                    ) { $1 }))
        }
    }

    /// Waits until the server has acted on what the last sender sent, where another is next: one call follows the other.
    /// An answered ping shows that it was read, and silence that it was acted on: a message may be an earlier one's.
    private mutating func waitForSender(before next: Link?) {
        guard !isInLanes, let last = lastSender, last !== next, last.client.isOpen, !last.isStalled else {
            return
        }
        lastSender = nil
        let count = last.client.pongs.count
        last.client.send(.ping, Array("order".utf8))
        wait(milliseconds: 1_000) { last.client.pongs.count > count || !last.client.isOpen }
        waitForSilence()
    }

    /// Who sends the message of a call: the connection that it names, or one of its user, or of its topic.
    private func sender(of call: Call) throws -> Link {
        if call["connection"] != nil {
            let link = try link(call)
            guard link.client.isOpen else { throw Stop(.refused("not open")) }
            return link
        }
        let own = links.values.filter { link in
            guard link.client.isOpen else { return false }
            if let topic = call["topic"]?.text { return link.topics.contains(topic) }
            return link.user.utf8.elementsEqual((call["user"]?.text ?? "").utf8)
        }
        guard let found = own.first(where: { !$0.isStalled }) ?? own.first else {
            throw Stop(.unsupported("no connection to send it by"))
        }
        return found
    }

    private mutating func answer(of link: Link, to trigger: ServerUnderTest.Trigger, since start: Int)
        -> Answer
    {
        guard trigger.yes != nil || trigger.no != nil else { return .value(true) }
        func said(_ text: String?) -> Bool {
            guard let text else { return false }
            return link.client.messages.dropFirst(start).contains { $0[...].end(of: text) != nil }
        }
        wait { said(trigger.yes) || said(trigger.no) || !link.client.isOpen }
        if said(trigger.no) { return .refused(trigger.no ?? "") }
        if said(trigger.yes) || trigger.yes == nil && link.client.isOpen { return .value(true) }
        // Where the file names no text for a refusal, the server says none.
        if trigger.no == nil, link.client.isOpen { return .refused("no \(trigger.yes ?? "")") }
        return Self.silence(link.client, "neither yes nor no")
    }

    // MARK: Refusals and failures

    /// A handshake that opened nothing: refused by a status, or not answered at all, which no server means to do.
    private static func unopened(_ client: ClientSide) -> Answer {
        if let status = client.answer?.status, status != 101 { return unwilling(status) }
        return silence(client, "no answer to the handshake")
    }

    /// An answer that is no success. An error of the server (RFC 9110 §15.6) is no refusal, but for 503, by which it
    /// says that it takes no more.
    private static func unwilling(_ status: Int) -> Answer {
        status >= 500 && status != 503 ? .failed("status \(status)") : .refused("status \(status)")
    }

    /// What did not come: refused by a close frame that says why, else a failure of the server (RFC 6455 §7.4.1: 1011).
    private static func silence(_ client: ClientSide, _ what: String) -> Answer {
        switch client.ending {
        case .closed(let code?) where code.rawValue != 1011: .refused("closed with \(code.rawValue)")
        case .closed(let code): .failed("closed with \(code?.rawValue ?? 1005)")
        case .cut: .lost("\(what): the connection was cut")
        case .violated(let reason): .lost("\(what): \(reason)")
        case nil: .lost(what)
        }
    }

    private mutating func ping(_ call: Call) throws -> Answer {
        let link = try link(call)
        let payload = [UInt8](repeating: 7, count: Int(call["bytes"]?.integer ?? 0))
        let before = link.client.pongs.count
        link.client.send(.ping, payload)
        isStirred = true
        wait { link.client.pongs.count > before || !link.client.isOpen }
        guard link.client.pongs.count > before else { return .refused("no pong") }
        return .value(.integer(Int64(link.client.pongs[before].count)))
    }

    // MARK: Waiting

    private mutating func stir() {
        for link in links.values { link.exchange() }
        isStirred = true
    }

    /// Waits until the server has nothing more to say: it has answered a ping of every client, and then been silent.
    private mutating func settle() {
        guard isStirred else { return }
        let open = links.values.filter { $0.client.isOpen && !$0.isStalled }
        let expected = open.map { ($0, $0.client.pongs.count + 1) }
        for link in open { link.client.send(.ping, Array("settle".utf8)) }
        wait(milliseconds: 2_000) {
            expected.allSatisfy { link, count in link.client.pongs.count >= count || !link.client.isOpen }
        }
        waitForSilence()
        isStirred = false
    }

    private mutating func waitForSilence() {
        let clock = ContinuousClock()
        let end = clock.now + .milliseconds(server.patience)
        var last = clock.now
        // A server that always has something to say is not waited for.
        while clock.now < min(end, last + .milliseconds(server.quiet)) {
            ClientSocket.wait(for: links.values.compactMap(\.readable), milliseconds: server.quiet)
            var hasRead = false
            for link in links.values where link.exchange() { hasRead = true }
            if hasRead { last = clock.now }
        }
    }

    /// Waits until something is so, for as long as the file says at most.
    private mutating func wait(milliseconds: Int? = nil, _ isSo: () -> Bool) {
        let clock = ContinuousClock()
        let end = clock.now + .milliseconds(milliseconds ?? server.patience)
        while true {
            for link in links.values { link.exchange() }
            if isSo() || clock.now >= end { return }
            ClientSocket.wait(for: links.values.compactMap(\.readable), milliseconds: 20)
        }
    }
}
