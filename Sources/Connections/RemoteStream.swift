/// A user's or topic's stream in the engine, as far as this node has delivered it. Touched under the manager's lock only.
final class RemoteStream {
    /// Of the last event that this node's connections got.
    private(set) var position: StreamPosition
    /// The members of an envelope that say whom it is for.
    let audience: [UInt8]
    /// Whether the engine has been asked for what is missing.
    var isCatchingUp = false

    init(_ audience: Audience, at position: StreamPosition) {
        self.position = position
        let name = audience.kind == .user ? "user_id" : "topic"
        self.audience = Envelope.audience([(name, audience.name), ("epoch", position.epochText)])
    }

    func advance(to offset: UInt64) { position = StreamPosition(epoch: position.epoch, offset: offset) }
}
