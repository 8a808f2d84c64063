internal import DequeModule

/// The messages that wait for one connection, in order; bounded in number and bytes.
struct OutboundQueue {
    private var messages = Deque<OutboundMessage>()
    private(set) var bytes = 0

    var count: Int { messages.count }

    /// Whether the message fits beside those that wait. A message always fits into an empty queue, whatever its size:
    /// what is too large for any is refused before.
    func hasRoom(for message: OutboundMessage, in options: ManagerOptions) -> Bool {
        messages.isEmpty
            || messages.count < options.maxQueuedMessages
                && bytes + message.byteCount <= options.maxQueuedBytes
    }

    mutating func append(_ message: OutboundMessage) {
        bytes += message.byteCount
        messages.append(message)
    }

    mutating func popFirst() -> OutboundMessage? {
        guard let message = messages.popFirst() else { return nil }
        bytes -= message.byteCount
        // A burst's room is given back once it has passed; the few slots of ordinary traffic stay.
        if messages.isEmpty, bytes == 0, peak > 16 {
            messages = Deque()
            peak = 0
        } else {
            peak = max(peak, messages.count + 1)
        }
        return message
    }

    /// The most that waited at once since the room was last given back.
    private var peak = 0
}
