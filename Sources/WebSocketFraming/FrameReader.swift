/// Reads the frames of one peer (RFC 6455 §5) as bytes come in, and gives whole messages and control frames to a sink.
///
/// Strict: it refuses what the RFC forbids at the first byte that shows it, inside a frame and inside a fragmented
/// message, and has given all that was valid before. A message of one frame within one read is given where it lies;
/// any other is put together in a buffer that lives no longer than the message.
package struct FrameReader: ~Copyable {
    /// What is whole and can be given.
    private struct Event {
        enum Place {
            case read(Range<Int>)
            case assembly
            case control
        }
        var opcode: Opcode
        var place: Place
        var closeCode: CloseCode? = nil
    }

    private enum Stage {
        case header
        case payload
        case ended
    }

    /// The frame whose payload is read.
    private struct OpenFrame {
        var opcode = Opcode.continuation
        var isFinal = false
        /// The mask for the next byte; 0 where there is none.
        var key: UInt32 = 0
        /// Payload bytes to come.
        var remaining = 0
    }

    /// The message that frames add to.
    private struct OpenMessage {
        /// Nil where none is open.
        var opcode: Opcode?
        var isCompressed = false
        var frameCount = 0
        /// Payload bytes as sent, announced ones too.
        var byteCount = 0
    }

    private let role: Role
    private let limits: FrameLimits
    private var inflater: Inflater?
    private var stage = Stage.header
    private var header = PartialHeader()
    private var frame = OpenFrame()
    private var message = OpenMessage()
    private var validator = UTF8Validator()
    private var assembly: [UInt8] = []
    /// Payload of a control frame that a read has cut.
    private var control: [UInt8] = []

    /// - Parameters:
    ///   - limits: negative ones count as 0.
    ///   - inflater: where permessage-deflate was agreed on.
    package init(role: Role, limits: FrameLimits, inflater: consuming Inflater? = nil) {
        self.role = role
        self.limits = FrameLimits(
            maxMessageBytes: max(0, limits.maxMessageBytes), maxFragments: max(1, limits.maxFragments),
            maxFrameBytes: max(0, limits.maxFrameBytes))
        self.inflater = inflater
    }

    /// Whether nothing more is read: after a close frame, a violation, or the sink's word.
    package var hasEnded: Bool { stage == .ended }

    /// Whether a message or a frame has begun and not ended.
    package var isInMessage: Bool { message.opcode != nil || stage == .payload || !header.isEmpty }

    /// Bytes of the buffers; 0 between messages.
    package var heldByteCount: Int { assembly.capacity + control.capacity }

    /// Reads all of `bytes`, which it unmasks in place.
    ///
    /// - Throws: the one violation after which nothing more is read; what was valid before it has been given.
    package mutating func read(
        _ bytes: inout MutableRawSpan, into sink: inout some FrameSink
    ) throws(FrameViolation) {
        var offset = 0
        do throws(FrameViolation) {
            while stage != .ended, let event = try next(in: &bytes, at: &offset) {
                // Sound, here and below: bytes have no padding, which is what `Span.bytes` warns of.
                let goesOn =
                    switch event.place {
                    case .read(let range): give(event, bytes.bytes.extracting(range), to: &sink)
                    case .assembly: unsafe give(event, assembly.span.bytes, to: &sink)
                    case .control: unsafe give(event, control.span.bytes, to: &sink)
                    }
                if !goesOn { end() }
                if !assembly.isEmpty, message.opcode == nil { assembly.removeAll(keepingCapacity: true) }
                control = []
            }
        } catch {
            end()
            throw error
        }
        if message.opcode == nil, assembly.capacity > 0 { assembly = [] }
    }

    /// Ends the reader and frees what it holds.
    package mutating func end() {
        stage = .ended
        message = OpenMessage()
        assembly = []
        control = []
        inflater = nil
    }

    private func give(_ event: Event, _ payload: RawSpan, to sink: inout some FrameSink) -> Bool {
        switch event.opcode {
        case .text: return sink.text(payload)
        case .binary: return sink.binary(payload)
        case .ping: return sink.ping(payload)
        case .pong: return sink.pong(payload)
        case .close:
            sink.close(event.closeCode, reason: payload.extracting(droppingFirst: 2))
            return false
        // Never an event: a continuation ends the message that a text or binary frame began.
        case .continuation: return true
        }
    }

    /// The next event of this read; nil where its bytes end.
    private mutating func next(
        in bytes: inout MutableRawSpan, at offset: inout Int
    ) throws(FrameViolation) -> Event? {
        while true {
            if stage == .header {
                guard try readHeader(bytes.bytes, at: &offset) else { return nil }
                stage = .payload
            }
            let piece = offset..<(offset + min(frame.remaining, bytes.byteCount - offset))
            if piece.isEmpty, frame.remaining > 0 { return nil }
            offset = piece.upperBound
            frame.remaining -= piece.count
            if frame.key != 0 {
                frame.key = Masking.apply(frame.key, to: &bytes, in: piece)
            }
            if frame.remaining == 0 { stage = .header }
            let event =
                frame.opcode.isControl
                ? try readControl(bytes.bytes, piece) : try readData(bytes.bytes, piece)
            if let event { return event }
        }
    }

    // MARK: Headers

    /// Whether a header is whole; it may have begun in an earlier read.
    private mutating func readHeader(_ bytes: RawSpan, at offset: inout Int) throws(FrameViolation) -> Bool {
        let available = bytes.byteCount - offset
        if header.isEmpty, available >= 2 {
            let length = PartialHeader.length(bytes.byte(at: offset + 1))
            if available >= length {
                let start = offset
                offset += length
                try begin(bytes.byte(at: start), bytes.byte(at: start + 1))
                try open(bytes.extracting(start..<offset))
                return true
            }
        }
        while offset < bytes.byteCount {
            header.append(bytes.byte(at: offset))
            offset += 1
            if header.count == 2 { try begin(header.bytes[0], header.bytes[1]) }
            if header.isWhole {
                let whole = header
                header = PartialHeader()
                try unsafe open(whole.bytes.span.bytes.extracting(first: whole.count))
                return true
            }
        }
        return false
    }

    /// Judges a frame by its first two bytes, as soon as these are there.
    private mutating func begin(_ first: UInt8, _ second: UInt8) throws(FrameViolation) {
        guard let opcode = Opcode(rawValue: first & 0x0F) else {
            throw .protocolError("reserved opcode \(first & 0x0F)")
        }
        let isFinal = first & 0x80 != 0
        if first & 0x30 != 0 { throw .protocolError("reserved bit set") }
        let isCompressed = first & 0x40 != 0
        if isCompressed {
            guard inflater != nil else { throw .protocolError("reserved bit set") }
            // RFC 7692 §6.1: the first frame of a message says so for all.
            guard opcode == .text || opcode == .binary else {
                throw .protocolError("compression bit on a frame that begins no message")
            }
        }
        if (second & 0x80 != 0) != (role == .server) {
            throw .protocolError(role == .server ? "frame without mask" : "masked frame from a server")
        }
        if opcode.isControl {
            guard isFinal else { throw .protocolError("fragmented control frame") }
            guard second & 0x7F <= 125 else { throw .protocolError("control frame above 125 bytes") }
        } else if opcode == .continuation {
            guard message.opcode != nil else { throw .protocolError("continuation of no message") }
        } else {
            guard message.opcode == nil else { throw .protocolError("new message within a fragmented one") }
            message = OpenMessage(opcode: opcode, isCompressed: isCompressed)
        }
        frame.opcode = opcode
        frame.isFinal = isFinal
    }

    /// Takes length and mask from a whole header, and counts what it announces.
    private mutating func open(_ header: RawSpan) throws(FrameViolation) {
        let length = try Self.payloadLength(header)
        frame.key = role == .server ? header.littleEndian(UInt32.self, at: header.byteCount - 4) : 0
        frame.remaining = Int(clamping: length)
        if frame.opcode.isControl { return }
        guard length <= UInt64(limits.maxFrameBytes) else { throw .tooBig("frame too big") }
        message.frameCount += 1
        guard message.frameCount <= limits.maxFragments else { throw .tooBig("too many fragments") }
        let room = message.isCompressed ? limits.maxCompressedBytes : limits.maxMessageBytes
        guard frame.remaining <= room - message.byteCount else { throw .tooBig("message too big") }
        message.byteCount += frame.remaining
    }

    /// - Throws: where a length has its highest bit set or more bytes than it needs (RFC 6455 §5.2).
    private static func payloadLength(_ header: RawSpan) throws(FrameViolation) -> UInt64 {
        switch header.byte(at: 1) & 0x7F {
        case 126:
            let length = UInt64(UInt16(bigEndian: header.load(UInt16.self, at: 2)))
            guard length > 125 else { throw .protocolError("length not in its shortest form") }
            return length
        case 127:
            let length = UInt64(bigEndian: header.load(UInt64.self, at: 2))
            guard length >> 63 == 0 else { throw .protocolError("length with its highest bit set") }
            guard length > 0xFFFF else { throw .protocolError("length not in its shortest form") }
            return length
        case let length: return UInt64(length)
        }
    }

    // MARK: Payloads

    private mutating func readControl(_ bytes: RawSpan, _ piece: Range<Int>) throws(FrameViolation) -> Event?
    {
        guard stage == .header else {
            control.append(bytes.extracting(piece), limit: 125)
            return nil
        }
        var event = Event(opcode: frame.opcode, place: .read(piece))
        if control.isEmpty {
            if frame.opcode == .close { event.closeCode = try Self.closeCode(bytes.extracting(piece)) }
        } else {
            control.append(bytes.extracting(piece), limit: 125)
            if frame.opcode == .close { event.closeCode = try unsafe Self.closeCode(control.span.bytes) }
            event.place = .control
        }
        return event
    }

    /// - Throws: where a close frame has half a code, one that is none, or a reason that is not UTF-8.
    private static func closeCode(_ payload: RawSpan) throws(FrameViolation) -> CloseCode? {
        if payload.byteCount == 0 { return nil }
        guard payload.byteCount >= 2 else { throw .protocolError("close frame of one byte") }
        let code = CloseCode(rawValue: UInt16(bigEndian: payload.load(UInt16.self, at: 0)))
        guard code.mayBeSent else { throw .protocolError("invalid close code \(code.rawValue)") }
        var validator = UTF8Validator()
        guard validator.accepts(payload.extracting(droppingFirst: 2)), validator.isComplete else {
            throw .invalidUTF8
        }
        return code
    }

    private mutating func readData(_ bytes: RawSpan, _ piece: Range<Int>) throws(FrameViolation) -> Event? {
        guard let opcode = message.opcode else { return nil }
        let payload = bytes.extracting(piece)
        let endsFrame = stage == .header
        let endsMessage = endsFrame && frame.isFinal
        if message.isCompressed {
            let start = assembly.count
            try inflater?.inflate(
                payload, endsMessage: endsMessage, into: &assembly, limit: limits.maxMessageBytes)
            if opcode == .text {
                guard let behind = validatorBehindAssembly(from: start) else { throw .invalidUTF8 }
                validator = behind
            }
        } else {
            if opcode == .text, !validator.accepts(payload) { throw .invalidUTF8 }
            if endsMessage, message.frameCount == 1, assembly.isEmpty {
                return try endMessage(opcode, at: .read(piece))
            }
            assembly.append(payload, limit: limits.maxMessageBytes)
        }
        return endsMessage ? try endMessage(opcode, at: .assembly) : nil
    }

    /// The validator after the assembled bytes from `start` on; nil where they are not UTF-8.
    private func validatorBehindAssembly(from start: Int) -> UTF8Validator? {
        var validator = validator
        return unsafe validator.accepts(assembly.span.bytes.extracting(droppingFirst: start))
            ? validator : nil
    }

    private mutating func endMessage(
        _ opcode: Opcode, at place: Event.Place
    ) throws(FrameViolation) -> Event {
        guard validator.isComplete else { throw .invalidUTF8 }
        message = OpenMessage()
        return Event(opcode: opcode, place: place)
    }
}
