internal import NIOCore
internal import Synchronization
internal import WebSocketFraming

extension ConnectionHandler {
    /// Looks at the connection's time limits.
    ///
    /// - Parameter now: milliseconds of the loop's clock.
    func tick(_ now: Int64) {
        let options = settings.options
        let age = now - phaseSince
        switch phase {
        case .head, .authenticating:
            guard age > options.handshakeTimeout else { return }
            core.counters.handshakesTimedOut.add(1, ordering: .relaxed)
            refuse(.timeout)
        case .open:
            if userID.isEmpty, age > options.authenticationTimeout {
                finish(.policyViolation, reason: "authentication timed out")
            } else {
                tickOpen(now, options)
            }
        case .closing:
            if age > options.closeTimeout { context?.close(promise: nil) }
        case .closed: break
        }
    }

    private func tickOpen(_ now: Int64, _ options: ServerOptions) {
        life.messageCount = 0
        if life.hasRead {
            life.hasRead = false
            life.lastRead = now
            life.pingedAt = nil
        }
        if life.hasMessage {
            life.hasMessage = false
            life.lastMessage = now
        }
        if let pingedAt = life.pingedAt, now - pingedAt > options.pongTimeout {
            core.counters.pingTimeouts.add(1, ordering: .relaxed)
            // Nobody reads a close frame there, but a slow peer may yet.
            finish(.internalError, reason: "ping timeout")
        } else if let idle = options.idleTimeout, now - max(life.lastMessage, phaseSince) > idle {
            finish(.goingAway, reason: "idle")
        } else if let since = life.messageSince, now - since > options.messageTimeout {
            finish(.policyViolation, reason: "message takes too long")
        } else if let interval = options.heartbeatInterval, life.pingedAt == nil,
            now - max(life.lastRead, phaseSince) >= interval
        {
            life.pingedAt = now
            reply(.ping, RawSpan())
        }
    }
}
