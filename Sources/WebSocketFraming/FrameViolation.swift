/// What a peer did wrong, after which nothing more of it is read.
package struct FrameViolation: Error, Hashable {
    /// The code to close with: 1002, 1007 or 1009.
    package let code: CloseCode
    /// Words for the close frame and the log, below 123 bytes.
    package let reason: String

    static func protocolError(_ reason: String) -> FrameViolation {
        FrameViolation(code: .protocolError, reason: reason)
    }

    static func tooBig(_ reason: String) -> FrameViolation {
        FrameViolation(code: .messageTooBig, reason: reason)
    }

    static let invalidUTF8 = FrameViolation(code: .invalidPayload, reason: "text is not UTF-8")
    static let damaged = FrameViolation(code: .invalidPayload, reason: "damaged compressed data")
}
