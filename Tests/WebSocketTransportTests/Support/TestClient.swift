import Glibc
import WebSocketFraming

/// A WebSocket client that reads strictly, and sends whatever it is told, however wrong.
final class TestClient {
    /// What the server sent, or how it ended.
    enum Received: Equatable {
        case text(String)
        case binary([UInt8])
        case ping
        case pong([UInt8])
        case close(CloseCode?)
        /// The server's stream has ended.
        case end
        case reset
    }

    let socket: TestSocket
    /// The answer to the opening handshake.
    let answer: HTTPAnswer
    private var reader: FrameReader
    private var inbox = Inbox()

    /// Opens a WebSocket.
    ///
    /// - Throws: the answer, where it is any but 101.
    init(port: Int, _ request: HTTPRequest = HTTPRequest(), early: [UInt8] = [], receiveBuffer: Int32? = nil)
        throws
    {
        socket = try TestSocket(port: port, receiveBuffer: receiveBuffer)
        try socket.send(request.bytes + early)
        answer = try HTTPAnswer(head: socket)
        reader = FrameReader(
            role: .client, limits: FrameLimits(maxMessageBytes: 64 << 20, maxFragments: 1 << 20))
        guard answer.status == 101 else { throw answer }
        try read(answer.surplus)
    }

    /// Opens a WebSocket as that user, and takes the welcome.
    convenience init(_ user: String, port: Int, query: String = "", receiveBuffer: Int32? = nil) throws {
        var request = HTTPRequest(token: user)
        request.target += query
        try self.init(port: port, request, receiveBuffer: receiveBuffer)
        welcome = try Welcomed(next())
    }

    /// What the server said first.
    private(set) var welcome: Welcomed?

    /// The next message, control frame or end, waited for.
    func next() throws -> Received {
        while inbox.isEmpty {
            do {
                let bytes = try socket.receive()
                if bytes.isEmpty { inbox.append(.end) } else { try read(bytes) }
            } catch TestSocket.Failure.reset {
                inbox.append(.reset)
            }
        }
        return inbox.removeFirst()
    }

    /// The next message, which must be a text.
    func text() throws -> String {
        let received = try next()
        guard case .text(let text) = received else { throw Welcomed.NotAWelcome(received: received) }
        return text
    }

    /// The next close frame, or the end where none comes: messages before it are passed over.
    func ending() throws -> Received {
        while true {
            switch try next() {
            case .text, .binary, .ping, .pong: continue
            case let ending: return ending
            }
        }
    }

    /// What has come by now, without waiting.
    func pending() throws -> [Received] {
        while let bytes = try socket.tryReceive() {
            guard !bytes.isEmpty else {
                inbox.append(.end)
                break
            }
            try read(bytes)
        }
        return inbox.removeAll()
    }

    private func read(_ bytes: [UInt8]) throws {
        var bytes = bytes
        // Sound: bytes have no padding, which is what `Span.bytes` warns of.
        var span = bytes.mutableSpan
        var raw = unsafe span.mutableBytes
        try reader.read(&raw, into: &inbox)
    }

    // MARK: Sending

    func send(_ text: String) throws { try socket.send(Self.frame(.text, Array(text.utf8))) }

    func send(_ opcode: Opcode, _ payload: [UInt8] = []) throws {
        try socket.send(Self.frame(opcode, payload))
    }

    func sendClose(_ code: CloseCode? = .normal) throws {
        var bytes: [UInt8] = []
        FrameWriter.close(code, key: 0x0102_0304, into: &bytes)
        try socket.send(bytes)
    }

    /// Sends until the kernel has all, or the server answers: a server that has refused need not read the rest.
    func sendUntilAnswered(_ bytes: [UInt8]) throws {
        var sent = 0
        while sent < bytes.count {
            do {
                let count = try socket.trySend(bytes, from: sent)
                sent += count
                if count == 0 { _ = try socket.wait(for: POLLOUT | POLLIN) }
                if try socket.wait(for: POLLIN, milliseconds: 0) { return }
            } catch TestSocket.Failure.reset {
                return
            }
        }
    }

    static func frame(
        _ opcode: Opcode, _ payload: [UInt8], isFinal: Bool = true, isCompressed: Bool = false
    ) -> [UInt8] {
        var bytes: [UInt8] = []
        // Sound: bytes have no padding, which is what `Span.bytes` warns of.
        unsafe FrameWriter.frame(
            opcode, payload.span.bytes, isFinal: isFinal, isCompressed: isCompressed, key: 0x5AC3_1E77,
            into: &bytes)
        return bytes
    }
}

/// What a client has read and the test has not taken.
struct Inbox: FrameSink {
    private var waiting: [TestClient.Received] = []
    private var taken = 0

    var isEmpty: Bool { taken == waiting.count }

    mutating func append(_ received: TestClient.Received) { waiting.append(received) }

    mutating func removeFirst() -> TestClient.Received {
        let first = waiting[taken]
        taken += 1
        if isEmpty { _ = removeAll() }
        return first
    }

    mutating func removeAll() -> [TestClient.Received] {
        let all = Array(waiting[taken...])
        waiting = []
        taken = 0
        return all
    }

    mutating func text(_ message: RawSpan) -> Bool {
        append(.text(String(decoding: Self.bytes(message), as: UTF8.self)))
        return true
    }

    mutating func binary(_ message: RawSpan) -> Bool {
        append(.binary(Self.bytes(message)))
        return true
    }

    mutating func ping(_ payload: RawSpan) -> Bool {
        append(.ping)
        return true
    }

    mutating func pong(_ payload: RawSpan) -> Bool {
        append(.pong(Self.bytes(payload)))
        return true
    }

    mutating func close(_ code: CloseCode?, reason: RawSpan) { append(.close(code)) }

    static func bytes(_ span: RawSpan) -> [UInt8] {
        // Sound: the span outlives the call.
        unsafe span.withUnsafeBytes { unsafe Array($0) }
    }
}

extension [UInt8] {
    func repeated(_ times: Int) -> [UInt8] {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(count * times)
        for _ in 0..<times { bytes += self }
        return bytes
    }
}
