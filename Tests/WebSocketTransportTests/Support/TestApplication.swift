import Connections
import Synchronization
import WebSocketTransport

/// An application that says what it hears back, and counts what the transport tells it.
final class TestApplication: WebSocketApplication {
    private struct Counts {
        var connected: [ConnectionID] = []
        var beginnings: [ConnectionID: Int] = [:]
        var ends: [ConnectionID: Int] = [:]
    }

    private let counts = Mutex(Counts())

    /// Those that are open, oldest first.
    var open: [ConnectionID] {
        counts.withLock { counts in counts.connected.filter { counts.ends[$0] == nil } }
    }
    /// How many have connected.
    var beginnings: Int { counts.withLock { $0.beginnings.count } }
    var ends: Int { counts.withLock { $0.ends.count } }

    /// Connections that were not begun once, or not ended once after that.
    var faults: [ConnectionID] {
        counts.withLock { counts in
            Set(counts.beginnings.keys).union(counts.ends.keys)
                .filter { counts.beginnings[$0] != 1 || counts.ends[$0] != 1 }
        }
    }

    func connected(_ connection: ServerConnection) {
        counts.withLock { counts in
            counts.connected.append(connection.id)
            counts.beginnings[connection.id, default: 0] += 1
        }
    }

    func received(_ message: RawSpan, isText: Bool, on connection: ServerConnection) {
        connection.reply(message, isText: isText)
    }

    func disconnected(_ id: ConnectionID, userID: String) {
        counts.withLock { $0.ends[id, default: 0] += 1 }
    }
}
