internal import WebSocketFraming

/// What a change of the tables asks of links, to be done without the lock.
struct Effects: Sendable {
    /// The first of those to wake: most changes wake no other, and so make no array.
    private var wake: (any ConnectionLink)?
    private var wakes: [any ConnectionLink] = []
    private var closes: [Close] = []

    private struct Close {
        let link: any ConnectionLink
        let messages: [OutboundMessage]
        let code: CloseCode
        let reason: String
    }

    mutating func reserve(_ count: Int) { if count > 1 { wakes.reserveCapacity(count - 1) } }

    mutating func wake(_ link: any ConnectionLink) {
        if wake == nil { wake = link } else { wakes.append(link) }
    }

    mutating func close(
        _ link: any ConnectionLink, after messages: [OutboundMessage], _ code: CloseCode, _ reason: String
    ) {
        closes.append(Close(link: link, messages: messages, code: code, reason: reason))
    }

    func perform() {
        wake?.wake()
        for link in wakes { link.wake() }
        for close in closes { close.link.close(after: close.messages, close.code, reason: close.reason) }
    }
}
