package import Conformance

/// What a file says of a WebSocket server that is tried over a socket: how users come in, how events are caused, and what
/// a received event looks like. In its texts `{user}`, `{token}`, `{thread}`, `{connection}`, `{topic}`, `{type}` and
/// `{payload}` stand for what a call names, the payload as JSON; `{claims}` for members that a client has no right to, with
/// a comma before.
package struct ServerUnderTest: Sendable {
    package var name = ""
    package var host = "127.0.0.1"
    package var port = 80
    /// Path and query of the handshake.
    package var target = "/"
    /// Users with the tokens that they show; nil where anybody may come under any name, which is the token.
    package var tokens: [String: String]?
    package var headers: [(name: String, value: String)] = []
    /// Messages that a client sends once it is connected.
    package var greeting: [String] = []
    /// A connection counts from the message in which this text stands; nil for from the handshake.
    package var ready: String?
    /// The text in a message by which the server refuses a user, where it leaves the connection open.
    package var refused: String?
    /// The member of that message that names the connection; nil where the server does not tell.
    package var connectionMember: String?
    /// Messages that are answered by others: a protocol's own pings.
    package var answers: [String: String] = [:]
    /// Options that the server runs with: a requirement that wants others is not applicable.
    package var options: [String: Value] = [:]
    package var calls: [String: Trigger] = [:]
    package var events = EventForm()
    /// Silence after which nothing more is expected, in milliseconds.
    package var quiet = 100
    /// What an answer may take, in milliseconds.
    package var patience = 5_000

    package init() {}

    /// The calls that a file may say how to cause: the client's own need no file.
    package static let operations = [
        "send-to-user", "send-scoped", "send-to-thread", "send-to-topic", "publish", "join", "leave",
        "authenticate",
        "stats", "audit", "position", "recovered", "scope", "scope-send", "memory", "send-unserialisable",
        "shutdown",
    ]
    /// The options that requirements ask for.
    package static let optionNames = [
        "scoping", "max-connections", "max-connections-per-user", "when-user-is-full", "max-queued",
        "overflow",
        "history", "max-message-bytes", "idle-seconds", "heartbeat-seconds", "pong-seconds", "topics",
    ]
    /// What texts may have in braces.
    package enum Placeholder: String, CaseIterable {
        case user, token, thread, connection, topic, type, payload, claims
    }

    /// How a call is made.
    package struct Trigger: Sendable {
        package enum Way: Sendable {
            /// By a message of the connection that the call names, or of one of the user or topic that it names.
            case message(String)
            case request(method: String, host: String, port: Int, target: String, body: String)
        }

        package var way: Way
        /// Texts in the message by which the server says yes, and no; nil where it says neither.
        package var yes: String?
        package var no: String?
        /// Members of a request's answer, by the names that the contract has for them.
        package var read: [String: String] = [:]

        package init(_ way: Way) { self.way = way }
    }

    /// What a message must be like to be an event.
    package struct EventForm: Sendable {
        /// The event follows the first place of this text; a message without it is none.
        package var after: String?
        /// Ways to the members in the event's JSON, `data.payload` or `1.payload`; nil for what events do not have.
        package var type: String?
        package var user: String?
        package var connection: String?
        package var thread: String?
        package var topic: String?
        package var sequence: String?
        /// Nil: the event is the payload.
        package var payload: String?
        /// Types that are no events.
        package var ignoredTypes: Set<String> = []

        package init() {}
    }
}
