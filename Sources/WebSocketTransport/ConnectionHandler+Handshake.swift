internal import Connections
internal import NIOCore
internal import Synchronization
internal import WebSocketFraming

extension ConnectionHandler {
    /// Reads on in the request head; where it ends, judges it.
    func readHead(_ buffer: ByteBuffer) {
        do throws(HandshakeRefusal) {
            guard let end = try head?.read(buffer.readableBytesSpan), let head else { return }
            if let page = core.pages?(head.path) { return answer(page) }
            guard core.pages == nil else { throw .notFound }
            early = buffer.getSlice(at: buffer.readerIndex + end, length: buffer.readableBytes - end) ?? early
            try judge(head)
        } catch {
            refuse(error)
        }
    }

    private func judge(_ head: RequestHead) throws(HandshakeRefusal) {
        let handshake = try OpeningHandshake.validate(head)
        let options = settings.options
        if let paths = options.paths, !paths.contains(head.path) { throw .notFound }
        guard options.origins.allows(handshake.origin, host: head["host"] ?? "") else {
            throw .originDenied
        }
        let token = bearer(head["authorization"], handshake.subprotocols)
        let target = head.target
        let query = target.firstIndex(of: "?").map { String(target[target.index(after: $0)...]) } ?? ""
        let fields = QueryFields(query)
        let position = StreamPosition(fields)
        threadID = fields["thread"]
        if token == nil, core.authenticator.acceptsFirstMessage {
            self.position = position
            return open(handshake, as: nil, after: nil)
        }
        switch core.authenticator.authenticate(Credentials(path: head.path, query: query, token: token)) {
        case .accepted(let identity): open(handshake, as: identity, after: position)
        case .refused: throw .unauthorized
        case .pending(let question):
            enter(.authenticating)
            setReading(false)
            ask(question) { handler, identity in
                guard handler.phase == .authenticating else { return }
                handler.setReading(true)
                guard let identity else { return handler.refuse(.unauthorized) }
                handler.open(handshake, as: identity, after: position)
            }
        }
    }

    /// Asks elsewhere, and goes on with the answer on the loop.
    private func ask<Answer: Sendable>(
        _ question: @escaping @Sendable () async -> Answer,
        then next: @escaping @Sendable (ConnectionHandler, Answer) -> Void
    ) {
        guard let loop = context?.eventLoop else { return }
        let bound = NIOLoopBound(self, eventLoop: loop)
        Task {
            let answer = await question()
            loop.execute { next(bound.value, answer) }
        }
    }

    /// The token of the `Authorization` field, or of the subprotocol `bearer.…`, as browsers must send it.
    private func bearer(_ authorization: String?, _ subprotocols: [String]) -> String? {
        if let authorization, authorization.count > 7, authorization.prefix(7).lowercased() == "bearer " {
            return String(authorization.dropFirst(7))
        }
        return subprotocols.first { $0.hasPrefix("bearer.") }.map { String($0.dropFirst(7)) }
    }

    /// Opens the WebSocket, once the connection is its user's.
    ///
    /// - Parameter identity: nil where the first message is to tell.
    private func open(_ handshake: OpeningHandshake, as identity: Identity?, after position: StreamPosition?)
    {
        guard let identity else { return open(handshake, nil) }
        if core.manager.isAttached {
            enter(.authenticating)
            setReading(false)
        }
        becomeConnection(of: identity, after: position) { handler, result in
            guard handler.phase == .head || handler.phase == .authenticating else { return }
            if handler.phase == .authenticating { handler.setReading(true) }
            switch result {
            case .success(let welcome): handler.open(handshake, welcome)
            case .failure(let refusal): handler.refuse(HandshakeRefusal(refusal))
            }
        }
    }

    private func open(_ handshake: OpeningHandshake, _ welcome: Welcome?) {
        let options = settings.options
        let deflate = options.compression.flatMap {
            DeflateAgreement(offers: handshake.extensions, options: $0)
        }
        // Never the one that carries the token: it would be told back to whoever reads the answer.
        let subprotocol = options.subprotocols.first { handshake.subprotocols.contains($0) }
        var answer: [UInt8] = []
        answer.reserveCapacity(256)
        handshake.writeAcceptance(subprotocol: subprotocol, deflate: deflate, into: &answer)
        reader = FrameReader(role: .server, limits: options.frameLimits, inflater: deflate?.makeInflater())
        deflater = deflate?.makeDeflater(options.compression ?? DeflateOptions())
        head = nil
        enter(.open)
        replies.writeBytes(answer)
        if let welcome { greet(welcome) }
        let first = early
        early = ByteBuffer()
        if first.readableBytes > 0 { readFrames(first) }
        if !loopState.isReading { drain() }
    }

