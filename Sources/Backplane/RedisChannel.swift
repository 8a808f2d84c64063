internal import NIOCore

/// One connection to Redis: commands go out in order, one write for all of one turn of the loop, and answers come
/// back in the same order. Used on its event loop only.
final class RedisChannel: ChannelInboundHandler {
    typealias InboundIn = ByteBuffer
    typealias OutboundOut = ByteBuffer
    typealias Answer = (Result<RESP3Value, BackplaneError>) -> Void

    private struct Waiting {
        let since: NIODeadline
        let answer: Answer
    }

    private var decoder = RESP3Decoder()
    private var waiting = CircularBuffer<Waiting>()
    private var output = ByteBuffer()
    private var isFlushing = false
    private var context: ChannelHandlerContext?
    /// Takes what a subscription brings, in order with the answers.
    var onPush: ([RESP3Value]) -> Void = { _ in }
    /// Called once.
    var onEnd: () -> Void = {}

    /// Since when the engine owes an answer; nil where it owes none.
    var waitsSince: NIODeadline? { waiting.first?.since }
    private(set) var lastRead = NIODeadline.now()

    func handlerAdded(context: ChannelHandlerContext) { self.context = context }

    func send(_ command: RedisCommand, then answer: @escaping Answer) {
        guard context != nil else { return answer(.failure(.backplaneUnavailable)) }
        waiting.append(Waiting(since: .now(), answer: answer))
        write(command)
    }

    /// Sends what is answered by pushes only, if at all: SUBSCRIBE.
    func write(_ command: RedisCommand) {
        command.write(into: &output)
        guard !isFlushing, let context else { return }
        isFlushing = true
        context.eventLoop.assumeIsolated().execute { self.flush() }
    }

    private func flush() {
        isFlushing = false
        guard let context, output.readableBytes > 0 else { return }
        context.writeAndFlush(wrapOutboundOut(output), promise: nil)
        output = ByteBuffer()
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        lastRead = .now()
        decoder.append(unwrapInboundIn(data))
        do throws(RESP3Error) {
            while let value = try decoder.next() { take(value) }
        } catch {
            end()
        }
    }

    private func take(_ value: RESP3Value) {
        if case .push(let elements) = value { return onPush(elements) }
        // An answer to nothing: the two sides do not agree where they are.
        guard let first = waiting.popFirst() else { return end() }
        if case .error(let text) = value {
            first.answer(.failure(.engineRefused(text)))
        } else {
            first.answer(.success(value))
        }
    }

    func channelInactive(context: ChannelHandlerContext) { end() }

    func errorCaught(context: ChannelHandlerContext, error: any Error) { end() }

    /// Closes, and tells everybody who waits.
    func end() {
        guard let context else { return }
        self.context = nil
        context.close(promise: nil)
        let left = waiting
        waiting = CircularBuffer()
        onEnd()
        for command in left { command.answer(.failure(.outcomeUnknown)) }
    }
}
