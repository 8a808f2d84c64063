internal import Conformance
internal import WebSocketFraming

/// One connection to the server under test.
final class Link {
    let user: String
    let client: ClientSide
    private var socket: ClientSocket?
    private let answers: [String: String]
    private var answered = 0
    /// Reads nothing: a client that has stopped.
    var isStalled = false
    var topics: Set<String> = []

    init(_ request: UpgradeRequest, to server: ServerUnderTest, as user: String) throws {
        self.user = user
        answers = server.answers
        client = ClientSide(request)
        socket = try ClientSocket(host: server.host, port: server.port)
    }

    /// The socket to wait for; nil where nothing more can come, or is read.
    var readable: ClientSocket? { isStalled ? nil : socket }

    /// How often is read before others have their turn.
    private static let mostReads = 64

    /// Sends what is to be sent, and reads what has come.
    ///
    /// - Returns: whether anything has.
    @discardableResult
    func exchange() -> Bool {
        var reads = 0
        write()
        while !isStalled, reads < Self.mostReads, let bytes = socket?.receive() {
            reads += 1
            guard !bytes.isEmpty else {
                client.endOfStream()
                close()
                break
            }
            client.receive(bytes)
            answer()
            write()
        }
        if case .violated = client.ending { close() }
        return reads > 0
    }

    private func answer() {
        for message in client.messages[answered...] {
            if let answer = answers[message] { client.send(answer) }
        }
        answered = client.messages.count
    }

    private func write() {
        guard let socket, !client.output.isEmpty else { return }
        guard let rest = socket.send(client.output) else {
            client.endOfStream()
            return close()
        }
        client.output = rest
    }

    /// Loses the network.
    func drop() {
        client.endOfStream()
        socket?.reset()
        socket = nil
    }

    func close() {
        socket?.close()
        socket = nil
    }
}
