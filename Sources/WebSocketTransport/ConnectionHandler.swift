internal import Connections
internal import NIOCore
internal import Synchronization
internal import WebSocketFraming

/// One connection, from the accepted socket to its end: the only handler of its channel.
///
/// Lives on its event loop. `phase` says where the connection stands; every way out passes `leave`, once.
final class ConnectionHandler: ChannelInboundHandler {
    typealias InboundIn = ByteBuffer
    typealias OutboundOut = ByteBuffer

    enum Phase {
        /// Reads the request head.
        case head
        /// Waits for an answer about the credentials.
        case authenticating
        /// Reads frames.
        case open
        /// A close frame or a refusal has been sent: waits for the peer to close.
        case closing
        case closed
    }

    let core: ServerCore
    let settings: Settings
    let loopState: LoopState
    var phase = Phase.head
    /// When the phase began, in milliseconds as of a tick.
    var phaseSince: Int64
    var context: ChannelHandlerContext?
    var id: ConnectionID?
    /// Empty until authentication.
    var userID = ""
    var head: RequestHead?
    var reader: FrameReader?
    var deflater: Deflater?
    /// What one read has been answered with, written at its end.
    var replies = ByteBuffer()
    /// Where bytes may go past the channel; nil under TLS.
    let socket: PlainSocket?
    /// Whether the channel may hold bytes that the socket has not taken.
    var isQueueing = false
    /// Whether the socket keeps up. The channel's own answer costs an atomic read and two calls.
    private(set) var isWritable = true
    /// Index in the loop's list.
    var place = 0
    var life = SignsOfLife()
    /// Bytes that came before the credentials were judged.
    var early = ByteBuffer()
    /// Where a client that is to authenticate by message wants its events from.
    var position: StreamPosition?
    /// Which of the user's threads the client shows; nil for all.
    var threadID: String?
    /// Messages that came behind one whose credential is asked about; nil where none is.
    var held: HeldMessages?

    struct HeldMessages {
        var messages: [(opcode: Opcode, bytes: [UInt8])] = []
        /// With what the arrays themselves cost.
        var byteCount = 0
    }

    /// What time limits look at. Times are those of ticks: a second is exact enough.
    struct SignsOfLife {
        var hasRead = false
        var hasMessage = false
        var lastRead: Int64 = 0
        var lastMessage: Int64 = 0
        /// Of the ping that nothing has followed yet.
        var pingedAt: Int64?
        /// Bytes that wait for a peer that takes no more; nil while it does. And since when it has taken none of them.
        var backlog: Int?
        var backlogSince: Int64 = 0
        /// Since when a message is incomplete.
        var messageSince: Int64?
        /// Since the last tick.
        var messageCount = 0
    }

    init(core: ServerCore, loopState: LoopState, socket: PlainSocket?) {
        self.core = core
        self.socket = socket
        self.loopState = loopState
        settings = core.settings
        phaseSince = loopState.now
        head = RequestHead()
    }

    func enter(_ phase: Phase) {
        self.phase = phase
        phaseSince = loopState.now
    }

    // MARK: The channel

    func handlerAdded(context: ChannelHandlerContext) {
        self.context = context
        loopState.add(self)
        do throws(ConnectionRefusal) {
            id = try core.manager.admit(
                from: PeerAddress(context.remoteAddress), link: SocketLink(self, loop: context.eventLoop))
        } catch {
            refuse(HandshakeRefusal(error))
        }
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        let buffer = unwrapInboundIn(data)
        loopState.isReading = true
        life.hasRead = true
        switch phase {
        case .head: readHead(buffer)
        case .authenticating: early.writeImmutableBuffer(buffer)
        case .open: readFrames(buffer)
        case .closing, .closed: return
        }
    }

    func channelReadComplete(context: ChannelHandlerContext) {
        flushReplies()
        loopState.isReading = false
        loopState.wakes.flush()
        // A peer that sends and does not read is not read from.
        if phase == .open, !isWritable { setReading(false) }
    }

    func channelWritabilityChanged(context: ChannelHandlerContext) {
        isWritable = context.channel.isWritable
        guard isWritable else { return }
        if phase == .open, held == nil { setReading(true) }
        drain()
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        // A reset, mostly. What is known to the peer by then is all it will know.
        context.close(promise: nil)
    }

    func channelInactive(context: ChannelHandlerContext) {
        leave()
        enter(.closed)
        loopState.remove(self)
        loopState.isReading = false
        loopState.wakes.flush()
        self.context = nil
    }

