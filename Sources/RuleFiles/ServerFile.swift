package import Connections
import WebSocketFraming
package import WebSocketTransport
import Yams

/// What a file says about a server of `ssot serve`.
package struct ServerConfiguration: Sendable {
    package var options = ServerOptions()
    package var manager = ManagerOptions()
    package var isScoped = true
    /// Port of the pages for monitoring; nil for none.
    package var adminPort: Int?
    package var authentication = TokenSource.nobody
    package var acceptsFirstMessage = false
    /// Who may join a topic: users by name, or `*` for all that are authenticated.
    package var topics: [String: [String]] = [:]

    /// Where tokens come from.
    package enum TokenSource: Sendable, Hashable {
        /// Nobody gets in: a server without authentication is not one that is left open.
        case nobody
        /// Each token with its user, for trying out.
        case tokens([String: String])
        /// The path of the file that holds the key of signed tokens.
        case secretFile(String)
    }
}

/// Reads the YAML file that `ssot serve --config` names.
package enum ServerFile {
    /// - Parameters:
    ///   - path: the file's path, for messages; its folder is that of relative paths in it.
    ///   - text: what stands in it.
    /// - Throws: everything that is wrong with it.
    package static func read(path: String, text: String) throws(RuleFileError) -> ServerConfiguration {
        var diagnostics: [RuleDiagnostic] = []
        guard let root = YAMLDocument.compose(path: path, text: text, &diagnostics) else {
            throw RuleFileError(diagnostics)
        }
        var reader = NodeReader(path: path)
        var configuration = ServerConfiguration()
        if let fields = reader.fields(root, of: .server) { reader.read(fields, into: &configuration) }
        guard reader.diagnostics.isEmpty else { throw RuleFileError(reader.diagnostics) }
        return configuration
    }
}

extension NodeReader {
    fileprivate mutating func read(_ fields: [String: Node], into configuration: inout ServerConfiguration) {
        checkVersion(fields)
        if let node = fields["host"], let host = text(node, "host") { configuration.options.host = host }
        set(&configuration.options.port, fields["port"], "port", 0...65_535)
        if let node = fields["admin-port"] {
            configuration.adminPort = whole(node, "admin-port", 0...65_535)
        }
        set(&configuration.options.eventLoops, fields["event-loops"], "event-loops", 1...256)
        if let node = fields["paths"] { configuration.options.paths = texts(node, "paths").map { Set($0) } }
        if let node = fields["subprotocols"] {
            configuration.options.subprotocols = texts(node, "subprotocols") ?? []
        }
        if let node = fields["connection-scoping"] {
            configuration.isScoped = flag(node, "connection-scoping") ?? true
        }
        if let node = fields["overflow"] {
            configuration.manager.overflowPolicy =
                policy(node, "overflow policy", "policies") ?? configuration.manager.overflowPolicy
        }
        if let node = fields["origins"] { readOrigins(node, &configuration.options) }
        if let node = fields["tls"] { readCertificate(node, &configuration.options) }
        if let node = fields["authentication"] { readAuthentication(node, &configuration) }
        if let node = fields["limits"] { readLimits(node, &configuration) }
        if let node = fields["times"] { readTimes(node, &configuration.options) }
        if let node = fields["compression"] { readCompression(node, &configuration.options) }
        if let node = fields["history"] { readHistory(node, &configuration.manager) }
        for (topic, _, value) in fields["topics"].flatMap({ pairs($0, "topics") }) ?? [] {
            configuration.topics[topic] = texts(value, "users of a topic") ?? []
        }
    }

    private mutating func readOrigins(_ node: Node, _ options: inout ServerOptions) {
        guard let patterns = texts(node, "origins") else { return }
        if patterns == ["same-host"] { return }
        if patterns == ["any"] {
            options.origins = .any
            return
        }
        do throws(OriginPolicy.PatternError) {
            options.origins = try OriginPolicy(listed: patterns)
        } catch {
            fail(node, "\(error.description), or same-host or any alone")
        }
    }

    private mutating func readAuthentication(_ node: Node, _ configuration: inout ServerConfiguration) {
        guard let fields = fields(node, of: .authentication) else { return }
        if let first = fields["first-message"] {
            configuration.acceptsFirstMessage = flag(first, "first-message") ?? false
        }
        switch (fields["tokens"], fields["secret-file"]) {
        case (let tokens?, nil):
            var users: [String: String] = [:]
            for (token, keyNode, value) in pairs(tokens, "tokens") ?? [] {
                if token.utf8.count < 16 { fail(keyNode, "a token of fewer than 16 characters is guessed") }
                if let user = text(value, "user") { users[token] = user }
            }
            configuration.authentication = .tokens(users)
        case (nil, let file?):
            guard let name = text(file, "secret-file") else { return }
            configuration.authentication = .secretFile(resolved(name))
        default: fail(node, "authentication needs either tokens or secret-file")
        }
    }

