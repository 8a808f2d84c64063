/// The lines of the protocol, version 1: see <doc:Protocol>.
package enum Message {
    /// Why a line is no answer.
    struct Fault: Error {
        let reason: String
    }

    static func request(_ id: Int64, _ call: Call) -> [UInt8] {
        var bytes: [UInt8] = []
        Value.record(["id": .integer(id)].merging(members(call)) { $1 }).write(to: &bytes)
        bytes.append(UInt8(ascii: "\n"))
        return bytes
    }

    private static func members(_ call: Call) -> [String: Value] {
        ["call": .text(call.operation), "with": .record(call.arguments)]
    }

    static func described(_ call: Call) -> Value { .record(members(call)) }

    /// The call that a record describes; nil where it is none.
    package static func call(_ value: Value) -> Call? {
        guard let operation = value["call"]?.text else { return nil }
        switch value["with"] {
        case nil, .null?: return Call(operation)
        case .record(let arguments)?: return Call(operation, arguments)
        default: return nil
        }
    }

    /// The answer that a record describes.
    static func answer(_ value: Value) -> Answer {
        if case .record(let members) = value, members.keys.count(where: { $0 != "id" }) > 1 {
            return .lost("more than one of value, refused, failed and unsupported: \(value.excerpt(100))")
        }
        if let value = value["value"] { return .value(value) }
        if let reason = value["refused"] { return .refused(reason.text ?? reason.excerpt()) }
        if let reason = value["failed"] { return .failed(reason.text ?? reason.excerpt()) }
        if let reason = value["unsupported"] { return .unsupported(reason.text ?? reason.excerpt()) }
        return .lost("neither value, refused, failed nor unsupported: \(value.excerpt(100))")
    }

    package static func described(_ answer: Answer) -> (name: String, value: Value) {
        switch answer {
        case .value(let value): ("value", value)
        case .refused(let reason): ("refused", .text(reason))
        case .failed(let reason), .lost(let reason): ("failed", .text(reason))
        case .unsupported(let reason): ("unsupported", .text(reason))
        }
    }

    static func answer(to id: Int64, _ line: [UInt8]) throws(Fault) -> Answer {
        let value: Value
        do throws(ValueReader.Fault) {
            value = try ValueReader.read(line[...])
        } catch {
            let shown = Value.text(String(decoding: line.prefix(100), as: UTF8.self)).excerpt(120)
            throw Fault(reason: "\(error): \(shown)")
        }
        guard value["id"] == .integer(id) else {
            throw Fault(reason: "an answer to \(value["id"]?.excerpt(20) ?? "nothing"), not to \(id)")
        }
        let answer = answer(value)
        if case .lost(let reason) = answer { throw Fault(reason: reason) }
        return answer
    }
}