    func setReading(_ reads: Bool) {
        // Fails on a closed channel only, which neither reads nor writes.
        try? context?.channel.syncOptions?.setOption(.autoRead, value: reads)
    }

    // MARK: Frames

    /// Reads frames where they lie.
    func readFrames(_ buffer: ByteBuffer) {
        var sink = Sink(handler: self)
        do throws(FrameViolation) {
            // Sound: the bytes are this read's. NIO's pool of read buffers holds them too, and does not look at them
            // before it fills them anew; asking for unique storage would copy every read.
            try unsafe buffer.withUnsafeReadableBytes { bytes throws(FrameViolation) in
                var span = unsafe MutableRawSpan(
                    _unsafeBytes: UnsafeMutableRawBufferPointer(mutating: bytes))
                try reader?.read(&span, into: &sink)
            }
        } catch {
            core.counters.violations.add(1, ordering: .relaxed)
            finish(error.code, reason: error.reason)
        }
        if reader?.isInMessage == true {
            if life.messageSince == nil { life.messageSince = loopState.now }
        } else {
            life.messageSince = nil
        }
    }

    /// Takes what the reader reads.
    private struct Sink: FrameSink {
        let handler: ConnectionHandler

        mutating func text(_ message: RawSpan) -> Bool { handler.received(.text, message) }
        mutating func binary(_ message: RawSpan) -> Bool { handler.received(.binary, message) }
        mutating func ping(_ payload: RawSpan) -> Bool {
            guard handler.countMessage() else { return false }
            handler.reply(.pong, payload)
            return true
        }
        mutating func pong(_ payload: RawSpan) -> Bool { handler.countMessage() }
        mutating func close(_ code: CloseCode?, reason: RawSpan) { handler.peerCloses(code) }
    }

    /// Counts against the rate limit. Gives false where the connection ends by it.
    private func countMessage() -> Bool {
        life.messageCount += 1
        guard let limit = settings.options.maxMessagesPerSecond, life.messageCount > limit else {
            return phase == .open
        }
        core.counters.rateLimited.add(1, ordering: .relaxed)
        finish(.policyViolation, reason: "too many messages")
        return false
    }

    private func received(_ opcode: Opcode, _ message: RawSpan) -> Bool {
        guard countMessage() else { return false }
        life.hasMessage = true
        if held == nil { take(opcode, message) } else { hold(opcode, message) }
        return phase == .open
    }

    private func take(_ opcode: Opcode, _ message: RawSpan) {
        guard let id else { return }
        if opcode == .text, FirstMessage.isMeant(message) {
            authenticate(by: message)
        } else if userID.isEmpty {
            finish(.policyViolation, reason: "not authenticated")
        } else {
            core.application.received(
                message, isText: opcode == .text, on: ServerConnection(handler: self, id: id))
        }
    }

    /// Keeps a message until it is known whose it is. As nothing is read meanwhile, one read's are all there are.
    private func hold(_ opcode: Opcode, _ message: RawSpan) {
        held?.byteCount += message.byteCount + 64
        guard let size = held?.byteCount, size <= settings.options.frameLimits.maxMessageBytes else {
            return finish(.policyViolation, reason: "too much before authentication")
        }
        // Sound: the span is read during the closure only.
        held?.messages.append((opcode, unsafe message.withUnsafeBytes { unsafe Array($0) }))
    }

    /// Takes what was held, up to the next message that must be asked about.
    func takeHeld() {
        var rest = (held?.messages ?? [])[...]
        held = nil
        while phase == .open, held == nil, let next = rest.popFirst() {
            // Sound: bytes have no padding, which is what `Span.bytes` warns of.
            unsafe take(next.opcode, next.bytes.span.bytes)
        }
        for next in rest where held != nil { unsafe hold(next.opcode, next.bytes.span.bytes) }
    }

    // MARK: Writing

    /// Appends a frame to what is written at the end of this read.
    func reply(_ opcode: Opcode, _ payload: RawSpan) {
        guard phase == .open else { return }
        if !opcode.isControl, compress(payload) {
            appendCompressed(opcode)
        } else {
            append(opcode, payload, isCompressed: false)
        }
        if !loopState.isReading { flushReplies() }
    }

    private func appendCompressed(_ opcode: Opcode) {
        let compressed = loopState.compressed
        // Sound: bytes have no padding, which is what `Span.bytes` warns of.
        unsafe append(opcode, compressed.span.bytes, isCompressed: true)
    }

