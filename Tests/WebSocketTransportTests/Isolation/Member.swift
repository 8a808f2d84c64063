import Connections
import Glibc
import WebSocketFraming

/// One place of a user, and the client that holds it. Judges every event as it comes: it must be meant for this client,
/// and the next of its stream. Used by one thread at a time.
final class Member {
    /// What the client has seen of a stream.
    struct View {
        let epoch: String
        var offset: UInt64
        /// Of the last event that is meant for the client, once it has left.
        var end: UInt64?
    }

    let user: Ledger.Stream
    private let ledger: Ledger
    private(set) var client: TestClient?
    private(set) var name = ""
    private(set) var id: ConnectionID?
    /// Kept from one connection to the next, to resume from.
    private var userView: View?
    private(set) var topicViews: [Int: View] = [:]
    private var scopedSeen: UInt64 = 0
    /// The events of this connection alone, in order.
    private var scoped: [Int] = []
    private(set) var received = 0
    /// Whether the client reads nothing for now, and may be closed for it.
    var isPaused = false
    private var pongs = 0
    /// Events that have come and have not been compared with what was recorded.
    private var unproven: [(stream: Ledger.Stream, offset: UInt64, event: Int)] = []

    init(user: Ledger.Stream, ledger: Ledger) {
        self.user = user
        self.ledger = ledger
    }

    var isOpen: Bool { client != nil }

    private func fail(_ what: String) { ledger.fail("\(user.name) \(name): \(what)") }

    // MARK: Coming and going

    /// - Parameter resumes: from where the last connection of this place stood.
    func connect(port: Int, resumes: Bool, receiveBuffer: Int32? = nil) throws {
        let position = resumes ? userView : nil
        let query = position.map { "?epoch=\($0.epoch)&offset=\($0.offset)" } ?? ""
        let client = try TestClient(user.name, port: port, query: query, receiveBuffer: receiveBuffer)
        guard let welcome = client.welcome else { return fail("no welcome") }
        self.client = client
        name = welcome.connectionID
        if welcome.userID != user.name { fail("was welcomed as \(welcome.userID)") }
        if let position, welcome.recovered == true,
            welcome.offset != position.offset || welcome.epoch != position.epoch
        {
            fail("resumes at \(position), and is welcomed at \(welcome)")
        }
        userView = View(epoch: welcome.epoch, offset: welcome.offset)
        topicViews = [:]
        (scopedSeen, scoped) = (0, [])
        isPaused = false
        id = ledger.identity(of: name)
        if id == nil { fail("the application does not know the connection") }
    }

    func abort() {
        client?.socket.abort()
        client = nil
    }

    /// Ends in good order: what was on its way comes before the close frame.
    func close(_ code: CloseCode) throws {
        try client?.sendClose(code)
        while let client {
            switch try client.next() {
            case .close(code):
                self.client = nil
            case let other: take(other)
            }
        }
    }

    func endOutput() {
        client?.socket.endOutput()
        client = nil
    }

    // MARK: Topics

    func join(_ topic: Int, at position: StreamPosition) {
        topicViews[topic] = View(epoch: position.epochText, offset: position.offset)
    }

    func leave(_ topic: Int, at count: UInt64) { topicViews[topic]?.end = count }

    /// Reads what was sent to a topic before the client left it.
    func readRest(of topic: Int) throws {
        let deadline = ContinuousClock.now + .milliseconds(Int(TestSocket.patience))
        while let client, let view = topicViews[topic], let end = view.end, view.offset < end,
            ledger.fault == nil
        {
            guard try waits(on: client, until: deadline) else {
                return fail("misses what came before its leave")
            }
        }
        topicViews[topic] = nil
    }

    // MARK: Sending

