import Foundation
import TestKit
import Testing

extension TransportTests {
    /// Two processes that serve, and a redis-server between them. Not run where SKIP_REDIS=1 says that there is none.
    @Suite(
        "Several processes", .enabled(if: ProcessInfo.processInfo.environment["SKIP_REDIS"] != "1"),
        .timeLimit(.minutes(1)))
    struct NodeTests {
        /// A server process.
        struct Process {
            let running: Command.Running
            let port: Int

            init(_ name: String, in folder: TemporaryFolder) throws {
                let file = folder.path + "/" + name
                running = try Command(
                    Fixtures.repository + "/.build/debug/backplane-node",
                    [folder.path + "/redis", "serve", file]
                ).start()
                let deadline = ContinuousClock.now + .milliseconds(Int(TestSocket.patience))
                var port: Int?
                while port == nil, ContinuousClock.now < deadline {
                    port = FileManager.default.contents(atPath: file).flatMap {
                        Int(String(decoding: $0, as: UTF8.self))
                    }
                    if port == nil { usleep(2000) }
                }
                self.port = try #require(port, "the server does not listen")
            }

            func kill() {
                Foundation.kill(running.id, SIGKILL)
                _ = running.wait()
            }
        }

        private func event(_ client: TestClient) throws -> (user: String, offset: UInt64, text: String) {
            while true {
                guard case .text(let text) = try client.next() else { throw CancellationError() }
                let object = try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any]
                guard object?["type"] as? String == "e" else { continue }
                return (
                    try #require(object?["user_id"] as? String), try #require(object?["offset"] as? UInt64),
                    try #require(object?["payload"] as? String)
                )
            }
        }

        @Test(
            "a user's connections on two processes get one stream, and resume on the other where one is killed"
        )
        func killed() async throws {
            let folder = try TemporaryFolder()
            let redis = try Command(
                "/usr/bin/redis-server",
                ["--port", "0", "--unixsocket", folder.path + "/redis", "--save", "", "--dir", folder.path]
            ).start()
            defer {
                Foundation.kill(redis.id, SIGKILL)
                _ = redis.wait()
            }
            let (a, b) = (try Process("a", in: folder), try Process("b", in: folder))
            defer { b.kill() }
            try await withTaskExecutorPreference(BlockingThread()) {
                let here = try TestClient("alice", port: a.port)
                let there = try TestClient("alice", port: b.port)
                let welcome = try #require(here.welcome)
                let bob = try TestClient(port: b.port, HTTPRequest(token: nil))
                try bob.send(#"{"type":"authenticate","token":"bob"}"#)
                #expect(try Welcomed(bob.next()).userID == "bob")
                for number in 0..<50 {
                    try here.send("bob \(number)")
                    try bob.send("alice \(number)")
                }
                var texts: Set<String> = []
                for offset in 1...UInt64(50) {
                    let (one, two, own) = (try event(here), try event(there), try event(bob))
                    #expect(one == two && one.user == "alice" && one.offset == offset)
                    #expect(own.user == "bob" && own.offset == offset)
                    texts.insert(one.text)
                }
                #expect(texts.count == 50)
                a.kill()
                #expect([.end, .reset].contains(try here.ending()))
                for number in 50..<80 { try bob.send("alice \(number)") }
                for offset in 51...UInt64(60) { #expect(try event(there).offset == offset) }
                let again = try TestClient(
                    "alice", port: b.port, query: "?epoch=\(welcome.epoch)&offset=40")
                #expect(again.welcome?.recovered == true && again.welcome?.epoch == welcome.epoch)
                for offset in 41...UInt64(80) { #expect(try event(again).offset == offset) }
                for offset in 61...UInt64(80) { #expect(try event(there).offset == offset) }
                #expect(try again.pending().isEmpty && there.pending().isEmpty)
                let stale = try TestClient("alice", port: b.port, query: "?epoch=00000000000000ab&offset=4")
                #expect(stale.welcome?.recovered == false && stale.welcome?.offset == 80)
            }
        }
    }
}
