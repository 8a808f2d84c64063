private import Glibc
internal import NIOCore

/// The way to the socket.
///
/// A buffer that goes alone goes to the kernel at once, by send(2), past the channel's queue of writes: through the
/// queue an event costs a third more (`Tests/Load/websockets.py`). What the socket does not take is queued, and so is
/// all that follows, until the queue is empty.
extension ConnectionHandler {
    typealias PlainSocket = any NIOTransportAccessibleChannelCore<NIOBSDSocket.Handle>

    /// The socket of a channel in which no handler comes between the connection's and it.
    ///
    /// Taken once, by the channel's underscored name: the way that NIO documents, `withUnsafeTransportIfAvailable`,
    /// casts at each call, which costs more than the queue.
    static func plainSocket(of channel: any Channel) -> PlainSocket? {
        channel._channelCore as? PlainSocket
    }

    /// Writes the buffer, and all that was queued before it.
    func send(_ buffer: ByteBuffer, _ context: ChannelHandlerContext) {
        var rest = buffer
        if !isQueueing {
            rest.moveReaderIndex(forwardBy: taken(of: buffer))
            if rest.readableBytes == 0 { return }
        }
        queue(rest, context)
        context.flush()
        let waiting = try? context.channel.syncOptions?.getOption(.bufferedWritableBytes)
        isQueueing = waiting != 0
    }

    /// Queues the buffer for the next `send`.
    func queue(_ buffer: ByteBuffer, _ context: ChannelHandlerContext) {
        isQueueing = true
        context.write(wrapOutboundOut(buffer), promise: nil)
    }

    /// How many bytes the kernel takes now. An error counts as none: the channel will meet it, and say it.
    private func taken(of buffer: ByteBuffer) -> Int {
        // Sound: the channel refuses when its socket is closed, and vouches for it as long as the closure runs, as the
        // buffer does for its bytes.
        let taken = try? socket?.withUnsafeTransport { socket in
            unsafe buffer.withUnsafeReadableBytes { bytes in
                unsafe Glibc.send(socket, bytes.baseAddress, bytes.count, Int32(MSG_NOSIGNAL))
            }
        }
        return max(taken ?? 0, 0)
    }
}
