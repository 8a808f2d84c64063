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
        noteBacklog(now)
        // Who is not read from cannot answer: then taking what waits is the sign of life.
        let isRead = isWritable && held == nil
        if !isRead, life.pingedAt != nil { life.pingedAt = now }
        let isStuck =
            options.heartbeatInterval.map {
                life.backlog != nil && now - life.backlogSince > $0 + options.pongTimeout
            } ?? false
        if isStuck || life.pingedAt.map({ now - $0 > options.pongTimeout }) ?? false {
            core.counters.pingTimeouts.add(1, ordering: .relaxed)
            // Nobody reads a close frame there, but a slow peer may yet.
            finish(.internalError, reason: "ping timeout")
        } else if let idle = options.idleTimeout, now - max(life.lastMessage, phaseSince) > idle {
            finish(.goingAway, reason: "idle")
        } else if let since = life.messageSince, now - since > options.messageTimeout {
            finish(.policyViolation, reason: "message takes too long")
        } else if let interval = options.heartbeatInterval, life.pingedAt == nil, isRead,
            now - max(life.lastRead, phaseSince) >= interval
        {
            life.pingedAt = now
            reply(.ping, RawSpan())
        }
    }

    private func noteBacklog(_ now: Int64) {
        guard !isWritable else {
            life.backlog = nil
            return
        }
        // Fails on a closed channel only.
        let waiting = (try? context?.channel.syncOptions?.getOption(.bufferedWritableBytes)) ?? 0
        guard waiting != life.backlog else { return }
        life.backlog = waiting
        life.backlogSince = now
    }
}
