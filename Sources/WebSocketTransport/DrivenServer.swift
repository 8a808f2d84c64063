package import Connections
package import NIOCore

/// A server whose connections come by channels that the caller makes, and whose time passes when the caller says so:
/// what ``WebSocketServer`` does, without sockets and clocks. All of it happens on one event loop.
package final class DrivenServer: Sendable {
    private let core: ServerCore
    private let state: NIOLoopBound<LoopState>

    /// - Parameter now: milliseconds of the caller's clock. To be called on the loop.
    package init(
        manager: WebSocketManager, options: ServerOptions, authenticator: any Authenticator,
        application: any WebSocketApplication, loop: any EventLoop, now: Int64
    ) {
        core = ServerCore(
            manager: manager, options: options, authenticator: authenticator, application: application)
        state = NIOLoopBound(LoopState(loop: loop, now: now), eventLoop: loop)
    }

    /// Takes a connection that has just been accepted.
    package func add(to channel: any Channel) throws {
        try channel.pipeline.syncOperations.addHandler(
            ConnectionHandler(core: core, loopState: state.value, socket: nil))
    }

    /// Looks at the time limits of every connection.
    package func tick(_ now: Int64) { state.value.tick(now) }
}