    /// Sends an event to this connection only.
    ///
    /// - Returns: whether it is on its way.
    func send(padding: Int = 0) throws -> Bool {
        guard let id else { return false }
        let text = String(repeating: "x", count: padding)
        let n = ledger.newEvent()
        let payload = try JSONPayload(json: #"{"n":\#(n),"to":"\#(name)","text":"\#(text)"}"#)
        do {
            try ledger.service.toConnection(id, payload, user.name)
            scoped.append(n)
            return true
        } catch SendError.slowConsumer where isPaused {
            return false
        } catch SendError.unknownConnection where isPaused {
            return false
        } catch {
            fail("an event was refused: \(error)")
            return false
        }
    }

    /// Sends a message as if it were another's.
    func sendForged(as victim: String, on connection: String) throws {
        let n = ledger.newEvent()
        try client?.send(
            #"{"n":\#(n),"to":"\#(user.name)","user_id":"\#(victim)","connection_id":"\#(connection)","topic":"topic0"}"#
        )
    }

    // MARK: Judging

    /// Reads what has come.
    func read() throws {
        guard !isPaused || client == nil else { return }
        for received in try client?.pending() ?? [] { take(received) }
    }

    /// Reads until an answer shows that the server has read all that was sent.
    func exchangePing() throws {
        guard let client, !isPaused else { return }
        let due = pongs + 1
        try client.send(.ping)
        while self.client != nil, pongs < due, ledger.fault == nil { take(try client.next()) }
    }

    /// Reads until nothing is due any more.
    func readAllDue() throws {
        // What has come with a pong waits in the client.
        try read()
        let deadline = ContinuousClock.now + .milliseconds(Int(TestSocket.patience))
        while let client, !isPaused, let due, ledger.fault == nil {
            guard try waits(on: client, until: deadline) else { return fail("misses \(due)") }
        }
    }

    /// Reads what comes until the deadline; false where it has passed. Nothing is waited for once a fault has been found.
    private func waits(on client: TestClient, until deadline: ContinuousClock.Instant) throws -> Bool {
        _ = try client.socket.wait(for: POLLIN, milliseconds: 20)
        try read()
        return ContinuousClock.now < deadline || ledger.fault != nil
    }

    /// Compares what has come with what was sent. At a time when all that was sent is recorded.
    func prove() {
        for (stream, offset, event) in unproven where stream.event(at: offset) != event {
            fail("\(stream.name) \(offset) is event \(stream.event(at: offset) ?? 0), and \(event) came")
        }
        unproven.removeAll(keepingCapacity: true)
    }

    /// What has been sent and has not come; nil where there is none.
    private var due: String? {
        if let userView, userView.offset < user.count {
            return "\(user.name) after \(userView.offset) of \(user.count)"
        }
        if scopedSeen < scoped.count { return "its own after \(scopedSeen) of \(scoped.count)" }
        for (topic, view) in topicViews {
            let count = view.end ?? ledger.topics[topic].count
            if view.offset < count { return "\(ledger.topics[topic].name) after \(view.offset) of \(count)" }
        }
        return nil
    }

    private func take(_ received: TestClient.Received) {
        switch received {
        case .text(let text):
            guard let event = try? ReceivedEvent(text) else { return fail("no event: \(text.prefix(300))") }
            self.received += 1
            if let wrong = judge(event) { fail("\(wrong): \(text.prefix(300))") }
        case .pong: pongs += 1
        case .ping: try? client?.send(.pong)
        case .close(.tryAgainLater) where wasPaused, .end where wasPaused, .reset where wasPaused:
            client = nil
        case .binary, .close, .end, .reset:
            fail("came \(received)")
            client = nil
        }
    }

    /// Whether it has been slow since it connected, and may have been closed for it.
    var wasPaused = false

    /// What is wrong with the event; nil where nothing is.
    private func judge(_ event: ReceivedEvent) -> String? {
        guard let payload = event.payload else { return "no payload" }
        if let connection = event.connectionID {
            guard payload.to == name, connection == name, event.userID == user.name else {
                return "meant for another"
            }
            guard event.seq == scopedSeen + 1, scopedSeen < scoped.count, payload.n == scoped[Int(scopedSeen)]
            else {
                return "not the one after \(scopedSeen)"
            }
            scopedSeen += 1
            return nil
        }
        if let name = event.topic {
            guard let topic = Int(name.dropFirst(5)), let view = topicViews[topic], payload.to == name else {
                return "meant for others"
            }
            topicViews[topic]?.offset += 1
            unproven.append((ledger.topics[topic], view.offset + 1, payload.n))
            return Self.judge(event, view)
        }
        guard event.userID == user.name, payload.to == user.name, let view = userView else {
            return "meant for another user"
        }
        userView?.offset += 1
        unproven.append((user, view.offset + 1, payload.n))
        return Self.judge(event, view)
    }

    private static func judge(_ event: ReceivedEvent, _ view: View) -> String? {
        if event.epoch != view.epoch { return "of another epoch than \(view.epoch)" }
        if event.offset != view.offset + 1 { return "not the one after \(view.offset)" }
        if let end = view.end, view.offset >= end { return "after the leave at \(end)" }
        return nil
    }
}
