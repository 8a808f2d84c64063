/// What calls carry and subjects answer: JSON, as values.
///
/// Texts are equal where their bytes are: `"é"` composed and decomposed are two texts, as they are two users to everything
/// but Swift's `String`. Keys of records are names of the protocol, in ASCII.
package enum Value: Sendable {
    case null
    case bool(Bool)
    case integer(Int64)
    /// Never a whole number that `integer` holds.
    case number(Double)
    case text(String)
    case list([Value])
    case record([String: Value])
}

extension Value: Hashable {
    package static func == (left: Value, right: Value) -> Bool {
        switch (left, right) {
        case (.null, .null): true
        case (.bool(let left), .bool(let right)): left == right
        case (.integer(let left), .integer(let right)): left == right
        case (.number(let left), .number(let right)): left == right
        case (.text(let left), .text(let right)): left.utf8.elementsEqual(right.utf8)
        case (.list(let left), .list(let right)): left == right
        case (.record(let left), .record(let right)): left == right
        default: false
        }
    }

    package func hash(into hasher: inout Hasher) {
        switch self {
        case .null: hasher.combine(0)
        case .bool(let value): hasher.combine(value)
        case .integer(let value): hasher.combine(value)
        case .number(let value): hasher.combine(value)
        case .text(let text):
            var text = text
            // Sound: the hasher reads the bytes during the call only.
            text.withUTF8 { unsafe hasher.combine(bytes: UnsafeRawBufferPointer($0)) }
        case .list(let values): hasher.combine(values)
        case .record(let members): hasher.combine(members.count)
        }
    }
}

extension Value: ExpressibleByStringLiteral, ExpressibleByIntegerLiteral, ExpressibleByBooleanLiteral,
    ExpressibleByArrayLiteral, ExpressibleByDictionaryLiteral, ExpressibleByNilLiteral
{
    package init(stringLiteral text: String) { self = .text(text) }
    package init(integerLiteral value: Int64) { self = .integer(value) }
    package init(booleanLiteral value: Bool) { self = .bool(value) }
    package init(arrayLiteral values: Value...) { self = .list(values) }
    package init(nilLiteral: ()) { self = .null }
    package init(dictionaryLiteral members: (String, Value)...) {
        self = .record(Dictionary(members) { $1 })
    }
}

extension Value {
    /// The member of that name, where it is a record that has it.
    package subscript(name: String) -> Value? {
        if case .record(let members) = self { members[name] } else { nil }
    }

    /// The text, where it is one.
    package var text: String? { if case .text(let text) = self { text } else { nil } }
    /// The elements, where it is a list.
    package var list: [Value]? { if case .list(let values) = self { values } else { nil } }
    /// The whole number, where it is one.
    package var integer: Int64? { if case .integer(let value) = self { value } else { nil } }
    /// The number, whole or not, where it is one.
    package var number: Double? {
        switch self {
        case .integer(let value): Double(value)
        case .number(let value): value
        default: nil
        }
    }

    /// Whether it says yes: everything but null, false, and empty texts, lists and records.
    package var isTruthy: Bool {
        switch self {
        case .null: false
        case .bool(let value): value
        case .integer, .number: true
        case .text(let text): !text.isEmpty
        case .list(let values): !values.isEmpty
        case .record(let members): !members.isEmpty
        }
    }

    /// What kind of value it is, in words.
    package var kindName: String {
        switch self {
        case .null: "null"
        case .bool: "a flag"
        case .integer, .number: "a number"
        case .text: "a text"
        case .list: "a list"
        case .record: "a record"
        }
    }
}
