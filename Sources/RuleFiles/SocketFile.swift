import Conformance
package import WebSocketConformance
import Yams

/// Reads the YAML file by which `ssot conformance run --server` finds a WebSocket server.
package enum SocketFile {
    /// - Parameters:
    ///   - path: the file's path, for messages.
    ///   - text: what stands in it.
    /// - Throws: everything that is wrong with it.
    package static func read(path: String, text: String) throws(RuleFileError) -> ServerUnderTest {
        var diagnostics: [RuleDiagnostic] = []
        guard let root = YAMLDocument.compose(path: path, text: text, &diagnostics) else {
            throw RuleFileError(diagnostics)
        }
        var reader = NodeReader(path: path)
        var server = ServerUnderTest()
        if let fields = reader.fields(root, of: .serverUnderTest) { reader.read(fields, into: &server) }
        guard reader.diagnostics.isEmpty else { throw RuleFileError(reader.diagnostics) }
        return server
    }
}

extension NodeReader {
    fileprivate mutating func read(_ fields: [String: Node], into server: inout ServerUnderTest) {
        checkVersion(fields)
        if let node = fields["url"], let url = address(node, "url", scheme: "ws") {
            (server.host, server.port, server.target) = url
            server.name = "\(url.host):\(url.port)"
        }
        if let node = fields["name"] { server.name = text(node, "name") ?? "" }
        if let node = fields["users"] {
            if node.plainText == "any" {
                server.tokens = nil
            } else {
                server.tokens = mapping(node, "users")
            }
        }
        let headers = fields["headers"].map { mapping($0, "headers") } ?? [:]
        server.headers = headers.sorted { $0.key < $1.key }.map { ($0.key, $0.value) }
        server.greeting = fields["greeting"].flatMap { texts($0, "greeting") } ?? []
        server.ready = fields["ready"].flatMap { text($0, "ready") }
        server.refused = fields["refused"].flatMap { text($0, "refused") }
        server.connectionMember = fields["connection-member"].flatMap { text($0, "connection-member") }
        server.answers = fields["answers"].map { mapping($0, "answers") } ?? [:]
        for (name, key, node) in fields["options"].flatMap({ pairs($0, "options") }) ?? [] {
            check(name, key, "option", among: ServerUnderTest.optionNames)
            server.options[name] = value(node)
        }
        if let node = fields["quiet-milliseconds"] {
            server.quiet = count(node, "quiet-milliseconds") ?? server.quiet
        }
        for (name, key, node) in fields["calls"].flatMap({ pairs($0, "calls") }) ?? [] {
            check(name, key, "call", among: ServerUnderTest.operations)
            server.calls[name] = trigger(node, server)
        }
        if let fields = fields["events"].flatMap({ self.fields($0, of: .socketEvents) }) {
            func path(_ key: String, _ reader: inout NodeReader) -> String? {
                fields[key].flatMap { reader.text($0, key) }
            }
            server.events.after = path("after", &self)
            server.events.type = path("type", &self)
            server.events.payload = path("payload", &self)
            server.events.user = path("user", &self)
            server.events.connection = path("connection", &self)
            server.events.thread = path("thread", &self)
            server.events.topic = path("topic", &self)
            server.events.sequence = path("sequence", &self)
            server.events.ignoredTypes = Set(fields["ignore"].flatMap { texts($0, "ignore") } ?? [])
        }
    }

    private mutating func check(_ name: String, _ node: Node, _ noun: String, among known: [String]) {
        guard !known.contains(name) else { return }
        fail(
            node, "unknown \(noun) \"\(name)\"\(Suggestion.ending(for: name, among: known, noun: noun + "s"))"
        )
    }

    /// A text in which braces around a word stand for something.
    private mutating func template(_ node: Node, _ noun: String) -> String? {
        guard let text = text(node, noun) else { return nil }
        for match in text.matches(of: /\{([a-z]+)\}/) {
            check(
                String(match.1), node, "name in braces",
                among: ServerUnderTest.Placeholder.allCases.map(\.rawValue))
        }
        return text
    }

    private mutating func trigger(_ node: Node, _ server: ServerUnderTest) -> ServerUnderTest.Trigger? {
        guard let fields = fields(node, of: .socketCall) else { return nil }
        var trigger: ServerUnderTest.Trigger
        if let send = fields["send"], fields["request"] == nil {
            guard let text = template(send, "send") else { return nil }
            trigger = .init(.message(text))
        } else if let request = fields["request"], fields["send"] == nil {
            guard let text = template(request, "request") else { return nil }
            let parts = text.split(separator: " ")
            guard parts.count == 2, let url = Self.address(String(parts[1]), scheme: "http") else {
                fail(
                    request,
                    "bad request \"\(text)\"; write a method and an address, such as GET http://127.0.0.1:8081/stats"
                )
                return nil
            }
            let body = fields["body"].flatMap { template($0, "body") } ?? ""
            trigger = .init(
                .request(
                    method: String(parts[0]), host: url.host, port: url.port, target: url.target, body: body))
        } else {
            fail(node, "call with send and request, or neither; give it one of both")
            return nil
        }
        trigger.yes = fields["yes"].flatMap { text($0, "yes") }
        trigger.no = fields["no"].flatMap { text($0, "no") }
        trigger.read = fields["read"].map { mapping($0, "read") } ?? [:]
        return trigger
    }

    /// A value as a requirement has it.
    private mutating func value(_ node: Node) -> Value {
        switch node {
        case .mapping:
            .record(
                Dictionary(
                    (pairs(node, "options") ?? []).map { ($0.0, value($0.2)) }, uniquingKeysWith: { $1 }))
        case .sequence(let items): .list(items.map { value($0) })
        case .scalar(let scalar): scalar.value
        case .alias: .null
        }
    }

    private mutating func mapping(_ node: Node, _ noun: String) -> [String: String] {
        var values: [String: String] = [:]
        for (key, _, value) in pairs(node, noun) ?? [] { values[key] = text(value, "value of \"\(key)\"") }
        return values
    }

    private mutating func address(
        _ node: Node, _ noun: String, scheme: String
    ) -> (host: String, port: Int, target: String)? {
        guard let text = template(node, noun) else { return nil }
        guard let address = Self.address(text, scheme: scheme) else {
            fail(node, "bad \(noun) \"\(text)\"; write \(scheme)://host:port/path")
            return nil
        }
        return address
    }

    private static func address(_ text: String, scheme: String) -> (host: String, port: Int, target: String)?
    {
        guard text.hasPrefix(scheme + "://") else { return nil }
        let rest = text.dropFirst(scheme.utf8.count + 3)
        let end = rest.firstIndex { $0 == "/" || $0 == "?" } ?? rest.endIndex
        let target = rest[end...].isEmpty ? "/" : rest[end] == "?" ? "/" + rest[end...] : String(rest[end...])
        let parts = rest[..<end].split(separator: ":", omittingEmptySubsequences: false)
        guard let host = parts.first, !host.isEmpty, parts.count <= 2 else { return nil }
        guard parts.count == 2 else { return (String(host), 80, target) }
        guard let port = Int(parts[1]), (1...65_535).contains(port) else { return nil }
        return (String(host), port, target)
    }
}
