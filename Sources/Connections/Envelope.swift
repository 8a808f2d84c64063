internal import NIOCore
internal import WebSocketFraming

/// Writes events as text frames: `{"type":…,"payload":…,"user_id":…,…,"seq":7,"timestamp":…}`.
///
/// By hand, around the caller's checked bytes: an encoder of the library costs 5 µs an event, this 0.1.
enum Envelope {
    /// What counts the events of an envelope.
    enum Counter {
        /// Of one connection's scope.
        case sequence(UInt64)
        /// Of a user's or a topic's stream.
        case offset(UInt64)
    }

    /// The members that say whom the events are for, with a comma before each: the same in every event of a scope or
    /// stream, so written once.
    static func audience(_ members: [(name: String, value: String)]) -> [UInt8] {
        var bytes: [UInt8] = []
        for (name, value) in members {
            bytes.append(UInt8(ascii: ","))
            JSONText.append(name, to: &bytes)
            bytes.append(UInt8(ascii: ":"))
            JSONText.append(value, to: &bytes)
        }
        return bytes
    }

    /// One event as a frame. One allocation: the frame's.
    ///
    /// - Parameter limit: of the message without its header, in bytes.
    static func message(
        type: String, payload: JSONPayload, audience: [UInt8], counter: Counter, timestamp: [UInt8],
        limit: Int
    ) throws(SendError) -> OutboundMessage {
        guard JSONText.isPlain(type) else { throw .invalidEventType }
        let (name, value): (StaticString, UInt64) =
            switch counter {
            case .sequence(let value): (#","seq":"#, value)
            case .offset(let value): (#","offset":"#, value)
            }
        let digits = decimalLength(value)
        let length =
            typeName.utf8CodeUnitCount + type.utf8.count + payloadName.utf8CodeUnitCount + payload.bytes.count
            + audience.count + name.utf8CodeUnitCount + digits + timeName.utf8CodeUnitCount
            + timestamp.count + end.utf8CodeUnitCount
        guard length <= limit else { throw .tooLarge(bytes: length, limit: limit) }
        let headerLength = FrameWriter.headerLength(payloadLength: length)
        var frame = ByteBufferAllocator().buffer(capacity: headerLength + length)
        // Sound: the buffer has room for the header and for the length that was counted, which is the sum of all that
        // the cursor copies, and is touched during the closure only.
        unsafe frame.writeWithUnsafeMutableBytes(minimumWritableBytes: headerLength + length) { bytes in
            unsafe FrameWriter.writeHeader(.text, payloadLength: length, to: bytes)
            var output = unsafe Cursor(bytes: bytes, position: headerLength)
            unsafe output.append(typeName)
            unsafe output.append(type)
            unsafe output.append(payloadName)
            unsafe output.append(payload.bytes)
            unsafe output.append(audience)
            unsafe output.append(name)
            unsafe output.append(decimal: value, digits: digits)
            unsafe output.append(timeName)
            unsafe output.append(timestamp)
            unsafe output.append(end)
            return unsafe output.position
        }
        return OutboundMessage(frame: frame, headerLength: headerLength)
    }

    private static var typeName: StaticString { #"{"type":""# }
    private static var payloadName: StaticString { #"","payload":"# }
    private static var timeName: StaticString { #","timestamp":""# }
    private static var end: StaticString { #""}"# }

    private static func decimalLength(_ value: UInt64) -> Int {
        var (rest, count) = (value, 1)
        while rest >= 10 { (rest, count) = (rest / 10, count + 1) }
        return count
    }
}

/// Copies pieces one after another; `OutputRawSpan` takes single bytes only, at six times the cost.
@unsafe private struct Cursor {
    let bytes: UnsafeMutableRawBufferPointer
    var position: Int

    mutating func append(_ piece: UnsafeRawBufferPointer) {
        unsafe UnsafeMutableRawBufferPointer(rebasing: bytes[position...]).copyMemory(from: piece)
        unsafe position += piece.count
    }

    mutating func append(_ text: StaticString) {
        unsafe append(UnsafeRawBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount))
    }

    mutating func append(_ piece: [UInt8]) {
        unsafe piece.withUnsafeBytes { unsafe append($0) }
    }

    mutating func append(_ text: String) {
        let copied: Void? = unsafe text.utf8.withContiguousStorageIfAvailable {
            unsafe append(UnsafeRawBufferPointer($0))
        }
        if copied == nil { unsafe append(Array(text.utf8)) }
    }

    mutating func append(decimal value: UInt64, digits: Int) {
        var rest = value
        for index in stride(from: unsafe position + digits - 1, through: unsafe position, by: -1) {
            unsafe bytes[index] = UInt8(ascii: "0") + UInt8(rest % 10)
            rest /= 10
        }
        unsafe position += digits
    }
}
