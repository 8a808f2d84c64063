/// Hands over a file record by record, in memory that is bounded by the longest record.
struct RecordReader {
    /// A record longer than this is refused: it is no row of a table, and would have to be held whole.
    static let longestRecord = 64 << 20

    private var file: InputFile
    private var buffer: [UInt8] = []
    private var start = 0
    private var isLast = false
    /// Where the next record begins, in bytes of the unpacked file.
    private(set) var offset: Int
    /// How many records were handed over.
    private(set) var count: Int

    init(_ path: String, offset: Int = 0, count: Int = 0) throws(MigrationError) {
        file = try InputFile(path, skipping: offset)
        self.offset = offset
        self.count = count
    }

    var digest: String { file.digest }

    /// Calls `body` with the next record.
    ///
    /// - Returns: whether there was one.
    mutating func next(
        _ format: inout any RecordFormat,
        _ body: (ArraySlice<UInt8>, inout any RecordFormat) throws(CopyError) -> Void
    ) throws(MigrationError) -> Bool {
        while true {
            if start < buffer.count || isLast {
                guard start < buffer.count else { return false }
                do {
                    if let length = try format.firstRecord(of: buffer[start...], isLast: isLast) {
                        try body(buffer[start..<start + length], &format)
                        start += length
                        offset += length
                        count += 1
                        return true
                    }
                } catch let error as FormatError {
                    throw fault(error)
                } catch CopyError.format(let error) {
                    throw fault(error)
                } catch CopyError.migration(let error) {
                    throw error
                } catch { throw MigrationError("\(file.path): \(error)") }
            }
            guard buffer.count - start <= Self.longestRecord else {
                throw fault(
                    FormatError("longer than \(Self.longestRecord >> 20) MiB; no such record is read"))
            }
            buffer.removeSubrange(..<start)
            start = 0
            let bytes = try file.read()
            isLast = bytes.isEmpty
            buffer += bytes
        }
    }

    private func fault(_ error: FormatError) -> MigrationError {
        MigrationError("\(file.path): record \(count + 1), byte \(offset): \(error.message)")
    }
}
