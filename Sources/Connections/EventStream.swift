internal import DequeModule

/// The events of one user or topic: each has the next offset, and the last ones are kept for those that return.
struct EventStream {
    /// Of this stream's life: a stream that begins anew has another, so that no offset of the old one is mistaken.
    let epoch = UInt64.random(in: 1...UInt64.max)
    /// Of the last event; 0 before the first.
    private(set) var offset: UInt64 = 0
    private var kept = Deque<OutboundMessage>()
    private var keptBytes = 0

    /// The offset of the event that comes next.
    var next: UInt64 { offset + 1 }

    mutating func append(_ message: OutboundMessage, options: ManagerOptions) {
        offset += 1
        guard options.historyEvents > 0 else { return }
        kept.append(message)
        keptBytes += message.byteCount
        while kept.count > options.historyEvents || keptBytes > options.historyBytes,
            let oldest = kept.popFirst()
        {
            keptBytes -= oldest.byteCount
        }
    }

    /// All that came after that offset, in order; nil where it cannot be told, or not wholly.
    func events(after position: StreamPosition) -> Deque<OutboundMessage>.SubSequence? {
        guard position.epoch == epoch, position.offset <= offset else { return nil }
        let missed = offset - position.offset
        guard missed <= UInt64(kept.count) else { return nil }
        return kept.suffix(Int(missed))
    }
}

/// Up to where a client has seen a stream.
public struct StreamPosition: Sendable, Hashable {
    /// Which history: it changes where offsets begin anew.
    public let epoch: UInt64
    /// How many events the history had then.
    public let offset: UInt64

    /// A position that a client or node has told.
    public init(epoch: UInt64, offset: UInt64) {
        self.epoch = epoch
        self.offset = offset
    }
}

extension EventStream {
    /// Sixteen hexadecimal digits: JSON's numbers are too short for 64 bits.
    var epochText: String { StreamPosition(epoch: epoch, offset: offset).epochText }
}

extension StreamPosition {
    /// As a client sees it in events, and gives it back.
    public var epochText: String {
        let digits = String(epoch, radix: 16)
        return String(repeating: "0", count: 16 - digits.count) + digits
    }

    /// Reads what `epochText` wrote, and a decimal offset; nil for anything else.
    public init?(epoch text: String, offset: String) {
        guard text.utf8.count == 16, text.utf8.allSatisfy({ Character(UnicodeScalar($0)).isHexDigit }),
            let epoch = UInt64(text, radix: 16), !offset.isEmpty,
            offset.utf8.allSatisfy({ UInt8(ascii: "0")...UInt8(ascii: "9") ~= $0 }),
            let offset = UInt64(offset)
        else { return nil }
        self.init(epoch: epoch, offset: offset)
    }
}
