/// Takes what a `FrameReader` reads, in the order of the wire. Spans live for the call only.
///
/// Each call answers whether the reader goes on: `false` ends it for good, as `close` always does.
package protocol FrameSink {
    /// A whole text message, valid UTF-8.
    mutating func text(_ message: RawSpan) -> Bool
    /// A whole binary message.
    mutating func binary(_ message: RawSpan) -> Bool
    /// A ping; to be answered with a pong of the same payload, at most 125 bytes.
    mutating func ping(_ payload: RawSpan) -> Bool
    mutating func pong(_ payload: RawSpan) -> Bool
    /// The last call: the peer closes. Without a code the close frame was empty.
    mutating func close(_ code: CloseCode?, reason: RawSpan)
}
