internal import Crypto
private import Foundation

/// A file that is read once from its start, unpacked where its name ends in `.gz`.
struct InputFile {
    let path: String
    private let handle: FileHandle
    private let gunzip: Gunzip?
    private var hash = ContentHash()

    static let chunkSize = 1 << 20

    /// - Parameter offset: how many bytes, unpacked, to pass over.
    init(_ path: String, skipping offset: Int = 0) throws(MigrationError) {
        self.path = path
        guard let handle = FileHandle(forReadingAtPath: path) else {
            throw MigrationError("\(path): cannot be read; name an existing file")
        }
        self.handle = handle
        do throws(FormatError) {
            gunzip = path.hasSuffix(".gz") ? try Gunzip() : nil
        } catch { throw MigrationError("\(path): \(error.message)") }
        guard offset > 0 else { return }
        if gunzip == nil {
            do { try handle.seek(toOffset: UInt64(offset)) } catch {
                throw MigrationError("\(path): \(error.localizedDescription)")
            }
        } else {
            try skipUnpacked(offset)
        }
    }

    /// Bytes that were unpacked beyond the offset.
    private var pending: [UInt8] = []

    private mutating func skipUnpacked(_ offset: Int) throws(MigrationError) {
        var rest = offset
        while rest > 0 {
            let bytes = try read()
            guard !bytes.isEmpty else {
                throw MigrationError("\(path): is shorter than it was; restore the file that was planned")
            }
            if bytes.count > rest { pending = Array(bytes[rest...]) }
            rest -= min(rest, bytes.count)
        }
    }

    /// The next bytes; empty at the end.
    mutating func read() throws(MigrationError) -> [UInt8] {
        if !pending.isEmpty {
            defer { pending = [] }
            return pending
        }
        while true {
            let packed: [UInt8]
            do {
                packed = try handle.read(upToCount: Self.chunkSize).map { [UInt8]($0) } ?? []
            } catch { throw MigrationError("\(path): \(error.localizedDescription)") }
            guard let gunzip else {
                hash.update(packed)
                return packed
            }
            guard !packed.isEmpty else {
                guard gunzip.isComplete else { throw MigrationError("\(path): gzip data that is cut off") }
                return []
            }
            var bytes: [UInt8] = []
            do throws(FormatError) { try gunzip.unpack(packed, into: &bytes) } catch {
                throw MigrationError("\(path): \(error.message); the file is damaged")
            }
            hash.update(bytes)
            if !bytes.isEmpty { return bytes }
        }
    }

    /// SHA-256 of the bytes so far, unpacked: lower-case hexadecimal.
    var digest: String { hash.hexadecimal }

    /// The digest of a whole file.
    static func unpackedDigest(of path: String) throws(MigrationError) -> String {
        var file = try InputFile(path)
        while try !file.read().isEmpty {}
        return file.digest
    }
}

/// SHA-256 (FIPS 180-4) of bytes that come in parts.
struct ContentHash {
    private var hash = SHA256()

    mutating func update(_ bytes: [UInt8]) { hash.update(data: bytes) }

    /// Lower-case, 64 digits.
    var hexadecimal: String { String(decoding: Hexadecimal.digits(hash.finalize()), as: UTF8.self) }
}
