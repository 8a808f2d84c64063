import Foundation
import TestKit
import Testing

/// Which module may import which (HOUSE.md §2), checked against the `import` lines: SwiftPM's own check lets an
/// import pass that another target happens to have built.
struct LayeringTests {
    /// The project's own modules that each module may import.
    static let own: [String: Set<String>] = [
        "SourceFiles": [], "GitObjects": [], "Lexing": [], "Findings": [], "Digests": [],
        "EmbedRulesPlugin": [], "embed-rules": [], "CRandom": [], "CAllocations": [], "CMalloc": [],
        "CSpawn": [],
        "CZlib": [],
        "Identifiers": ["CRandom"],
        "IDMigration": ["Identifiers", "CZlib"],
        "WebSocketFraming": ["CZlib"],
        "Connections": ["Identifiers", "WebSocketFraming"],
        "WebSocketTransport": ["Connections", "WebSocketFraming"],
        "Backplane": ["Connections"],
        "Conformance": ["Identifiers", "IDMigration", "CSpawn"],
        "WebSocketConformance": ["Conformance", "Connections", "WebSocketFraming", "WebSocketTransport"],
        "Outlines": ["Lexing"],
        "Verdicts": ["Classification", "Findings"],
        "Linking": ["Outlines", "Findings"],
        "Classification": ["Findings"],
        "Auditing": ["Linking", "Outlines", "Lexing", "Classification", "Verdicts", "Findings"],
        "RuleFiles": [
            "Classification", "Conformance", "Connections", "Digests", "Findings", "IDMigration",
            "Verdicts",
            "WebSocketConformance", "WebSocketFraming", "WebSocketTransport",
        ],
        "Storage": ["Digests", "Findings"],
        "Scanning": [
            "SourceFiles", "GitObjects", "Lexing", "Outlines", "Linking", "Classification", "Auditing",
            "Findings", "Digests", "Storage",
        ],
        "Reports": ["Digests", "Findings", "Verdicts"],
        "Benchmarks": [
            // Depended upon, that it is built; not imported.
            "ssot", "CAllocations", "CMalloc",
            "SourceFiles", "Lexing", "Outlines", "Linking", "Classification", "Auditing", "RuleFiles",
            "DefaultRules",
            "Identifiers", "Digests", "Storage", "Scanning", "Reports", "Verdicts", "Findings", "Connections",
            "WebSocketFraming", "WebSocketTransport",
        ],
        "ssot": [
            "SourceFiles", "GitObjects", "Lexing", "Outlines", "Linking", "Classification", "Auditing",
            "RuleFiles",
            "DefaultRules",
            "Identifiers", "IDMigration", "Digests", "Storage", "Scanning", "Reports", "Verdicts", "Findings",
            "CMalloc", "Conformance", "Connections", "WebSocketConformance", "WebSocketTransport",
        ],
    ]

    /// Other modules that each module may import.
    static let others: [String: Set<String>] = [
        // An array with one owner, for stored outlines: with others they take 114 ms of the study tree, not 67.
        "Outlines": ["BasicContainers"],
        "Auditing": ["Synchronization"],
        "SourceFiles": ["Glibc", "Synchronization"], "Identifiers": ["Glibc", "Synchronization"],
        "Conformance": ["Dispatch", "Glibc", "Synchronization"],
        "WebSocketConformance": ["Dispatch", "Glibc", "NIOCore", "NIOEmbedded", "Synchronization"],
        "Digests": ["Crypto"], "IDMigration": ["Crypto", "GRDB", "Foundation"],
        "WebSocketFraming": ["Crypto"],
        // NIOCore for its ByteBuffer.
        "Connections": ["DequeModule", "Glibc", "NIOCore", "Synchronization"],
        "WebSocketTransport": [
            "Crypto", "Foundation", "Glibc", "Metrics", "NIOSSL", "NIOCore", "NIOPosix", "ServiceLifecycle",
            "Synchronization",
            "UnixSignals",
        ],
        "Backplane": ["Crypto", "DequeModule", "NIOCore", "NIOPosix", "ServiceLifecycle", "Synchronization"],
        "GitObjects": ["Foundation", "Glibc"],
        "RuleFiles": ["Yams", "Foundation"],
        "Storage": ["GRDB", "GRDBSQLite", "Glibc", "Foundation", "Synchronization"],
        "Linking": ["Synchronization"],
        "ssot": [
            "ArgumentParser", "Foundation", "Glibc", "Logging", "ServiceLifecycle", "Synchronization",
            "UnixSignals",
            "UnixSignals",
        ],
        "Benchmarks": ["ArgumentParser", "Foundation", "Glibc"],
        "EmbedRulesPlugin": ["PackagePlugin", "Foundation"], "embed-rules": ["Foundation"],
    ]