    private mutating func readCertificate(_ node: Node, _ options: inout ServerOptions) {
        guard let fields = fields(node, of: .tls),
            let chain = fields["certificate"].flatMap({ text($0, "certificate") }),
            let key = fields["key"].flatMap({ text($0, "key") })
        else { return }
        options.certificate = ServerOptions.Certificate(chainFile: resolved(chain), keyFile: resolved(key))
    }

    private mutating func readLimits(_ node: Node, _ configuration: inout ServerConfiguration) {
        guard let fields = fields(node, of: .serverLimits) else { return }
        let many = 1...1_000_000
        set(&configuration.manager.maxConnections, fields["connections"], "connections", many)
        set(
            &configuration.manager.maxConnectionsPerAddress, fields["connections-per-address"],
            "connections-per-address", many)
        set(
            &configuration.manager.maxConnectionsPerUser, fields["connections-per-user"],
            "connections-per-user", many)
        if let node = fields["when-user-is-full"] {
            configuration.manager.userLimitPolicy =
                policy(node, "policy", "policies") ?? configuration.manager.userLimitPolicy
        }
        set(&configuration.manager.maxQueuedMessages, fields["queued-messages"], "queued-messages", many)
        set(&configuration.manager.maxQueuedBytes, fields["queued-bytes"], "queued-bytes", 1024...1 << 30)
        let bytes = 126...1 << 30
        set(
            &configuration.options.frameLimits.maxMessageBytes, fields["message-bytes"], "message-bytes",
            bytes)
        configuration.options.frameLimits.maxFrameBytes = configuration.options.frameLimits.maxMessageBytes
        set(&configuration.options.frameLimits.maxFragments, fields["fragments"], "fragments", many)
        if let node = fields["messages-per-second"] {
            configuration.options.maxMessagesPerSecond = whole(node, "messages-per-second", many)
        }
    }

    /// Times are written in seconds, and may have a fraction.
    private mutating func readTimes(_ node: Node, _ options: inout ServerOptions) {
        guard let fields = fields(node, of: .serverTimes) else { return }
        for (key, value) in fields {
            guard let seconds = number(value, key, in: 0.001...86_400) else { continue }
            let time = Int64(seconds * 1000)
            switch key {
            case "handshake": options.handshakeTimeout = time
            case "authentication": options.authenticationTimeout = time
            case "heartbeat": options.heartbeatInterval = time
            case "pong": options.pongTimeout = time
            case "idle": options.idleTimeout = time
            case "close": options.closeTimeout = time
            default: options.messageTimeout = time
            }
        }
    }

    private mutating func readCompression(_ node: Node, _ options: inout ServerOptions) {
        guard let fields = fields(node, of: .compression) else { return }
        var compression = DeflateOptions()
        set(&compression.serverWindowBits, fields["server-window-bits"], "server-window-bits", 8...15)
        set(&compression.clientWindowBits, fields["client-window-bits"], "client-window-bits", 8...15)
        set(&compression.level, fields["level"], "level", 1...9)
        set(&compression.minMessageBytes, fields["from-bytes"], "from-bytes", 0...1 << 20)
        if let node = fields["keeps-context"], let keeps = flag(node, "keeps-context") {
            compression.serverKeepsContext = keeps
            compression.clientKeepsContext = keeps
        }
        options.compression = compression
    }

    private mutating func readHistory(_ node: Node, _ options: inout ManagerOptions) {
        guard let fields = fields(node, of: .history) else { return }
        set(&options.historyEvents, fields["events"], "events", 0...1_000_000)
        set(&options.historyBytes, fields["bytes"], "bytes", 1024...1 << 30)
        if let node = fields["seconds"], let seconds = number(node, "seconds", in: 0...86_400) {
            options.historyMilliseconds = Int64(seconds * 1000)
        }
    }

    // MARK: Values

    private mutating func set(_ value: inout Int, _ node: Node?, _ noun: String, _ range: ClosedRange<Int>) {
        if let node, let number = whole(node, noun, range) { value = number }
    }

    private mutating func whole(_ node: Node, _ noun: String, _ range: ClosedRange<Int>) -> Int? {
        guard let number = node.plainText.flatMap({ Int($0) }), range.contains(number) else {
            fail(node, "\(noun) is no whole number from \(range.lowerBound) to \(range.upperBound)")
            return nil
        }
        return number
    }

    private mutating func policy<Policy: RawRepresentable & CaseIterable>(
        _ node: Node, _ noun: String, _ plural: String
    ) -> Policy? where Policy.RawValue == String {
        choice(node, noun, among: Policy.allCases.map(\.rawValue), plural: plural)
            .flatMap(Policy.init(rawValue:))
    }
}
