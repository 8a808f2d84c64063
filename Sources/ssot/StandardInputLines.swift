import Foundation

/// The lines of standard input as bytes, without their `\n`, one at a time in bounded memory.
///
/// A line longer than 1 MiB is cut: what reads it refuses lines far shorter.
struct StandardInputLines {
    private static let limit = 1 << 20

    /// The number of the line that `next` gave last, from 1.
    private(set) var number = 0
    private var buffer: [UInt8] = []
    private var start = 0
    private var isAtEnd = false

    /// The next line; nil after the last one.
    mutating func next() -> [UInt8]? {
        var line: [UInt8] = []
        while true {
            let rest = buffer[start...]
            if let end = rest.firstIndex(of: UInt8(ascii: "\n")) {
                line += buffer[start..<end].prefix(Self.limit - line.count)
                start = end + 1
                number += 1
                return line
            }
            line += rest.prefix(Self.limit - line.count)
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
        let data = try? FileHandle.standardInput.read(upToCount: 1 << 16)
        buffer = data.map { Array($0) } ?? []
        start = 0
        isAtEnd = buffer.isEmpty
    }
}
