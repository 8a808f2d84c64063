internal import Foundation

/// The message by which a client authenticates, first or anew: `{"type":"authenticate","token":"…"}`, with these bytes
/// at its beginning, so that no other message has to be parsed to be told from it.
enum FirstMessage {
    private static let beginning = Array(#"{"type":"authenticate","#.utf8)

    static func isMeant(_ message: RawSpan) -> Bool {
        guard message.byteCount > beginning.count else { return false }
        for index in beginning.indices
        where unsafe message.unsafeLoad(fromByteOffset: index, as: UInt8.self) != beginning[index] {
            return false
        }
        return true
    }

    /// The message's token; nil where it has none, or is no JSON.
    static func token(_ message: RawSpan) -> String? {
        struct Body: Decodable { let token: String }
        // Sound: the span is read during the closure only.
        let data = unsafe message.withUnsafeBytes { unsafe Data($0) }
        return try? JSONDecoder().decode(Body.self, from: data).token
    }
}