    /// One line of a source file that names a module.
    struct Import: CustomStringConvertible {
        var file: String
        var line: Int
        var module: String
        var description: String { "Sources/\(file):\(line): import \(module)" }
    }

    private func imports() throws -> [Import] {
        var found: [Import] = []
        for file in Fixtures.files(below: "Sources", endingIn: ".swift") {
            let text = try String(contentsOfFile: Fixtures.repository + "/Sources/" + file, encoding: .utf8)
            var number = 0
            for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
                number += 1
                if let module = Self.module(String(line)) {
                    found.append(Import(file: file, line: number, module: module))
                }
            }
        }
        return found
    }

    /// The module that a line imports; nil for other lines.
    private static func module(_ line: String) -> String? {
        var words = line.split(separator: " ").map(String.init)
        while let first = words.first, first.hasPrefix("@") || modifiers.contains(first) {
            words.removeFirst()
        }
        guard words.first == "import", words.count >= 2 else { return nil }
        if words.count > 2, declarations.contains(words[1]) { words.remove(at: 1) }
        return String(words[1].prefix { $0 != "." })
    }

    private static let modifiers: Set = ["public", "package", "internal", "fileprivate", "private"]
    private static let declarations: Set = [
        "struct", "class", "enum", "func", "protocol", "typealias", "let", "var",
    ]

    @Test("a module imports only what stands below it")
    func layers() throws {
        let found = try imports()
        #expect(found.count > 100)
        for item in found {
            let module = String(item.file.prefix { $0 != "/" })
            let allowed = Self.own[module, default: []].union(Self.others[module, default: []])
            #expect(allowed.contains(item.module), "\(item)")
        }
    }

    @Test("what the table allows goes one way")
    func noCircles() {
        var below: Set<String> = ["DefaultRules"]
        var rest = Set(Self.own.keys)
        while let next = rest.filter({ Self.own[$0, default: []].isSubset(of: below) }).min() {
            below.insert(next)
            rest.remove(next)
        }
        #expect(rest.isEmpty)
    }

    @Test("every folder of Sources is a module of the table, and every module has its folder")
    func table() throws {
        let folders = try FileManager.default.contentsOfDirectory(atPath: Fixtures.repository + "/Sources")
        #expect(Set(folders.filter { !$0.hasPrefix(".") }) == Set(Self.own.keys))
    }

    @Test("Package.swift names the dependencies that the table allows, and no others")
    func manifest() throws {
        let text = try String(contentsOfFile: Fixtures.repository + "/Package.swift", encoding: .utf8)
        let targets = text.replacing("systemLibrary(", with: "target(").components(separatedBy: "arget(")
            .dropFirst()
        for target in targets {
            let names = target.components(separatedBy: "\"").enumerated().filter { $0.offset % 2 == 1 }.map(
                \.element)
            guard let module = names.first, let allowed = Self.own[module] else { continue }
            let dependencies = Set(names.dropFirst()).intersection(Self.own.keys).subtracting([
                "embed-rules", "EmbedRulesPlugin", module,
            ])
            #expect(dependencies.isSubset(of: allowed), "\(module)")
        }
    }

    @Test("modules that decide do without Foundation: it costs start-up time and size")
    func foundation() throws {
        let bare: Set = [
            "SourceFiles", "Lexing", "Outlines", "Linking", "Findings", "Classification", "Auditing",
            "Scanning", "Digests",
            "Reports", "Verdicts", "Identifiers", "WebSocketFraming", "Connections",
        ]
        for item in try imports() where item.module.hasPrefix("Foundation") {
            #expect(!bare.contains(String(item.file.prefix { $0 != "/" })), "\(item)")
        }
    }

    @Test("no module, folder or type is named after nothing in particular")
    func names() {
        let vague = ["Utils", "Util", "Helpers", "Helper", "Shared", "Common", "Core", "Extensions", "Misc"]
        for file in Fixtures.files(below: "Sources", endingIn: ".swift") {
            let parts = file.dropLast(6).split(separator: "/")
            #expect(!parts.contains { part in vague.contains { part == $0 } }, "\(file)")
        }
    }

    @Test("no file is longer than 700 lines")
    func length() throws {
        for file in Fixtures.files(below: "Sources", endingIn: ".swift") {
            let text = try String(contentsOfFile: Fixtures.repository + "/Sources/" + file, encoding: .utf8)
            #expect(text.split(separator: "\n", omittingEmptySubsequences: false).count <= 700, "\(file)")
        }
    }
}
