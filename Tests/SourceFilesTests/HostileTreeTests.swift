import Foundation
import Glibc
import Testing

@testable import SourceFiles

struct HostileTreeTests {
    private let options = WalkOptions(workers: 2, gitUser: .none)

    @Test("FIFOs, devices and links are told apart, never opened or followed", .timeLimit(.minutes(5)))
    func irregularFiles() async throws {
        let tree = try TemporaryTree()
        try tree.file("d/a.py")
        try tree.link("d/loop", to: "..")
        try tree.link("self", to: "self")
        try tree.link("file", to: "d/a.py")
        try tree.fifo("pipe")
        // Only root may make devices.
        let hasDevice = tree.nullDevice("null")
        let found = try await walk(root: tree.root, options: options)
        #expect(found.files.map(\.path) == ["d/a.py"])
        #expect(found.symbolicLinks == 3)
        #expect(found.irregular.map(\.path) == (hasDevice ? ["null", "pipe"] : ["pipe"]))
        #expect(found.irregular.map(\.kind) == (hasDevice ? [.device, .fifo] : [.fifo]))
        await #expect(throws: WalkError.notFileOrFolder(root: tree.path("pipe"))) {
            try await walk(root: tree.path("pipe"), options: options)
        }
    }

    @Test("an ignore file that is a FIFO, a folder or a link is left alone", .timeLimit(.minutes(5)))
    func irregularIgnoreFiles() async throws {
        let tree = try TemporaryTree()
        try tree.file("one/a.py")
        try tree.file("two/a.py")
        try tree.file("three/a.py")
        try tree.file("rules", "a.py\n")
        try tree.fifo("one/.gitignore")
        try tree.folder("two/.gitignore")
        try tree.link("three/.gitignore", to: "../rules")
        let found = try await walk(root: tree.root, options: options)
        #expect(found.files.map(\.path) == ["one/a.py", "rules", "three/a.py", "two/a.py"])
        #expect(found.unreadableIgnoreFiles.map(\.path) == ["three/.gitignore"])
    }

    @Test("nesting deeper than the longest path is told as unreadable, once", .timeLimit(.minutes(5)))
    func deepNesting() async throws {
        let tree = try TemporaryTree()
        try tree.file("a.py")
        try tree.nest(depth: 10_000)
        let found = try await walk(root: tree.root, options: options)
        #expect(found.files.map(\.path) == ["a.py"])
        #expect(found.unreadableFolders.count == 1)
        #expect(found.unreadableFolders.first?.reason == "file name too long")
    }

    @Test("names of any bytes keep them, and sort by them")
    func strangeNames() async throws {
        let tree = try TemporaryTree()
        let names = ["a\nb", "a/c", "a-b"].map { Array($0.utf8) } + [[0xFF, 0x2E], [0xC3]]
        for name in names {
            if name.contains(UInt8(ascii: "/")) { try tree.folder("a") }
            try tree.emptyFile(name)
        }
        let found = try await walk(root: tree.root, options: options)
        #expect(found.files.map(\.bytes) == names.sorted { $0.lexicographicallyPrecedes($1) })
        #expect(found.files.last?.path == "\u{FFFD}.")
        var reader = try FileReader(base: found.base)
        for file in found.files { try reader.read(file, limit: 10) }
    }

    @Test("a tree that is taken away during the walk gives no crash", .timeLimit(.minutes(5)))
    func vanishing() async throws {
        for _ in 0..<5 {
            let tree = try TemporaryTree()
            for folder in 0..<150 { try tree.file("d\(folder)/e/a.py") }
            let root = tree.root
            async let removed: Void = {
                _ = try? run(["/bin/rm", "-rf", root])
            }()
            for _ in 0..<20 {
                do {
                    let found = try await walk(root: root, options: options)
                    #expect(found.unreadableFolders.allSatisfy { $0.path.isEmpty })
                } catch {
                    guard case .missing = error else { throw error }
                }
            }
            await removed
        }
    }

    @Test("one worker and many give the same walk")
    func determinism() async throws {
        let tree = try TemporaryTree()
        for folder in 0..<40 { for name in 0..<5 { try tree.file("d\(folder)/e\(name)/\(name).py") } }
        let one = try await walk(root: tree.root, options: WalkOptions(workers: 1, gitUser: .none))
        let many = try await walk(root: tree.root, options: WalkOptions(workers: 7, gitUser: .none))
        #expect(one.files.count == 200)
        #expect(one.files == many.files)
    }

    @Test("a missing root is an error, a single file is listed though ignored")
    func roots() async throws {
        let tree = try TemporaryTree()
        try tree.file(".gitignore", "*")
        try tree.file("a.py")
        await #expect(throws: WalkError.missing(root: tree.path("none"))) {
            try await walk(root: tree.path("none"), options: options)
        }
        await #expect(throws: WalkError.missing(root: "")) { try await walk(root: "", options: options) }
        let single = try await walk(root: tree.path("a.py"), options: options)
        #expect(single.base == tree.root)
        #expect(single.files.map(\.path) == ["a.py"])
        #expect(try await walk(root: tree.root + "/", options: options).files.isEmpty)
    }

    @Test("a folder without permission is told as unreadable", .enabled(if: geteuid() != 0))
    func noPermission() async throws {
        let tree = try TemporaryTree()
        try tree.file("closed/a.py")
        try tree.mode("closed", 0)
        let found = try await walk(root: tree.root, options: options)
        try tree.mode("closed", 0o700)
        #expect(found.unreadableFolders == [Walk.Unreadable(path: "closed", reason: "permission denied")])
    }
}
