import TestKit
import WebSocketFraming

/// What a reader gave, in order, as words that a table can hold.
enum Event: Equatable, CustomStringConvertible {
    case text(String)
    case binary([UInt8])
    case ping([UInt8])
    case pong([UInt8])
    case close(UInt16?, String)
    case violation(UInt16)

    var description: String {
        switch self {
        case .text(let text): "text \(text.utf8.count) \(text.prefix(40))"
        case .binary(let bytes): "binary \(bytes.count) \(bytes.prefix(20))"
        case .ping(let bytes): "ping \(bytes.count)"
        case .pong(let bytes): "pong \(bytes.count)"
        case .close(let code, let reason): "close \(code.map(String.init) ?? "-") \(reason)"
        case .violation(let code): "violation \(code)"
        }
    }
}

struct Recorder: FrameSink {
    var events: [Event] = []
    /// Stops the reader at this many events.
    var most = Int.max

    private static func bytes(_ span: RawSpan) -> [UInt8] { unsafe span.withUnsafeBytes { unsafe Array($0) } }

    private mutating func add(_ event: Event) -> Bool {
        events.append(event)
        return events.count < most
    }

    mutating func text(_ message: RawSpan) -> Bool {
        add(.text(String(validating: Self.bytes(message), as: UTF8.self) ?? "NOT UTF-8"))
    }
    mutating func binary(_ message: RawSpan) -> Bool { add(.binary(Self.bytes(message))) }
    mutating func ping(_ payload: RawSpan) -> Bool { add(.ping(Self.bytes(payload))) }
    mutating func pong(_ payload: RawSpan) -> Bool { add(.pong(Self.bytes(payload))) }
    mutating func close(_ code: CloseCode?, reason: RawSpan) {
        events.append(.close(code?.rawValue, String(decoding: Self.bytes(reason), as: UTF8.self)))
    }
}

/// Reads bytes in pieces that end at the given offsets, and says what came of it.
func events(
    of bytes: [UInt8], cuts: [Int] = [], role: Role = .server, limits: FrameLimits = FrameLimits(),
    inflater: consuming Inflater? = nil, most: Int = .max
) -> [Event] {
    var reader = FrameReader(role: role, limits: limits, inflater: inflater)
    var recorder = Recorder(most: most)
    var start = 0
    for end in cuts + [bytes.count] {
        var piece = Array(bytes[start..<end])
        start = end
        var span = piece.mutableSpan
        var raw = unsafe span.mutableBytes
        do throws(FrameViolation) {
            try reader.read(&raw, into: &recorder)
        } catch {
            recorder.events.append(.violation(error.code.rawValue))
        }
    }
    return recorder.events
}

/// A frame as a client sends it: bits, opcode and payload as given, right or not.
func frame(
    _ first: UInt8, _ payload: [UInt8] = [], key: UInt32? = 0x1234_5678, length: [UInt8]? = nil
) -> [UInt8] {
    var bytes: [UInt8] = []
    unsafe FrameWriter.frame(.text, payload.span.bytes, key: key, into: &bytes)
    bytes[0] = first
    if let length {
        let rest = Array(bytes[FrameWriter.headerLength(payloadLength: payload.count)...])
        bytes = [first, length[0] | (key == nil ? 0 : 0x80)] + length.dropFirst() + rest
    }
    return bytes
}

func frame(_ first: UInt8, _ text: String, key: UInt32? = 0x1234_5678) -> [UInt8] {
    frame(first, Array(text.utf8), key: key)
}
