import Foundation
import NIOCore
import NIOPosix
import Synchronization
import TestKit

@testable import Backplane

/// A redis-server of one test, on a socket in a folder of its own.
final class RedisServer: Sendable {
    struct Missing: Error, CustomStringConvertible {
        var description: String { "no redis-server: apt-get install redis-server, or SKIP_REDIS=1" }
    }

    /// False only where the environment says that there is none and that this is known.
    static let isWanted = ProcessInfo.processInfo.environment["SKIP_REDIS"] != "1"

    private static let program = "/usr/bin/redis-server"
    private let folder: TemporaryFolder
    private let arguments: [String]
    private let running = Mutex<Command.Running?>(nil)

    init(_ arguments: [String] = []) throws {
        guard FileManager.default.isExecutableFile(atPath: Self.program) else { throw Missing() }
        folder = try TemporaryFolder()
        self.arguments = arguments
        try start()
    }

    deinit { kill() }

    var socket: String { folder.path + "/redis" }

    /// Another name of the socket, which can be taken away.
    func link(_ name: String) throws -> String {
        let path = folder.path + "/" + name
        try FileManager.default.createSymbolicLink(atPath: path, withDestinationPath: socket)
        return path
    }

    func start() throws {
        let command = Command(
            Self.program,
            ["--port", "0", "--unixsocket", socket, "--save", "", "--dir", folder.path] + arguments,
            in: folder.path)
        let started = try command.start()
        running.withLock { $0 = started }
    }

    func kill() { signal(SIGKILL, waiting: true) }
    func pause() { signal(SIGSTOP) }
    func goOn() { signal(SIGCONT) }

    private func signal(_ signal: Int32, waiting: Bool = false) {
        let process = running.withLock { running in
            let process = running
            if waiting { running = nil }
            return process
        }
        guard let process else { return }
        Foundation.kill(process.id, signal)
        if waiting { _ = process.wait() }
    }

    /// Asks the engine directly.
    func ask(_ command: RedisCommand, _ options: RedisOptions = RedisOptions()) async throws -> RESP3Value {
        let loop = MultiThreadedEventLoopGroup.singleton.next()
        let connection = NIOLoopBoundBox.makeBoxSendingValue(
            RedisConnection(
                loop: loop, address: .unix(path: socket), options: options,
                greeting: RedisConnection.Greeting(commands: [], channels: [])), eventLoop: loop)
        let result: Result<RESP3Value, BackplaneError> = await withCheckedContinuation { continuation in
            loop.execute {
                connection.value.onReady = { _ in
                    connection.value.send(command) { result in
                        continuation.resume(returning: result)
                        loop.execute { connection.value.stop() }
                    }
                }
                connection.value.start()
            }
        }
        return try result.get()
    }

    @discardableResult
    func ask(_ words: String...) async throws -> RESP3Value {
        try await ask(RedisCommand(words.map { .text($0) }))
    }
}
