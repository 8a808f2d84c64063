import Connections
import Dispatch
import Glibc
import Synchronization
import TestKit
import WebSocketFraming

/// Some users' clients, and a part of the service that sends. Sound: used by one thread at a time, and the end of a
/// round is the beginning of the next.
final class Driver: @unchecked Sendable {
    private var random: SplitMix
    private let ledger: Ledger
    private let manager: WebSocketManager
    private let port: Int
    let members: [Member]
    private(set) var connects = 0
    private(set) var aborts = 0

    init(seed: UInt64, ledger: Ledger, members: [Member], server: TestServer) {
        random = SplitMix(seed: seed)
        self.ledger = ledger
        self.members = members
        manager = server.manager
        port = server.port
    }

    // MARK: A round

    func act(_ steps: Int) {
        attempt {
            // Who reads nothing in this round, and may be closed for it.
            for member in members where member.isOpen {
                member.isPaused = random.number(below: 20) == 0
                if member.isPaused { member.wasPaused = true }
            }
            for step in 0..<steps where ledger.fault == nil {
                try self.step()
                if step % 64 == 0 { for member in members { try member.read() } }
            }
            for member in members { try member.exchangePing() }
        }
    }

    func settle() {
        attempt {
            for member in members {
                if random.number(below: 2) == 0 { member.isPaused = false }
                try member.readAllDue()
                member.prove()
            }
        }
    }

    private func attempt(_ body: () throws -> Void) {
        do { try body() } catch { ledger.fail("\(error)") }
    }

    private func step() throws {
        let member = random.pick(members)
        guard member.isOpen else {
            connects += 1
            return try member.connect(port: port, resumes: random.number(below: 2) == 0)
        }
        switch random.number(below: 100) {
        case 0..<3:
            aborts += 1
            member.abort()
        case 3..<5: try member.close(CloseCode(rawValue: 4000 + UInt16(random.number(below: 999))))
        case 5: member.endOutput()
        case 6..<12: try join(member)
        case 12..<16: try leave(member)
        case 16..<42: try sendToUser()
        case 42..<58: try sendToTopic()
        case 58..<84: _ = try member.send()
        case 84..<93: try sendToWrongUser()
        case 93..<99:
            if !member.isPaused, let victim = ledger.anyIdentity(random.number(below: 1 << 20)) {
                try member.sendForged(as: random.pick(ledger.users).name, on: victim.text)
            }
        default: if random.number(below: 40) == 0 { try overwhelm(member) }
        }
    }

    // MARK: Steps

    private func join(_ member: Member) throws {
        let topic = random.number(below: ledger.topics.count)
        guard let id = member.id, !member.isPaused else { return }
        if let view = member.topicViews[topic] {
            if view.end == nil { return }
            try member.readRest(of: topic)
        }
        guard member.isOpen else { return }
        let stream = ledger.topics[topic]
        let position = stream.inOrder { _ in (nil, Self.join(stream.name, id, manager)) }
        if let position {
            if !Ledger.mayJoin(member.user.name, stream.name) {
                ledger.fail("\(member.name) joined \(stream.name)")
            }
            member.join(topic, at: position)
        } else if Ledger.mayJoin(member.user.name, stream.name) {
            if !member.wasPaused { ledger.fail("\(member.name) could not join \(stream.name)") }
        } else {
            ledger.denied.wrappingAdd(1, ordering: .relaxed)
        }
    }

    private func leave(_ member: Member) throws {
        guard let id = member.id, let topic = member.topicViews.first(where: { $0.value.end == nil })?.key
        else { return }
        ledger.topics[topic].inOrder { count in
            manager.leave(ledger.topics[topic].name, connectionID: id)
            member.leave(topic, at: count)
            return (nil, ())
        }
    }

    private func payload(_ event: Int, to audience: String) throws -> JSONPayload {
        try JSONPayload(json: #"{"n":\#(event),"to":"\#(audience)"}"#)
    }

    private func sendToUser() throws {
        let (user, event) = (random.pick(ledger.users), ledger.newEvent())
        user.record(event, at: try ledger.service.toUser(user.name, payload(event, to: user.name)).offset)
    }

    private func sendToTopic() throws {
        let (topic, event) = (random.pick(ledger.topics), ledger.newEvent())
        let payload = try payload(event, to: topic.name)
        try topic.inOrder(event) { _ in
            do throws(SendError) {
                return (try ledger.service.toTopic(topic.name, payload).offset, ())
            } catch .unknownTopic {
                return (nil, ())
            }
        }
    }

    /// Names a user whose the connection is not, in all the ways that are nearly right.
    private func sendToWrongUser() throws {
        let owner = random.pick(members)
        guard let id = owner.id else { return }
        let name = owner.user.name
        let wrong = random.pick([
            random.pick(ledger.users).name + "0", "", name + " ", " " + name, name.uppercased(),
            String(name.dropLast()),
            name + "\u{0}", "*", owner.name, random.pick(ledger.users).name,
        ])
        if wrong == name { return }
        let payload = try payload(ledger.newEvent(), to: "nobody")
        do throws(SendError) {
            try ledger.service.toConnection(id, payload, wrong)
            ledger.fail("an event to \(name) for \"\(wrong)\" was sent")
        } catch .recipientMismatch, .missingUser {
            ledger.blocked.wrappingAdd(1, ordering: .relaxed)
        } catch .unknownConnection {
        }
    }

    /// Sends to a client that reads nothing until its connection is closed for it.
    private func overwhelm(_ member: Member) throws {
        (member.isPaused, member.wasPaused) = (true, true)
        var sent = 0
        while sent < 1000, try member.send(padding: 30_000) { sent += 1 }
        if sent == 1000 { ledger.fail("30 MB were sent to a client that reads nothing") }
        member.isPaused = false
        while member.isOpen {
            if try member.client?.socket.wait(for: POLLIN) != true {
                return ledger.fail("a slow client was not closed")
            }
            try member.read()
        }
    }

    /// Joins by a thread that may block.
    private static func join(_ topic: String, _ id: ConnectionID, _ manager: WebSocketManager)
        -> StreamPosition?
    {
        let done = DispatchSemaphore(value: 0)
        let position = Mutex<StreamPosition?>(nil)
        Task {
            let joined = await manager.join(topic, connectionID: id)
            position.withLock { $0 = joined }
            done.signal()
        }
        done.wait()
        return position.withLock { $0 }
    }
}
