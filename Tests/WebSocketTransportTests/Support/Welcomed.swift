import Foundation

/// The first message of a server, as its client reads it.
struct Welcomed: Decodable, Equatable {
    let type: String
    let connectionID: String
    let userID: String
    let epoch: String
    let offset: UInt64
    let recovered: Bool?

    private enum CodingKeys: String, CodingKey {
        case type
        case connectionID = "connection_id"
        case userID = "user_id"
        case epoch, offset, recovered
    }

    struct NotAWelcome: Error {
        let received: TestClient.Received
    }

    init(_ received: TestClient.Received) throws {
        guard case .text(let text) = received,
            let welcome = try? JSONDecoder().decode(Self.self, from: Data(text.utf8)),
            welcome.type == "welcome"
        else { throw NotAWelcome(received: received) }
        self = welcome
    }
}

/// One event as its receiver reads it.
struct ReceivedEvent: Decodable, Equatable {
    struct Payload: Decodable, Equatable {
        /// Names the event in the whole run.
        let n: Int
        /// Whom it was meant for.
        let to: String
    }

    let type: String
    let payload: Payload?
    let userID: String?
    let connectionID: String?
    let topic: String?
    let epoch: String?
    let offset: UInt64?
    let seq: UInt64?

    private enum CodingKeys: String, CodingKey {
        case type, payload
        case userID = "user_id"
        case connectionID = "connection_id"
        case topic, epoch, offset, seq
    }

    init(_ bytes: [UInt8]) throws { self = try JSONDecoder().decode(Self.self, from: Data(bytes)) }

    init(_ text: String) throws { try self.init(Array(text.utf8)) }
}
