private import Foundation

/// A file in the making. It has its name only when it is whole: until then it stands beside it as `NAME.part`.
struct OutputFile {
    let path: String
    private let handle: FileHandle
    private let packer: GzipPacker?
    private var buffer: [UInt8] = []
    private(set) var length: Int
    private var isMemberOpen = false

    private var partPath: String { path + ".part" }
    private static let flushSize = 1 << 20

    /// - Parameter length: how much of the part that an earlier run left is sound; the rest is cut off.
    init(_ path: String, length: Int = 0) throws(MigrationError) {
        self.path = path
        self.length = length
        let part = path + ".part"
        if length == 0 { _ = FileManager.default.createFile(atPath: part, contents: nil) }
        guard let handle = FileHandle(forUpdatingAtPath: part) else {
            throw MigrationError("\(part): cannot be written; check the folder and its permissions")
        }
        self.handle = handle
        do throws(FormatError) { packer = path.hasSuffix(".gz") ? try GzipPacker() : nil } catch {
            throw MigrationError("\(path): \(error.message)")
        }
        do {
            guard try handle.seekToEnd() >= UInt64(length) else {
                throw MigrationError("\(part): is shorter than it was; remove it and begin anew")
            }
            try handle.truncate(atOffset: UInt64(length))
        } catch let error as MigrationError {
            throw error
        } catch { throw MigrationError("\(part): \(error.localizedDescription)") }
    }

    /// Takes bytes and empties them; they reach the file by and by.
    mutating func append(_ bytes: inout [UInt8]) throws(MigrationError) {
        buffer += bytes
        bytes.removeAll(keepingCapacity: true)
        if buffer.count >= Self.flushSize { try flush(endsMember: false) }
    }

    /// Brings everything to the disk: what was appended so far survives a loss of power.
    mutating func synchronize() throws(MigrationError) {
        try flush(endsMember: true)
        do { try handle.synchronize() } catch {
            throw MigrationError("\(partPath): \(error.localizedDescription)")
        }
    }

    /// Gives the whole file its name, in one step.
    mutating func publish() throws(MigrationError) {
        try synchronize()
        do {
            try handle.close()
            // Sound: both paths are passed for the call only.
            guard unsafe rename(partPath, path) == 0 else { throw CocoaError(.fileWriteUnknown) }
        } catch { throw MigrationError("\(path): \(error.localizedDescription)") }
    }

    private mutating func flush(endsMember: Bool) throws(MigrationError) {
        let isOwed = endsMember && packer != nil && (isMemberOpen || length == 0)
        guard !buffer.isEmpty || isOwed else { return }
        let bytes = packer?.pack(buffer, endsMember: endsMember) ?? buffer
        isMemberOpen = !endsMember
        buffer.removeAll(keepingCapacity: true)
        do { try handle.write(contentsOf: Data(bytes)) } catch {
            throw MigrationError("\(partPath): \(error.localizedDescription)")
        }
        length += bytes.count
    }
}
