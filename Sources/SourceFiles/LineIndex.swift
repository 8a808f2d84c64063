/// Turns byte offsets of one file into lines and columns.
///
/// A line ends after LF, CRLF or a CR alone, as CPython counts; a form feed ends none.
package struct LineIndex: Sendable {
    package struct Position: Sendable, Hashable {
        /// 1-based.
        package let line: Int
        /// 1-based, in bytes.
        package let column: Int
    }

    // Offset of the first byte of each line; never empty.
    private var starts: [Int] = [0]
    private var byteCount = 0

    /// - Complexity: O(bytes).
    package init(_ bytes: Span<UInt8>) {
        rebuild(for: bytes)
    }

    /// Lines in the file; an empty file has one.
    package var lineCount: Int { starts.count }

    /// Takes the place of the previous content and keeps its memory.
    package mutating func rebuild(for bytes: Span<UInt8>) {
        starts.removeAll(keepingCapacity: true)
        starts.append(0)
        byteCount = bytes.count
        for offset in bytes.indices {
            let byte = bytes[offset]
            // One rare branch in the usual case: both line ends lie below 14.
            guard byte <= 13 else { continue }
            let isLoneReturn = byte == 13 && (offset + 1 == bytes.count || bytes[offset + 1] != 10)
            if byte == 10 || isLoneReturn { starts.append(offset + 1) }
        }
    }

    /// The place of a byte; both bytes of CRLF belong to the line that they end. An offset outside the file
    /// counts as the nearest end of it.
    ///
    /// - Complexity: O(log lines).
    package func position(of offset: Int) -> Position {
        let offset = min(max(0, offset), byteCount)
        var low = 0
        var high = starts.count
        while high - low > 1 {
            let middle = (low + high) / 2
            if starts[middle] <= offset { low = middle } else { high = middle }
        }
        return Position(line: low + 1, column: offset - starts[low] + 1)
    }
}
