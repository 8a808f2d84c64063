internal import Conformance

extension ServerUnderTest {
    /// What the subject says of itself.
    var description: Value {
        [
            "name": .text(name),
            "users": tokens.map { .list($0.keys.sorted().map(Value.text)) } ?? nil,
            "envelope": .bool(events.user != nil && events.connection != nil),
            "sequence": .bool(events.sequence != nil),
            "connection-ids": .bool(connectionMember != nil),
        ]
    }

    /// A text of the file with what a call names in it.
    static func filled(_ text: String, _ call: Call, token: String? = nil, inTarget: Bool = false) -> String {
        var result = ""
        var rest = text[...]
        while let start = rest.firstIndex(of: "{") {
            result += rest[..<start]
            rest = rest[start...]
            guard let end = rest.firstIndex(of: "}"),
                let value = value(String(rest[rest.index(after: start)..<end]), call, token)
            else {
                result += "{"
                rest = rest.dropFirst()
                continue
            }
            result += inTarget ? percentEncoded(value) : value
            rest = rest[end...].dropFirst()
        }
        return result + rest
    }

    private static func value(_ name: String, _ call: Call, _ token: String?) -> String? {
        switch Placeholder(rawValue: name) {
        case .token: token
        case .type: call["type"]?.text ?? "event"
        case .payload: (call["payload"] ?? .null).json
        case .claims: claims(call)
        case .user, .thread, .connection, .topic: call[name]?.text
        case nil: nil
        }
    }

    /// What else a client's message says, as members that follow others.
    private static func claims(_ call: Call) -> String {
        guard case .record(let claims) = call["claims"] else { return "" }
        return claims.isEmpty ? "" : "," + Value.record(claims).json.dropFirst().dropLast()
    }

    /// RFC 3986 §2.3.
    private static func percentEncoded(_ text: String) -> String {
        text.utf8.map { byte in
            switch byte {
            case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, UInt8(ascii: "-"), UInt8(ascii: "."),
                UInt8(ascii: "_"),
                UInt8(ascii: "~"):
                String(UnicodeScalar(byte))
            default: "%" + (byte < 16 ? "0" : "") + String(byte, radix: 16, uppercase: true)
            }
        }.joined()
    }
}

extension ServerUnderTest.EventForm {
    /// The event in a message; nil where it is none, or of another type than the one that is asked for.
    func event(in message: String, ofType wanted: String?) -> Value? {
        var text = message[...]
        if let after {
            guard let end = text.end(of: after) else { return nil }
            text = text[end...]
        }
        let body = (try? ValueReader.read(Array(text.utf8)[...])) ?? .text(String(text))
        let type = type.map { body.part(at: $0) ?? .null } ?? .text(wanted ?? "event")
        if let name = type.text, ignoredTypes.contains(name) { return nil }
        // A message without what every event has is the server's own.
        if self.type != nil, type == .null { return nil }
        if let wanted, type != .text(wanted) { return nil }
        func member(_ path: String?) -> Value { path.flatMap { body.part(at: $0) } ?? .null }
        return [
            "type": type, "payload": payload == nil ? body : member(payload), "user": member(user),
            "connection": member(connection), "thread": member(thread), "topic": member(topic),
            "sequence": member(sequence),
        ]
    }
}

extension Substring {
    /// Where the first place of a text ends; nil where it does not stand in this one.
    func end(of text: String) -> Index? {
        let sought = Array(text.utf8)
        var start = utf8.startIndex
        while start < utf8.endIndex || sought.isEmpty {
            if utf8[start...].starts(with: sought) { return utf8.index(start, offsetBy: sought.count) }
            start = utf8.index(after: start)
        }
        return nil
    }
}
