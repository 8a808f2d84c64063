internal import NIOCore
internal import NIOEmbedded
internal import WebSocketFraming

/// The other end of a connection of the reference: takes what is written to the channel, as the kernel and the client
/// behind it would. Used on the event loop only.
final class Peer: ChannelOutboundHandler {
    typealias OutboundIn = ByteBuffer

    private struct BrokenPipe: Error {}

    let client: ClientSide
    private let channel: NIOAsyncTestingChannel
    /// Every write fails from now on, as into a socket whose peer has gone.
    var isBroken = false
    private var isGone = false

    init(_ request: UpgradeRequest, on channel: NIOAsyncTestingChannel) {
        client = ClientSide(request)
        self.channel = channel
    }

    // MARK: What the server writes

    func write(context: ChannelHandlerContext, data: NIOAny, promise: EventLoopPromise<Void>?) {
        if isBroken {
            promise?.fail(BrokenPipe())
            context.fireErrorCaught(BrokenPipe())
            return
        }
        client.receive(unwrapOutboundIn(data).readableBytesView)
        promise?.succeed()
    }

    func close(context: ChannelHandlerContext, mode: CloseMode, promise: EventLoopPromise<Void>?) {
        isGone = true
        client.endOfStream()
        // A client that reads the end of the stream ends its own.
        context.close(mode: .all, promise: promise)
    }

    // MARK: What the client does

    /// Sends what the client has to send, as long as it has anything.
    func exchange() {
        while !client.output.isEmpty, !isGone {
            let bytes = client.output
            client.output = []
            channel.pipeline.syncOperations.fireChannelRead(NIOAny(ByteBuffer(bytes: bytes)))
            channel.pipeline.syncOperations.fireChannelReadComplete()
        }
    }

    /// The socket takes nothing any more, or takes again.
    func setWritable(_ isWritable: Bool) {
        channel.isWritable = isWritable
        channel.pipeline.syncOperations.fireChannelWritabilityChanged()
    }

    /// The network between both is gone.
    func cut() {
        client.endOfStream()
        channel.pipeline.syncOperations.fireErrorCaught(BrokenPipe())
    }
}
