import Foundation
import Glibc
import Testing

@testable import SourceFiles

struct FileReaderTests {
    private func walked(_ tree: TemporaryTree) async throws -> [WalkedFile] {
        try await walk(root: tree.root, options: WalkOptions(gitUser: .none)).files
    }

    private func bytes(_ reader: borrowing FileReader) -> [UInt8] {
        reader.withBytes { span in span.indices.map { span[$0] } }
    }

    @Test("files are read one after the other, a long one before a short one")
    func reads() async throws {
        let tree = try TemporaryTree()
        let long = Array(repeating: UInt8(ascii: "y"), count: 100_000)
        try tree.file("a", long)
        try tree.file("b", "short")
        try tree.file("c", "")
        let files = try await walked(tree)
        var reader = try FileReader(base: tree.root)
        #expect(try reader.read(files[0], limit: 100_000) == files[0].stamp)
        #expect(bytes(reader) == long)
        try reader.read(files[1], limit: 100)
        #expect(bytes(reader) == Array("short".utf8))
        try reader.read(files[2], limit: 100)
        #expect(bytes(reader).isEmpty)
    }

    @Test("a file that changes after the walk is read as it is, or refused by name", .timeLimit(.minutes(5)))
    func changes() async throws {
        let tree = try TemporaryTree()
        for name in ["a", "b", "c", "d", "e", "f"] { try tree.file(name, "12345") }
        let files = try await walked(tree)
        var reader = try FileReader(base: tree.root)
        try tree.file("a", "1")
        #expect(try reader.read(files[0], limit: 5) != files[0].stamp)
        #expect(bytes(reader) == [49])
        try tree.file("b", "123456")
        #expect(throws: ReadError.tooLarge(size: 6)) { try reader.read(files[1], limit: 5) }
        try tree.remove("c")
        #expect(throws: ReadError.vanished) { try reader.read(files[2], limit: 5) }
        try tree.remove("d")
        try tree.link("d", to: "a")
        #expect(throws: ReadError.notRegular) { try reader.read(files[3], limit: 5) }
        try tree.remove("e")
        try tree.fifo("e")
        #expect(throws: ReadError.notRegular) { try reader.read(files[4], limit: 5) }
        try tree.file("f", [49, 0, 50])
        #expect(throws: ReadError.binary) { try reader.read(files[5], limit: 5) }
    }

    @Test("a NUL counts as binary only in the first 8 KiB", arguments: [(8191, true), (8192, false)])
    func binaryWindow(place: Int, isBinary: Bool) async throws {
        let tree = try TemporaryTree()
        var content = Array(repeating: UInt8(ascii: "a"), count: 9000)
        content[place] = 0
        try tree.file("a", content)
        let files = try await walked(tree)
        var reader = try FileReader(base: tree.root)
        if isBinary {
            #expect(throws: ReadError.binary) { try reader.read(files[0], limit: 9000) }
        } else {
            try reader.read(files[0], limit: 9000)
            #expect(bytes(reader) == content)
        }
    }

    @Test("more bytes than announced are read up to the limit")
    func announcedSizeIsAHint() throws {
        let tree = try TemporaryTree()
        try tree.file("a", Array(repeating: 65, count: 20_000))
        for (limit, isWhole) in [(20_000, true), (19_999, false), (Int.max, true), (0, false)] {
            let descriptor = try Descriptor(Array(tree.path("a").utf8), flags: O_RDONLY)
            var buffer = ReadBuffer()
            #expect(try buffer.fill(from: descriptor, expected: 3, limit: limit) == isWhole)
            #expect(buffer.count <= limit &+ 1 || limit == Int.max)
            #expect(buffer.storage.count < 100_000)
        }
    }
}
