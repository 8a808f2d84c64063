import ArgumentParser
import Connections
import Foundation
import Logging
import Reports
import RuleFiles
import ServiceLifecycle
import UnixSignals
import WebSocketTransport

struct Serve: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "serve", abstract: "Run the reference WebSocket manager as a server.",
        discussion: """
            Clients send JSON: {"type":"join","topic":"news"}, {"type":"leave","topic":"news"}, \
            {"type":"publish","topic":"news","event":"note","payload":…} to the members of a topic they have joined, \
            {"type":"publish","event":"note","payload":…} to their own user's connections.

            SIGTERM and SIGINT close every connection with 1001 and end; SIGHUP reads the configuration again, for \
            connections that begin from then on.
            """)

    @Option(help: ArgumentHelp("The YAML file that says who may connect, and how.", valueName: "file"))
    var config: String

    @Option(help: "The port to listen at, instead of the configuration's.")
    var port: Int?

    func run() async throws {
        let configuration = try read()
        let logger = Logger(label: "ssot.serve", factory: { StreamLogHandler.standardError(label: $0) })
        let manager = WebSocketManager(
            enableConnectionScoping: configuration.isScoped, options: configuration.manager,
            authorizeTopic: { user, topic in
                configuration.topics[topic].map { $0.contains("*") || $0.contains(user) } ?? false
            },
            audit: { record in
                logger.warning(
                    "refused",
                    metadata: [
                        "reason": "\(record.reason)", "connection": "\(record.connection)",
                        "owner": "\((record.owner ?? "").visible)",
                        "requester": "\(record.requester.visible)", "subject": "\(record.subject.visible)",
                    ])
            })
        let server = WebSocketServer(
            manager: manager, options: configuration.options, adminPort: configuration.adminPort,
            authenticator: try authenticator(configuration), application: EventService(manager: manager))
        do {
            let ports = try await server.start()
            logger.info(
                "listening",
                metadata: [
                    "host": "\(configuration.options.host)", "port": "\(ports.port)",
                    "admin-port": "\(ports.adminPort.map(String.init) ?? "none")",
                ])
        } catch {
            throw Failure(
                "\(configuration.options.host):\(configuration.options.port): cannot listen: \(error)")
        }
        try await ServiceGroup(
            configuration: .init(
                services: [
                    .init(service: server),
                    .init(service: Reloading(read: read, server: server, logger: logger)),
                ],
                gracefulShutdownSignals: [.sigterm, .sigint], logger: logger)
        ).run()
    }

    private func read() throws -> ServerConfiguration {
        guard let data = FileManager.default.contents(atPath: config) else {
            throw Failure("\(config): cannot be read")
        }
        var configuration = try ServerFile.read(path: config, text: String(decoding: data, as: UTF8.self))
        if let port { configuration.options.port = port }
        return configuration
    }

    private func authenticator(_ configuration: ServerConfiguration) throws -> any Authenticator {
        switch configuration.authentication {
        case .nobody:
            throw Failure("\(config): nobody could connect; add authentication with tokens or a secret-file")
        case .tokens(let users):
            return TokenTable(users, acceptsFirstMessage: configuration.acceptsFirstMessage)
        case .secretFile(let path):
            guard let secret = FileManager.default.contents(atPath: path) else {
                throw Failure("\(path): cannot be read; make a key by `head -c 32 /dev/urandom > \(path)`")
            }
            guard
                let tokens = SignedTokens(
                    secret: [UInt8](secret), acceptsFirstMessage: configuration.acceptsFirstMessage)
            else { throw Failure("\(path): a key of fewer than 32 bytes; RFC 7518 demands them") }
            return tokens
        }
    }
}

/// Reads the configuration again whenever the process gets SIGHUP. One that is wrong is said, and changes nothing.
private struct Reloading: Service {
    let read: @Sendable () throws -> ServerConfiguration
    let server: WebSocketServer
    let logger: Logger

    func run() async throws {
        await cancelWhenGracefulShutdown {
            for await _ in await UnixSignalsSequence(trapping: .sighup) {
                do {
                    server.reload(try read().options)
                    logger.info("configuration read again")
                } catch {
                    logger.error("configuration not read: \(error)")
                }
            }
        }
    }
}
