/// Reads the paths in a git index. Source: gitformat-index(5), versions 2 to 4.
///
/// Total: any bytes give paths or an error, never a trap. The checksum at the end is not verified, since git
/// itself leaves it out where `index.skipHash` is set.
struct GitIndex {
    enum Failure: Error, Hashable, CustomStringConvertible {
        case notAnIndex
        case version(UInt32)
        case truncated
        /// The paths stand in a second file (`git update-index --split-index`).
        case split

        var description: String {
            switch self {
            case .notAnIndex: "the git index has an unknown form"
            case .version(let version): "the git index has version \(version); 2 to 4 can be read"
            case .truncated: "the git index is cut off or damaged"
            case .split: "the git index is split; run git update-index --no-split-index"
            }
        }
    }

    // Offsets in an entry: ten 4-byte fields before the object's name, the mode the seventh.
    private static let modeOffset = 24
    private static let hashOffset = 40
    private static let submoduleMode: UInt32 = 0o160000
    private static let sparseFolderMode: UInt32 = 0o040000

    private let bytes: [UInt8]
    private let hashLength: Int
    private var next = 0

    /// - Parameter hashLength: 20 for a sha1 repository, 32 for sha256.
    static func paths(_ bytes: [UInt8], hashLength: Int) throws(Failure) -> TrackedPaths {
        var index = GitIndex(bytes: bytes, hashLength: hashLength)
        return try index.read()
    }

    private init(bytes: [UInt8], hashLength: Int) {
        self.bytes = bytes
        self.hashLength = hashLength
    }

    private mutating func read() throws(Failure) -> TrackedPaths {
        guard bytes.starts(with: "DIRC".utf8) else { throw .notAnIndex }
        let version = try number(at: 4)
        guard (2...4).contains(version) else { throw .version(version) }
        let count = try number(at: 8)
        next = 12
        var paths = TrackedPaths()
        var path: [UInt8] = []
        for _ in 0..<count {
            let mode = try entry(version: version, path: &path)
            // A sparse folder stands for files that are not checked out.
            if mode != Self.sparseFolderMode {
                paths.append(path, isSubmodule: mode == Self.submoduleMode)
            }
        }
        try refuseSplit()
        paths.sort()
        return paths
    }

    /// Reads one entry into `path`, which holds the previous one; returns the mode.
    private mutating func entry(version: UInt32, path: inout [UInt8]) throws(Failure) -> UInt32 {
        let start = next
        let mode = try number(at: start + Self.modeOffset)
        let flags = start + Self.hashOffset + hashLength
        guard flags + 2 <= bytes.count else { throw .truncated }
        let isExtended = version >= 3 && bytes[flags] & 0x40 != 0
        next = flags + (isExtended ? 4 : 2)
        if version == 4 {
            let dropped = try variableNumber()
            guard dropped <= path.count else { throw .truncated }
            path.removeLast(dropped)
        } else {
            path.removeAll(keepingCapacity: true)
        }
        guard next <= bytes.count, let end = bytes[next...].firstIndex(of: 0) else { throw .truncated }
        path.append(contentsOf: bytes[next..<end])
        // Versions 2 and 3 fill with 1 to 8 NULs up to a multiple of eight from the entry's start.
        next = version == 4 ? end + 1 : start + ((end - start) / 8 + 1) * 8
        guard next <= bytes.count else { throw .truncated }
        return mode
    }

    /// Walks the extensions: four letters, a length, the content.
    private mutating func refuseSplit() throws(Failure) {
        while next + 8 <= bytes.count - hashLength {
            if bytes[next...].starts(with: "link".utf8) { throw .split }
            next += 8 + Int(try number(at: next + 4))
        }
    }

    private func number(at offset: Int) throws(Failure) -> UInt32 {
        guard offset + 4 <= bytes.count else { throw .truncated }
        return bytes[offset..<(offset + 4)].reduce(0) { $0 << 8 | UInt32($1) }
    }

    /// The offset encoding of pack files: seven bits a byte, one added at each continuation.
    private mutating func variableNumber() throws(Failure) -> Int {
        var value = 0
        while next < bytes.count {
            let byte = bytes[next]
            next += 1
            value += Int(byte & 0x7F)
            guard byte & 0x80 != 0 else { return value }
            // No path is longer than the file; this also keeps the shift from overflowing.
            guard value <= bytes.count else { break }
            value = (value + 1) << 7
        }
        throw .truncated
    }
}
