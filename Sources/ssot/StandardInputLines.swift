import Foundation

/// The lines of standard input as bytes, without their `\n`, one at a time in bounded memory.
///
/// A line longer than the limit is cut: what reads it refuses lines far shorter.
struct StandardInputLines {
    private let limit: Int

    /// The number of the line that `next` gave last, from 1.
    private(set) var number = 0
    private var buffer: [UInt8] = []
    private var start = 0
    private var isAtEnd = false

    /// - Parameter limit: in bytes.
    init(limit: Int = 1 << 20) { self.limit = limit }

    /// The next line; nil after the last one.
    mutating func next() -> [UInt8]? {
        var line: [UInt8] = []
        while true {
            let rest = buffer[start...]
            if let end = rest.firstIndex(of: UInt8(ascii: "\n")) {
                line += buffer[start..<end].prefix(limit - line.count)
                start = end + 1
                number += 1
                return line
            }
            line += rest.prefix(limit - line.count)
            if isAtEnd {
                start = buffer.count
                guard !line.isEmpty else { return nil }
                number += 1
                return line
            }
            fill()
        }
    }

    private mutating func fill() {
        // What is there, and no more: who waits for an answer writes nothing further.
        buffer = Array(FileHandle.standardInput.availableData)
        start = 0
        isAtEnd = buffer.isEmpty
    }
}
