import Connections
import WebSocketTransport

/// The protocol of the load client and its peers (`B…` to all, `T<user>:…` to a user, anything else back), by the
/// manager's ways of sending.
struct LoadHub: WebSocketApplication {
    static let everybody = "everybody"

    let manager: WebSocketManager
    /// Whether connections join the topic that `B…` is sent to.
    let joins: Bool

    func connected(_ connection: ServerConnection) {
        guard joins else { return }
        let id = connection.id
        Task { await manager.join(Self.everybody, connectionID: id) }
    }

    func received(_ message: RawSpan, isText: Bool, on connection: ServerConnection) {
        guard isText, message.byteCount > 0 else { return connection.reply(message, isText: isText) }
        // Sound: there is a byte; the span is read during the closure only.
        let first = unsafe message.unsafeLoad(as: UInt8.self)
        guard first == UInt8(ascii: "B") || first == UInt8(ascii: "T") else {
            return connection.reply(message, isText: true)
        }
        let text = unsafe message.withUnsafeBytes { unsafe String(decoding: $0, as: UTF8.self) }
        do throws(SendError) {
            if first == UInt8(ascii: "B") {
                try manager.send(
                    toTopic: Self.everybody, eventType: "broadcast", payload: JSONPayload(string: text))
            } else if let colon = text.utf8.firstIndex(of: UInt8(ascii: ":")) {
                try manager.send(
                    toUser: String(text[text.index(after: text.startIndex)..<colon]), eventType: "message",
                    payload: JSONPayload(string: String(text[text.index(after: colon)...])))
            }
        } catch {
            // The load client counts what arrives, and will miss this one.
            return
        }
    }
}

/// A bare echo, as the Autobahn test suite wants it.
struct Echo: WebSocketApplication {
    func received(_ message: RawSpan, isText: Bool, on connection: ServerConnection) {
        connection.reply(message, isText: isText)
    }
}

/// The user is the last part of the path: for load on loopback only.
struct UserOfPath: Authenticator {
    func authenticate(_ credentials: Credentials) -> Authentication {
        let path = credentials.path
        let start = path.utf8.lastIndex(of: UInt8(ascii: "/")).map { path.utf8.index(after: $0) }
        return Identity(userID: String(path[(start ?? path.startIndex)...])).map { .accepted($0) } ?? .refused
    }
}
