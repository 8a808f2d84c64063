import Connections
import Testing
import WebSocketFraming
import WebSocketTransport

@testable import RuleFiles

@Suite("Server files")
struct ServerFileTests {
    private func read(_ text: String) throws(RuleFileError) -> ServerConfiguration {
        try ServerFile.read(path: "conf/serve.yaml", text: text)
    }

    private func complaints(_ text: String) -> [String] {
        do throws(RuleFileError) {
            _ = try read(text)
            return []
        } catch {
            return error.diagnostics.map { "\($0.line):\($0.column): \($0.message)" }
        }
    }

    @Test("every key takes effect")
    func everything() throws {
        let configuration = try read(
            """
            version: 1
            host: 0.0.0.0
            port: 0
            admin-port: 9090
            event-loops: 2
            paths: [/ws]
            subprotocols: [events.v1]
            connection-scoping: false
            origins: [https://a.example, "https://*.b.example"]
            overflow: drop-oldest
            tls: {certificate: chain.pem, key: /etc/key.pem}
            authentication: {secret-file: key, first-message: true}
            topics: {news: ["*"], staff: [alice, bob]}
            limits:
              connections: 1
              connections-per-address: 2
              connections-per-user: 3
              when-user-is-full: close-oldest
              queued-messages: 4
              queued-bytes: 5000
              message-bytes: 600
              fragments: 7
              messages-per-second: 8
            times: {handshake: 1, authentication: 2, heartbeat: 3, pong: 4, idle: 5.5, close: 6, message: 7}
            compression: {server-window-bits: 9, client-window-bits: 10, keeps-context: false, level: 1, from-bytes: 0}
            history: {events: 10, bytes: 2048, seconds: 1.5}
            """)
        #expect(configuration.options.host == "0.0.0.0" && configuration.options.port == 0)
        #expect(configuration.adminPort == 9090 && configuration.options.eventLoops == 2)
        #expect(configuration.options.paths == ["/ws"] && configuration.options.subprotocols == ["events.v1"])
        #expect(!configuration.isScoped && configuration.acceptsFirstMessage)
        #expect(configuration.authentication == .secretFile("conf/key"))
        #expect(
            configuration.options.certificate == .init(chainFile: "conf/chain.pem", keyFile: "/etc/key.pem"))
        #expect(configuration.topics == ["news": ["*"], "staff": ["alice", "bob"]])
        #expect(configuration.options.origins.allows("https://x.b.example", host: "c.example"))
        #expect(!configuration.options.origins.allows("https://c.example", host: "c.example"))
        let manager = configuration.manager
        #expect(manager.overflowPolicy == .dropOldest && manager.userLimitPolicy == .closeOldest)
        #expect(
            [manager.maxConnections, manager.maxConnectionsPerAddress, manager.maxConnectionsPerUser] == [
                1, 2, 3,
            ])
        #expect([manager.maxQueuedMessages, manager.maxQueuedBytes] == [4, 5000])
        #expect(
            [manager.historyEvents, manager.historyBytes] == [10, 2048] && manager.historyMilliseconds == 1500
        )
        let options = configuration.options
        #expect(options.frameLimits.maxMessageBytes == 600 && options.frameLimits.maxFrameBytes == 600)
        #expect(options.frameLimits.maxFragments == 7 && options.maxMessagesPerSecond == 8)
        #expect(
            [
                options.handshakeTimeout, options.authenticationTimeout, options.pongTimeout,
                options.closeTimeout,
            ]
                == [1000, 2000, 4000, 6000])
        #expect(
            [options.heartbeatInterval, options.idleTimeout, options.messageTimeout] == [3000, 5500, 7000])
        let compression = try #require(options.compression)
        #expect(
            [compression.serverWindowBits, compression.clientWindowBits, compression.level] == [9, 10, 1])
        #expect(!compression.serverKeepsContext && !compression.clientKeepsContext)
        #expect(compression.minMessageBytes == 0)
    }

    @Test("a file that says nothing lets nobody in")
    func nothing() throws {
        #expect(try read("version: 1").authentication == .nobody)
    }

    @Test("what is wrong is said with its place, all at once")
    func wrong() {
        #expect(
            complaints("port: x\nlimit: 1\nauthentication: {tokens: {short: alice}}\norigins: [a.example]\n")
                == [
                    "1:7: port is no whole number from 0 to 65535",
                    "2:1: unknown key \"limit\" in server; did you mean \"limits\"?",
                    "3:27: a token of fewer than 16 characters is guessed",
                    "4:10: \"a.example\" is no origin; write scheme://host[:port], scheme://*.host[:port], or null, "
                        + "or same-host or any alone",
                ])
        #expect(
            complaints("authentication: {first-message: true}")
                == ["1:17: authentication needs either tokens or secret-file"])
        #expect(
            complaints("overflow: drop-oldes") == [
                "1:11: unknown overflow policy \"drop-oldes\"; did you mean \"drop-oldest\"?"
            ])
    }
}