    private func append(_ opcode: Opcode, _ payload: RawSpan, isCompressed: Bool) {
        let headerLength = FrameWriter.headerLength(payloadLength: payload.byteCount)
        let length = headerLength + payload.byteCount
        // Sound: the buffer has room for header and payload, and is touched during the closure only.
        unsafe replies.writeWithUnsafeMutableBytes(minimumWritableBytes: length) { bytes in
            unsafe FrameWriter.writeHeader(
                opcode, payloadLength: payload.byteCount, isCompressed: isCompressed, to: bytes)
            unsafe payload.withUnsafeBytes {
                unsafe UnsafeMutableRawBufferPointer(rebasing: bytes[headerLength...]).copyMemory(from: $0)
            }
            return length
        }
    }

    /// Compresses a message into the loop's room, where that was agreed on and pays.
    private func compress(_ payload: RawSpan) -> Bool {
        guard let options = settings.options.compression, payload.byteCount >= options.minMessageBytes else {
            return false
        }
        loopState.compressed.removeAll(keepingCapacity: true)
        return deflater?.deflate(payload, into: &loopState.compressed) ?? false
    }

    /// Puts what was sent to this connection before what is written next, writable or not: the queue is bounded.
    func writeWaiting() {
        guard phase == .open, let id, let context else { return }
        while core.manager.takeMessages(
            of: id, upTo: settings.options.writeBufferBytes, into: &loopState.messages)
        {}
        guard !loopState.messages.isEmpty else { return }
        writeReplies(context)
        for message in loopState.messages { queue(frame(of: message), context) }
        loopState.messages.removeAll(keepingCapacity: true)
    }

    private func writeReplies(_ context: ChannelHandlerContext) {
        guard replies.readableBytes > 0 else { return }
        let written = replies
        replies = ByteBuffer()
        queue(written, context)
    }

    private func flushReplies() {
        guard replies.readableBytes > 0, let context else { return }
        let written = replies
        replies = ByteBuffer()
        send(written, context)
    }

    /// Writes the manager's waiting messages, as many as the socket takes.
    func drain() {
        guard phase == .open, let id, let context else { return }
        flushReplies()
        // Before it is greeted, a connection may have its user already, and events.
        guard !userID.isEmpty else { return }
        var waits = true
        while waits, isWritable {
            waits = core.manager.takeMessages(
                of: id, upTo: settings.options.writeBufferBytes, into: &loopState.messages)
            guard let last = loopState.messages.popLast() else { return }
            for message in loopState.messages { queue(frame(of: message), context) }
            loopState.messages.removeAll(keepingCapacity: true)
            send(frame(of: last), context)
        }
    }

    /// The message as this connection gets it.
    private func frame(of message: OutboundMessage) -> ByteBuffer {
        guard deflater != nil else { return message.frame }
        var payload = message.frame
        payload.moveReaderIndex(forwardBy: message.headerLength)
        guard compress(payload.readableBytesSpan) else { return message.frame }
        appendCompressed(.text)
        defer { replies = ByteBuffer() }
        return replies
    }

    // MARK: Ending

    /// Ends the connection: what still waited, a close frame, the end of our side.
    func finish(after messages: [OutboundMessage] = [], _ code: CloseCode, reason: String) {
        switch phase {
        case .head, .authenticating: return refuse(.unavailable)
        case .closing, .closed: return
        case .open: break
        }
        if let context {
            writeReplies(context)
            for message in messages { queue(frame(of: message), context) }
        }
        sendClose(code, reason: reason)
    }

    /// Answers the peer's close frame with its code (RFC 6455 §5.5.1).
    private func peerCloses(_ code: CloseCode?) { sendClose(code, reason: "") }

    private func sendClose(_ code: CloseCode?, reason: String) {
        guard phase == .open else { return }
        var frame: [UInt8] = []
        FrameWriter.close(code, reason: reason, into: &frame)
        replies.writeBytes(frame)
        endOutput()
    }

    /// Writes what is to be written, and closes our side: the peer's close, its end of stream or a time limit ends
    /// the rest. To close both at once could destroy what the peer has not read yet.
    func endOutput() {
        leave()
        enter(.closing)
        flushReplies()
        setReading(true)
        context?.close(mode: .output, promise: nil)
    }

    /// Takes the connection out of the manager and tells the application, whoever comes first.
    private func leave() {
        guard let id else { return }
        self.id = nil
        core.manager.cleanupConnectionScope(id)
        guard !userID.isEmpty else { return }
        core.application.disconnected(id, userID: userID)
    }
}
