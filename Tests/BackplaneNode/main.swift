import Backplane
import Connections
import Glibc
import WebSocketTransport

// A node of its own process, for tests that kill it.
// `backplane-node SOCKET publish NAME`: publishes to alice and bob from four tasks, each of which counts its events as
// `"NAME.task.number"`, until it is killed.
// `backplane-node SOCKET serve FILE`: serves WebSockets on a port that it writes to the file; the token is the user, and
// a message `USER TEXT` becomes an event of that user.
let arguments = CommandLine.arguments
var options = ManagerOptions()
options.historyEvents = 100_000
options.maxQueuedMessages = 100_000
let manager = WebSocketManager(options: options)
guard arguments.count == 4, let backplane = RedisBackplane(.unix(path: arguments[1]), manager: manager) else {
    fatalError("usage: backplane-node SOCKET publish NAME | serve FILE")
}
backplane.start()
await backplane.connected()
if arguments[2] == "publish" { await publish(as: arguments[3]) } else { try await serve(arguments[3]) }

func publish(as name: String) async {
    await withTaskGroup(of: Void.self) { group in
        for task in 0..<4 {
            group.addTask {
                for number in 0... {
                    let payload = JSONPayload(string: "\(name).\(task).\(number)")
                    _ = try? await backplane.send(
                        toUser: task % 2 == 0 ? "alice" : "bob", eventType: "e", payload: payload)
                }
            }
        }
    }
}

func serve(_ path: String) async throws {
    var options = ServerOptions()
    options.port = 0
    options.maxMessagesPerSecond = nil
    let server = WebSocketServer(
        manager: manager, options: options, authenticator: Names(), application: Relay(backplane: backplane))
    let port = try await server.start().port
    // Whole at once: who finds the file finds the port in it.
    guard let file = unsafe fopen(path + ".new", "w") else { fatalError("cannot write \(path)") }
    unsafe fputs("\(port)", file)
    unsafe fclose(file)
    unsafe rename(path + ".new", path)
    try await Task.sleep(for: .seconds(3_600))
}

struct Names: Authenticator {
    var acceptsFirstMessage: Bool { true }

    func authenticate(_ credentials: Credentials) -> Authentication {
        credentials.token.flatMap { Identity(userID: $0) }.map { .accepted($0) } ?? .refused
    }
}

struct Relay: WebSocketApplication {
    let backplane: RedisBackplane

    func received(_ message: RawSpan, isText: Bool, on connection: ServerConnection) {
        let text = unsafe message.withUnsafeBytes { unsafe String(decoding: $0, as: UTF8.self) }
        let parts = text.split(separator: " ", maxSplits: 1)
        guard parts.count == 2 else { return }
        Task {
            _ = try? await backplane.send(
                toUser: String(parts[0]), eventType: "e", payload: JSONPayload(string: String(parts[1])))
        }
    }
}
