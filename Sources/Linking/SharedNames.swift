import Outlines

/// The distinct names of all files, so that names of different files compare as integers.
///
/// Names fall to shares by their hashes, so that several workers can merge the files: each has the names of a share.
/// Ids tell the share in their low bits and follow the order of files above them: equal trees give equal ids.
struct SharedNames: Sendable {
    /// The names whose hashes fall together.
    private var shares: [NameSet]

    private static let shareBits = 1

    /// The names of files.
    ///
    /// - Returns: the names, and for each file the ids of its own names, by their index there.
    static func merging(_ tables: [NameTable], jobs: Int) async -> (names: SharedNames, ids: [[UInt32]]) {
        let merged = await concurrentMap(Array(0..<(1 << shareBits)), jobs: jobs) { index in
            var share = NameSet()
            var merge = Merge()
            for table in tables {
                merge.starts.append(merge.ids.count)
                let (bytes, hashes, ends) = (table.bytes.span, table.hashes.span, table.ends.span)
                var start = 0
                for name in hashes.indices {
                    let end = Int(ends[name])
                    if shareIndex(hashes[name]) == index {
                        let id = share.id(start..<end, of: bytes, hash: hashes[name])
                        merge.ids.append(id << UInt32(shareBits) | UInt32(index))
                    }
                    start = end
                }
            }
            return (share: share, merge: merge)
        }
        // One behind the other, so that an id is found without going through the shares.
        let all = merged.flatMap(\.merge.ids)
        let first = merged.indices.map { index in merged[..<index].reduce(0) { $0 + $1.merge.ids.count } }
        let ids = await concurrentMap(Array(tables.indices), jobs: jobs) { file -> [UInt32] in
            var next = merged.indices.map { merged[$0].merge.starts[file] + first[$0] }
            return tables[file].hashes.map { hash in
                let index = shareIndex(hash)
                next[index] += 1
                return all[next[index] - 1]
            }
        }
        return (SharedNames(shares: merged.map(\.share)), ids)
    }

    /// The ids of one share's names: those of each file from its start on, in order.
    private struct Merge: Sendable {
        var ids: [UInt32] = []
        var starts: [Int] = []
    }

    /// The id of a text, added where it is new.
    mutating func id(_ text: String) -> UInt32 {
        let bytes = Array(text.utf8)
        let hash = NameTable.hash(bytes.span)
        let index = Self.shareIndex(hash)
        return shares[index].id(0..<bytes.count, of: bytes.span, hash: hash) << UInt32(Self.shareBits)
            | UInt32(index)
    }

    /// The id of a text that some file holds; nil for any other.
    func known(_ text: String) -> UInt32? {
        let bytes = Array(text.utf8)
        let hash = NameTable.hash(bytes.span)
        let index = Self.shareIndex(hash)
        return shares[index].known(bytes.span, hash: hash).map {
            $0 << UInt32(Self.shareBits) | UInt32(index)
        }
    }

    subscript(_ id: UInt32) -> String { shares[Self.shareIndex(of: id)].table[id >> UInt32(Self.shareBits)] }

    /// Ids are less than this; not each number below it is one.
    var idLimit: Int { (shares.map(\.table.count).max() ?? 0) << Self.shareBits }

    /// The bytes of the name of an id; none where the number is no id.
    func bytes(_ id: UInt32) -> ArraySlice<UInt8> {
        let (share, own) = (Self.shareIndex(of: id), id >> UInt32(Self.shareBits))
        guard Int(own) < shares[share].table.count else { return [] }
        return shares[share].table.bytes[shares[share].table.range(own)]
    }

    private static func shareIndex(of id: UInt32) -> Int { Int(id) & ((1 << shareBits) - 1) }

    private static func shareIndex(_ hash: UInt32) -> Int {
        Int((hash &* 0x9e37_79b1) >> UInt32(UInt32.bitWidth - shareBits))
    }
}