    /// Makes the connection the user's: at once, or with a backplane when that has told where the user's events stand.
    /// Whoever asks reads nothing meanwhile.
    private func becomeConnection(
        of identity: Identity, after position: StreamPosition?,
        then next: @escaping @Sendable (ConnectionHandler, Result<Welcome, ConnectionRefusal>) -> Void
    ) {
        guard let id else { return next(self, .failure(.unknownConnection)) }
        let (manager, threadID) = (core.manager, threadID)
        guard manager.isAttached else {
            let result = Result { () throws(ConnectionRefusal) in
                try manager.connect(id, as: identity, threadID: threadID, resumingAfter: position)
            }
            if case .success = result { userID = identity.userID }
            return next(self, result)
        }
        let question: @Sendable () async -> Result<Welcome, ConnectionRefusal> = {
            do throws(ConnectionRefusal) {
                return .success(
                    try await manager.connectAcrossNodes(
                        id, as: identity, threadID: threadID, resumingAfter: position))
            } catch {
                return .failure(error)
            }
        }
        ask(question) { handler, result in
            // Where the connection has ended meanwhile, it has been cleaned, and no application has heard of it.
            if case .success = result, handler.id != nil { handler.userID = identity.userID }
            next(handler, result)
        }
    }

    /// The first message of a connection, and the application's first word of it.
    private func greet(_ welcome: Welcome) {
        guard let id else { return }
        if settings.options.sendsWelcome {
            let message = welcome.message(connectionID: id, userID: userID)
            // Sound: bytes have no padding, which is what `Span.bytes` warns of.
            unsafe reply(.text, message.span.bytes)
        }
        core.application.connected(ServerConnection(handler: self, id: id))
    }

    // MARK: Authentication by message

    /// Takes the credential of a message: the first of a connection, or a new one.
    func authenticate(by message: RawSpan) {
        guard let token = FirstMessage.token(message) else {
            return finish(.policyViolation, reason: "malformed authentication")
        }
        switch core.authenticator.authenticate(Credentials(path: "", query: "", token: token)) {
        case .accepted(let identity): authenticated(as: identity)
        case .refused: authenticated(as: nil)
        case .pending(let question):
            pause()
            ask(question) { handler, identity in
                guard handler.phase == .open else { return }
                handler.authenticated(as: identity)
            }
        }
    }

    /// Reads nothing, and holds what was read, until `goOn`.
    private func pause() {
        if held == nil { held = HeldMessages() }
        setReading(false)
    }

    private func goOn() {
        guard held != nil else { return }
        takeHeld()
        if held == nil { setReading(true) }
        drain()
    }

    private func authenticated(as identity: Identity?) {
        guard let identity, let id else {
            core.counters.authenticationsRefused.add(1, ordering: .relaxed)
            finish(.policyViolation, reason: "not authenticated")
            return goOn()
        }
        guard userID.isEmpty else {
            do throws(ConnectionRefusal) {
                try core.manager.reauthenticate(id, as: identity)
            } catch {
                finish(
                    .policyViolation, reason: error == .otherUser ? "another user's credential" : "refused")
            }
            return goOn()
        }
        if core.manager.isAttached { pause() }
        becomeConnection(of: identity, after: position) { handler, result in
            guard handler.phase == .open else { return }
            switch result {
            case .success(let welcome): handler.greet(welcome)
            case .failure(.backplaneUnavailable):
                handler.finish(.tryAgainLater, reason: "no connections are taken")
            case .failure: handler.finish(.policyViolation, reason: "refused")
            }
            handler.goOn()
        }
    }

    // MARK: Answers without a WebSocket

    private func answer(_ page: Page) {
        var answer: [UInt8] = []
        HTTPResponse.write(
            status: page.status, fields: [("Content-Type", page.contentType)], body: Array(page.body.utf8),
            into: &answer)
        replies.writeBytes(answer)
        endOutput()
    }

    /// Answers with a status, and ends the connection.
    func refuse(_ refusal: HandshakeRefusal) {
        guard phase == .head || phase == .authenticating else { return }
        core.counters.handshakesRefused.add(1, ordering: .relaxed)
        var answer: [UInt8] = []
        refusal.write(into: &answer)
        replies.writeBytes(answer)
        endOutput()
    }
}

/// An answer to a plain GET.
struct Page {
    var status = 200
    var contentType: String
    var body: String
}

extension HandshakeRefusal {
    static let notFound = HandshakeRefusal(status: 404, reason: "nothing here")
    static let originDenied = HandshakeRefusal(status: 403, reason: "this origin may not connect")
    static let unauthorized = HandshakeRefusal(status: 401, reason: "no valid credential")
    static let timeout = HandshakeRefusal(status: 408, reason: "the request took too long")
    static let unavailable = HandshakeRefusal(status: 503, reason: "no connections are taken")

    init(_ refusal: ConnectionRefusal) {
        switch refusal {
        case .tooManyForAddress: self.init(status: 429, reason: "too many connections from this address")
        case .tooManyForUser: self.init(status: 429, reason: "too many connections of this user")
        case .tooManyConnections: self.init(status: 503, reason: "too many connections")
        case .shuttingDown, .noConnectionID, .unknownConnection, .otherUser, .backplaneUnavailable:
            self = .unavailable
        }
    }
}
