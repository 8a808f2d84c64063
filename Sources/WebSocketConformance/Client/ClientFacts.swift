internal import Conformance
internal import WebSocketFraming

/// What a client has received, as values.
struct ClientFacts: Sendable {
    let status: Int?
    /// Every message that is a JSON object, in order; a message that is none is a record of its `text`.
    let messages: [Value]
    let ending: ClientSide.Ending?
    let pongs: [[UInt8]]

    init(_ client: ClientSide) {
        status = client.answer?.status
        ending = client.ending
        pongs = client.pongs
        messages = client.messages.map { text in
            guard let value = try? ValueReader.read(Array(text.utf8)[...]), case .record = value else {
                return ["text": .text(text)]
            }
            return value
        }
    }

    /// The first message, where it tells the client who it is.
    var welcome: Value? { messages.first { $0["type"] == "welcome" } }

    /// Whether the connection is open, and how it ended: a close code, or 0 for a stream that was cut.
    var state: Value {
        switch ending {
        case nil: ["open": true, "code": nil, "violation": nil]
        case .closed(let code):
            ["open": false, "code": .integer(Int64(code?.rawValue ?? 1005)), "violation": nil]
        case .cut: ["open": false, "code": 1006, "violation": nil]
        case .violated(let what): ["open": false, "code": 1006, "violation": .text(what)]
        }
    }
}
