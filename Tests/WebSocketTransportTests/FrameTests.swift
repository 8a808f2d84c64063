import Connections
import Testing
import WebSocketFraming
import WebSocketTransport

extension TransportTests {
    /// Bytes after which a connection must end, and the code that is due.
    struct WrongFrame: Sendable, CustomTestStringConvertible {
        let testDescription: String
        let code: CloseCode
        let bytes: [UInt8]

        init(_ name: String, _ code: CloseCode, _ bytes: [UInt8]) {
            testDescription = name
            self.code = code
            self.bytes = bytes
        }

        private static let mask: [UInt8] = [0, 0, 0, 0]

        static let all = [
            WrongFrame("no mask", .protocolError, [0x81, 2, 0x68, 0x69]),
            WrongFrame("the first reserved bit", .protocolError, [0xC1, 0x80] + mask),
            WrongFrame("the second reserved bit", .protocolError, [0xA1, 0x80] + mask),
            WrongFrame("the third reserved bit", .protocolError, [0x91, 0x80] + mask),
            WrongFrame("opcode 3", .protocolError, [0x83, 0x80] + mask),
            WrongFrame("opcode 11", .protocolError, [0x8B, 0x80] + mask),
            WrongFrame("text that is not UTF-8", .invalidPayload, TestClient.frame(.text, [0xC3, 0x28])),
            WrongFrame(
                "text cut within a character", .invalidPayload, TestClient.frame(.text, [0xE2, 0x82])),
            WrongFrame("a continuation of nothing", .protocolError, TestClient.frame(.continuation, [1])),
            WrongFrame(
                "a message within a message", .protocolError,
                TestClient.frame(.text, [1], isFinal: false) + TestClient.frame(.text, [1])),
            WrongFrame("a ping in pieces", .protocolError, TestClient.frame(.ping, [1], isFinal: false)),
            WrongFrame("a ping of 126 bytes", .protocolError, [0x89, 0xFE, 0, 126] + mask),
            WrongFrame("close code 1005", .protocolError, TestClient.frame(.close, [0x03, 0xED])),
            WrongFrame("close code 999", .protocolError, TestClient.frame(.close, [0x03, 0xE7])),
            WrongFrame("half a close code", .protocolError, TestClient.frame(.close, [3])),
            WrongFrame(
                "a close reason that is not UTF-8", .invalidPayload,
                TestClient.frame(.close, [3, 0xE8, 0xFF])),
            WrongFrame(
                "a length with its highest bit", .protocolError,
                [0x82, 0xFF, 0x80] + Array(repeating: 0, count: 7) + mask
            ),
            WrongFrame("a length not in its shortest form", .protocolError, [0x82, 0xFE, 0, 5] + mask),
            WrongFrame("a length of 1 GiB", .messageTooBig, [0x82, 0xFF, 0, 0, 0, 0, 0x40, 0, 0, 0] + mask),
            WrongFrame("a length of 2^62", .messageTooBig, [0x82, 0xFF, 0x40, 0, 0, 0, 0, 0, 0, 0] + mask),
            WrongFrame(
                "a message of one byte too much", .messageTooBig,
                TestClient.frame(.text, Array(repeating: 0x61, count: 1001))),
            WrongFrame(
                "a message in pieces of one byte too much", .messageTooBig,
                TestClient.frame(.text, Array(repeating: 0x61, count: 1000), isFinal: false)
                    + TestClient.frame(.continuation, [0x61])),
        ]
    }

    @Test(
        "a wrong frame ends the connection with the code that is due, after what was right",
        arguments: WrongFrame.all)
    func wrongFrames(_ wrong: WrongFrame) async throws {
        try await TestServer.run(options: .changed { $0.frameLimits = FrameLimits(maxMessageBytes: 1000) }) {
            server in
            let client = try server.client()
            try client.socket.send(TestClient.frame(.text, Array("right".utf8)) + wrong.bytes)
            #expect(try client.next() == .text("right"))
            #expect(try client.next() == .close(wrong.code))
            #expect(try client.next() == .end)
            // Before the client closes.
            server.expectRest()
        }
    }

    @Test("the largest message is taken, whole and in pieces, and pings between the pieces are answered")
    func largest() async throws {
        try await TestServer.run(options: .changed { $0.frameLimits = FrameLimits(maxMessageBytes: 100_000) })
        { server in
            let client = try server.client()
            let payload = (0..<100_000).map { UInt8(truncatingIfNeeded: $0) }
            try client.send(.binary, payload)
            #expect(try client.next() == .binary(payload))
            try client.socket.send(TestClient.frame(.binary, Array(payload[..<50_000]), isFinal: false))
            try client.send(.ping, [1, 2, 3])
            #expect(try client.next() == .pong([1, 2, 3]))
            try client.send(.continuation, Array(payload[50_000...]))
            #expect(try client.next() == .binary(payload))
        }
    }

    @Test("what follows a close frame is not read")
    func afterClose() async throws {
        try await TestServer.run { server in
            let client = try server.client()
            try client.socket.send(TestClient.frame(.close, [0x0F, 0xA0]) + TestClient.frame(.text, [0x61]))
            #expect(try client.next() == .close(CloseCode(rawValue: 4000)))
            #expect(try client.next() == .end)
        }
    }
}
