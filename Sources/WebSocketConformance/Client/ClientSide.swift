internal import WebSocketFraming

/// The client's side of a WebSocket without I/O: writes what it sends, and reads, strictly, what comes (RFC 6455).
final class ClientSide {
    /// How the connection ended.
    enum Ending: Hashable {
        /// By the server's close frame; nil for one without a code.
        case closed(CloseCode?)
        /// The stream ended or was reset, without a close frame.
        case cut
        /// The server sent what RFC 6455 forbids.
        case violated(String)
    }

    /// What is to be sent next. Who has sent it empties it.
    var output: [UInt8]
    /// The answer to the opening handshake, once its head is whole.
    private(set) var answer: HTTPAnswer?
    /// Text messages, and the bytes of binary ones, as texts, in the order they came.
    private(set) var messages: [String] = []
    /// Payloads of pongs.
    private(set) var pongs: [[UInt8]] = []
    private(set) var pings = 0
    private(set) var ending: Ending?
    /// Whether a ping is answered, as the protocol demands; not by one that plays dead.
    var answersPings = true

    private var head: [UInt8] = []
    private let key: String
    private var received = 0

    /// Bytes from the server, at most: enough for every scenario.
    private static let mostReceived = 256 << 20
    private var reader = FrameReader(
        role: .client, limits: FrameLimits(maxMessageBytes: 64 << 20, maxFragments: 1 << 20))

    init(_ request: UpgradeRequest) {
        output = request.bytes
        key = request.key
    }

    /// Whether messages may be sent and come.
    var isOpen: Bool { answer?.status == 101 && ending == nil }

    // MARK: Sending

    func send(_ text: String) { send(.text, Array(text.utf8)) }

    func send(_ opcode: Opcode, _ payload: [UInt8]) {
        // Sound: bytes have no padding, which is what `Span.bytes` warns of.
        unsafe FrameWriter.frame(opcode, payload.span.bytes, key: 0x5AC3_1E77, into: &output)
    }

    func sendClose(_ code: CloseCode) { FrameWriter.close(code, key: 0x5AC3_1E77, into: &output) }

    // MARK: Reading

    func receive(_ bytes: some Collection<UInt8>) {
        guard ending == nil else { return }
        received += bytes.count
        if received > Self.mostReceived {
            ending = .violated("more than \(Self.mostReceived) bytes")
            return
        }
        guard answer == nil else { return read(Array(bytes)) }
        head += bytes
        guard let (answer, end) = HTTPAnswer.read(head) else {
            if head.count > HTTPAnswer.longestHead {
                ending = .violated("a head of more than \(HTTPAnswer.longestHead) bytes")
            }
            return
        }
        self.answer = answer
        let rest = Array(head[end...])
        head = []
        guard answer.status == 101 else { return }
        if let fault = answer.fault(key: key) { ending = .violated(fault) } else { read(rest) }
    }

    func endOfStream() { ending = ending ?? .cut }

    private func read(_ bytes: [UInt8]) {
        var (bytes, sink) = (bytes, Sink(client: self))
        var span = bytes.mutableSpan
        // Sound: bytes have no padding, which is what `Span.bytes` warns of.
        var raw = unsafe span.mutableBytes
        do throws(FrameViolation) {
            try reader.read(&raw, into: &sink)
        } catch {
            ending = ending ?? .violated(error.reason)
        }
    }

    private struct Sink: FrameSink {
        let client: ClientSide

        mutating func text(_ message: RawSpan) -> Bool {
            client.messages.append(String(decoding: Self.bytes(message), as: UTF8.self))
            return true
        }

        mutating func binary(_ message: RawSpan) -> Bool { text(message) }

        mutating func ping(_ payload: RawSpan) -> Bool {
            client.pings += 1
            if client.answersPings { client.send(.pong, Self.bytes(payload)) }
            return true
        }

        mutating func pong(_ payload: RawSpan) -> Bool {
            client.pongs.append(Self.bytes(payload))
            return true
        }

        mutating func close(_ code: CloseCode?, reason: RawSpan) {
            client.ending = client.ending ?? .closed(code)
            client.sendClose(code ?? .normal)
        }

        private static func bytes(_ span: RawSpan) -> [UInt8] {
            // Sound: the span outlives the call.
            unsafe span.withUnsafeBytes { unsafe Array($0) }
        }
    }
}
