internal import Connections
internal import Crypto
internal import NIOCore

/// An event as it travels between nodes.
///
/// ```
/// 1  version: 1          8  origin: the node that published
/// 1  kind: 1 user, 2 topic   8  milliseconds since 1970
/// 4 + n  audience   4 + n  thread (2³²-1: none)   4 + n  type   4 + n  payload   32  HMAC-SHA256, where signed
/// ```
/// Numbers in network order. What the signature covers is all before it; so an event that is signed for one audience
/// is none for another.
struct WireEvent {
    let audience: Audience
    let origin: UInt64
    private let thread: ByteBuffer?
    private let type: ByteBuffer
    private let payload: ByteBuffer
    private let timestamp: Int64
    private let signed: ByteBuffer
    private let signature: ByteBuffer

    private static let version: UInt8 = 1
    private static let signatureLength = 32

    static func write(_ event: RemoteEvent, origin: UInt64, key: SymmetricKey?, into output: inout ByteBuffer)
    {
        let start = output.writerIndex
        output.writeInteger(version)
        output.writeInteger(origin)
        output.writeInteger(event.audience.kind.rawValue)
        output.writeInteger(event.timestamp)
        append(event.audience.name, to: &output)
        if let thread = event.threadID {
            append(thread, to: &output)
        } else {
            output.writeInteger(UInt32.max)
        }
        append(event.type, to: &output)
        output.writeInteger(UInt32(clamping: event.payload.json.count))
        output.writeBytes(event.payload.json)
        guard let key else { return }
        let signed = output.readableBytesView[start...]
        output.writeBytes(HMAC<SHA256>.authenticationCode(for: Array(signed), using: key))
    }

    private static func append(_ text: String, to output: inout ByteBuffer) {
        output.writeInteger(UInt32(clamping: text.utf8.count))
        output.writeString(text)
    }

    /// Reads the outline of an event: enough to tell whom it is for.
    ///
    /// - Returns: nil for what is none.
    init?(_ bytes: ByteBuffer, isSigned: Bool) {
        var input = bytes
        guard input.readInteger(as: UInt8.self) == Self.version,
            let origin = input.readInteger(as: UInt64.self),
            let kind = input.readInteger(as: UInt8.self).flatMap(Audience.Kind.init),
            let timestamp = input.readInteger(as: Int64.self), Self.times ~= timestamp,
            let name = Self.piece(&input), !name.isEmpty,
            let audience = String(validating: name.readableBytesView, as: UTF8.self)
        else { return nil }
        if input.getInteger(at: input.readerIndex, as: UInt32.self) == UInt32.max {
            input.moveReaderIndex(forwardBy: 4)
            thread = nil
        } else {
            guard let piece = Self.piece(&input) else { return nil }
            thread = piece
        }
        guard let type = Self.piece(&input), let payload = Self.piece(&input),
            input.readableBytes == (isSigned ? Self.signatureLength : 0),
            let signed = bytes.getSlice(
                at: bytes.readerIndex, length: bytes.readableBytes - input.readableBytes)
        else { return nil }
        self.audience = Audience(kind: kind, name: audience)
        self.origin = origin
        self.timestamp = timestamp
        self.type = type
        self.payload = payload
        self.signed = signed
        signature = input
    }

    /// Of years with four digits.
    private static let times: Range<Int64> = 0..<253_402_300_800_000

    private static func piece(_ input: inout ByteBuffer) -> ByteBuffer? {
        guard let length = input.readInteger(as: UInt32.self) else { return nil }
        return input.readSlice(length: Int(length))
    }

    /// The event, checked: its signature, that its texts are UTF-8 and its payload is JSON.
    ///
    /// - Returns: nil for one that must not be delivered.
    func event(key: SymmetricKey?) -> RemoteEvent? {
        if let key {
            // In constant time.
            guard
                HMAC<SHA256>.isValidAuthenticationCode(
                    Array(signature.readableBytesView), authenticating: Array(signed.readableBytesView),
                    using: key)
            else { return nil }
        }
        guard let type = String(validating: type.readableBytesView, as: UTF8.self),
            let payload = try? JSONPayload(Array(payload.readableBytesView))
        else { return nil }
        var threadID: String?
        if let thread {
            guard let text = String(validating: thread.readableBytesView, as: UTF8.self) else { return nil }
            threadID = text
        }
        return try? RemoteEvent(
            audience: audience, threadID: threadID, type: type, payload: payload, timestamp: timestamp)
    }
}

extension ByteBuffer {
    fileprivate var isEmpty: Bool { readableBytes == 0 }
}

extension StreamPosition {
    /// How many bytes precede an event in a message: its epoch and its offset, sixteen hexadecimal digits each.
    private static let headerLength = 32

    /// Reads where a message says that its event stands, and leaves the event.
    init?(header message: inout ByteBuffer) {
        guard let header = message.readString(length: Self.headerLength),
            header.utf8.allSatisfy({ Character(UnicodeScalar($0)).isHexDigit }),
            let epoch = UInt64(header.prefix(16), radix: 16),
            let offset = UInt64(header.suffix(16), radix: 16),
            offset > 0
        else { return nil }
        self.init(epoch: epoch, offset: offset)
    }
}
