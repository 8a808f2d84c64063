import Foundation
import Glibc
import Identifiers

/// Looks for equal IDs among more than fit into memory: writes them to 64 files by some of their random bits, so that
/// equal ones meet in one file, and sorts each. Takes 16 bytes of disk an ID, and 1/32 of that in memory.
struct UniquenessRun {
    private static let fileCount = 64

    struct Value: Comparable {
        var high: UInt64
        var low: UInt64

        static func < (left: Value, right: Value) -> Bool {
            left.high != right.high ? left.high < right.high : left.low < right.low
        }
    }

    /// How many of the values are equal to an earlier one.
    static func duplicates(_ count: Int, _ next: (Int) throws -> Value) throws -> Int {
        let folder = try TemporaryFolder()
        defer { folder.remove() }
        var files: [FileHandle] = []
        var buffers = [[Value]](repeating: [], count: fileCount)
        for index in 0..<fileCount {
            let path = folder.path + "/\(index)"
            try Data().write(to: URL(filePath: path))
            files.append(try FileHandle(forUpdating: URL(filePath: path)))
            buffers[index].reserveCapacity(1 << 15)
        }
        for number in 0..<count {
            let value = try next(number)
            let index = Int(value.low % UInt64(fileCount))
            buffers[index].append(value)
            if buffers[index].count == 1 << 15 { try flush(&buffers[index], to: files[index]) }
        }
        var found = 0
        for index in 0..<fileCount {
            try flush(&buffers[index], to: files[index])
            try files[index].seek(toOffset: 0)
            let values = read(try files[index].readToEnd() ?? Data()).sorted()
            found += zip(values, values.dropFirst()).count { $0 == $1 }
            try files[index].close()
        }
        return found
    }

    private static func flush(_ values: inout [Value], to file: FileHandle) throws {
        // Sound: the values are plain words, and the bytes are copied.
        let data = unsafe values.withUnsafeBytes { unsafe Data($0) }
        try file.write(contentsOf: data)
        values.removeAll(keepingCapacity: true)
    }

    private static func read(_ data: Data) -> [Value] {
        // Sound: the file holds what `flush` wrote.
        unsafe data.withUnsafeBytes { bytes in
            (0..<bytes.count / 16).map { index in
                unsafe Value(
                    high: bytes.loadUnaligned(fromByteOffset: index * 16, as: UInt64.self),
                    low: bytes.loadUnaligned(fromByteOffset: index * 16 + 8, as: UInt64.self))
            }
        }
    }

    /// Prints a line for each kind.
    ///
    /// - Returns: whether no two IDs are equal, and a repeated one is found.
    static func run(most: Int, others: Int) throws -> Bool {
        // A run that can find nothing proves nothing: one value of a million comes twice.
        let control = try duplicates(1_000_000) { number in
            let id = try UnifiedIDManager.generateMessageID()
            return number == 700_000 || number == 3
                ? Value(high: 1, low: 2) : Value(high: id.high, low: id.low)
        }
        print("control: \(control) of 1 repeated values found")
        var isUnique = control == 1
        for kind in IDKind.all {
            let count = kind == .message ? most : others
            let start = ContinuousClock.now
            let found = try duplicates(count) { _ in
                let id = try UnifiedIDManager.generate(kind)
                return Value(high: id.high, low: id.low)
            }
            let time = fixed(seconds(start.duration(to: .now)), 1)
            print("\(kind.name): \(count) IDs, \(found) duplicates, \(time) s")
            isUnique = isUnique && found == 0
        }
        return isUnique
    }
}
