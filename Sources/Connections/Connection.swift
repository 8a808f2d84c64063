internal import Identifiers

/// What the manager knows of one connection. It is let in without a user, and becomes a user's by authentication.
///
/// A class, as are users and topics, for they point to each other, and a look-up then counts one reference instead of
/// one for every part. Touched under the manager's lock only.
final class Connection {
    let id: ConnectionID
    let link: any ConnectionLink
    let address: PeerAddress
    var scope: Scope?
    var queue = OutboundQueue()
    /// Whether the link knows that messages wait.
    var isAwake = false

    init(id: ConnectionID, link: any ConnectionLink, address: PeerAddress) {
        self.id = id
        self.link = link
        self.address = address
    }
}

/// What begins with authentication: the user, and all that is sent by it.
final class Scope {
    let user: User
    let threadID: String?
    /// The members of an event's envelope that say whom it is for.
    let audience: [UInt8]
    var expiresAt: Int64?
    /// Of the last scoped event.
    var sequence: UInt64 = 0
    var topics: [Topic] = []

    init(user: User, threadID: String?, connectionID: ConnectionID, expiresAt: Int64?) {
        self.user = user
        self.threadID = threadID
        self.expiresAt = expiresAt
        audience = Envelope.audience(
            [("user_id", user.id), ("connection_id", connectionID.description)]
                + (threadID.map { [("thread_id", $0)] } ?? []))
    }
}

/// One user with connections, or with events kept for a return.
final class User {
    let id: String
    var stream = EventStream()
    /// In place of `stream`, where a backplane holds the events.
    var remote: RemoteStream?
    /// The members of an envelope that say whom it is for.
    let audience: [UInt8]
    /// Oldest first.
    var connections: [Connection] = []
    /// When the last connection went, in milliseconds since 1970.
    var emptySince: Int64 = 0

    init(id: String) {
        self.id = id
        audience = Envelope.audience([("user_id", id), ("epoch", stream.epochText)])
    }
}

/// One topic with members, or with events kept for a return.
final class Topic {
    let name: String
    var stream = EventStream()
    /// In place of `stream`, where a backplane holds the events.
    var remote: RemoteStream?
    let audience: [UInt8]
    /// In no order.
    var members: [Connection] = []
    var emptySince: Int64 = 0

    init(name: String) {
        self.name = name
        audience = Envelope.audience([("topic", name), ("epoch", stream.epochText)])
    }
}
