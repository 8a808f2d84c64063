import ArgumentParser
import Connections
import WebSocketFraming
import WebSocketTransport

struct HubCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "hub",
        abstract: "Serve WebSockets on loopback for a load client or a test suite, until it is killed.",
        discussion: """
            Authentication is by path, and limits are those of the measurement: never for a real network. \
            Tests/Load/websockets.py runs it beside other servers, Tests/Differential/autobahn.py under the Autobahn \
            test suite.
            """)

    enum Profile: String, CaseIterable, ExpressibleByArgument {
        /// The load client's protocol.
        case load
        /// The same, and everybody is in the topic of broadcasts.
        case broadcast
        /// A bare echo with compression and large messages.
        case autobahn
    }

    @Option(help: "The port on 127.0.0.1.")
    var port = 9001

    @Option(help: "What clients find: load, broadcast or autobahn.")
    var profile = Profile.load

    @Flag(help: "Make no scopes, to see what they cost.")
    var withoutScopes = false

    func run() async throws {
        var limits = ManagerOptions()
        limits.maxConnections = 20_000
        limits.maxConnectionsPerAddress = 20_000
        limits.maxConnectionsPerUser = 20_000
        limits.maxQueuedMessages = 1 << 16
        limits.maxQueuedBytes = 16 << 20
        let manager = WebSocketManager(
            enableConnectionScoping: !withoutScopes, options: limits,
            authorizeTopic: { _, topic in topic == LoadHub.everybody })
        var options = ServerOptions()
        options.port = port
        options.sendsWelcome = false
        options.maxMessagesPerSecond = nil
        options.origins = .any
        if profile == .autobahn {
            options.frameLimits = FrameLimits(maxMessageBytes: 64 << 20, maxFragments: 1 << 20)
            options.compression = DeflateOptions()
            options.compression?.minMessageBytes = 0
        }
        let application: any WebSocketApplication =
            profile == .autobahn ? Echo() : LoadHub(manager: manager, joins: profile == .broadcast)
        let server = WebSocketServer(
            manager: manager, options: options, authenticator: UserOfPath(), application: application)
        print("listening at \(try await server.start().port)")
        try await Task.sleep(for: .seconds(86_400))
    }
}
