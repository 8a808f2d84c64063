// swift-tools-version: 6.2

import PackageDescription

/// One set of compiler settings for every target: Swift 6, no implicit imports, unsafe code spelt out.
let settings: [SwiftSetting] = [
    .swiftLanguageMode(.v6),
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("InternalImportsByDefault"),
    .enableUpcomingFeature("MemberImportVisibility"),
    .enableUpcomingFeature("NonisolatedNonsendingByDefault"),
    .strictMemorySafety(),
    .treatAllWarnings(as: .error),
]

let package = Package(
    name: "ssot",
    products: [
        .executable(name: "ssot", targets: ["ssot"]),
        // The reference ID manager, for services.
        .library(name: "Identifiers", targets: ["Identifiers"]),
        // The reference WebSocket manager: without I/O, and with the server that carries it.
        .library(name: "Connections", targets: ["Connections"]),
        .library(name: "WebSocketTransport", targets: ["WebSocketTransport"]),
        // Several nodes with one set of users, through Redis.
        .library(name: "Backplane", targets: ["Backplane"]),
    ],
    traits: [
        .trait(name: "TLS", description: "wss:// for WebSocketTransport and ssot serve, by swift-nio-ssl.")
    ],
    dependencies: [
        // Commands, help texts and completions in the field's usual form.
        .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
        // A queue that takes from its front at no cost; an array with one owner, which asks nobody before it grows.
        .package(url: "https://github.com/apple/swift-collections", from: "1.6.0"),
        // SHA-256 at the speed of the machine's own instructions, for content hashes of code that is not trusted; the
        // hashes of WebSocket handshakes and signed tokens.
        .package(url: "https://github.com/apple/swift-crypto", from: "4.5.2"),
        // SQLite with cached statements, migrations and a serialised connection.
        .package(url: "https://github.com/groue/GRDB.swift", from: "7.10.0"),
        // Sockets and event loops for the WebSocket server.
        .package(url: "https://github.com/apple/swift-nio", from: "2.101.2"),
        // TLS, with the trait of that name only: it brings BoringSSL along.
        .package(url: "https://github.com/apple/swift-nio-ssl", from: "2.37.6"),
        // What a service logs, measures and runs by, whatever it chose for each.
        .package(url: "https://github.com/apple/swift-log", from: "1.16.2"),
        .package(url: "https://github.com/apple/swift-metrics", from: "2.13.0"),
        .package(url: "https://github.com/swift-server/swift-service-lifecycle", from: "2.13.0"),
        // YAML with the line and column of every node, for rule files and .ssot.yaml.
        .package(url: "https://github.com/jpsim/Yams", from: "6.2.2"),
    ],
    targets: [
        .target(name: "SourceFiles"),
        // ChaCha20 on vector registers, a thread-local variable and getrandom(2): what costs Swift 8 of 12 ns an ID, or
        // what its Glibc module lacks.
        .target(name: "CRandom"),
        .target(name: "Identifiers", dependencies: ["CRandom"]),
        .target(name: "GitObjects"),
        // Debian's zlib, for packed inputs and outputs.
        .systemLibrary(name: "CZlib", providers: [.apt(["zlib1g-dev"])]),
        .target(
            name: "IDMigration",
            dependencies: [
                "Identifiers", "CZlib", .product(name: "Crypto", package: "swift-crypto"),
                .product(name: "GRDB", package: "GRDB.swift"),
            ]),
        // WebSocket frames, compression and handshakes (RFC 6455, RFC 7692) without I/O.
        .target(
            name: "WebSocketFraming",
            dependencies: ["CZlib", .product(name: "Crypto", package: "swift-crypto")]),
        .target(
            name: "Connections",
            dependencies: [
                "Identifiers", "WebSocketFraming",
                .product(name: "DequeModule", package: "swift-collections"),
                // `ByteBuffer` only: frames that many connections share without a copy.
                .product(name: "NIOCore", package: "swift-nio"),
            ]),
        .target(
            name: "WebSocketTransport",
            dependencies: [
                "Connections", "WebSocketFraming",
                .product(name: "Crypto", package: "swift-crypto"),
                .product(name: "NIOCore", package: "swift-nio"),
                .product(name: "NIOPosix", package: "swift-nio"),
                .product(name: "NIOSSL", package: "swift-nio-ssl", condition: .when(traits: ["TLS"])),
                .product(name: "Metrics", package: "swift-metrics"),
                .product(name: "ServiceLifecycle", package: "swift-service-lifecycle"),
            ]),
        // Several nodes through Redis, which no library of the mirror speaks.
        .target(
            name: "Backplane",
            dependencies: [
                "Connections", .product(name: "Crypto", package: "swift-crypto"),
                .product(name: "NIOCore", package: "swift-nio"),
                .product(name: "NIOPosix", package: "swift-nio"),
                .product(name: "ServiceLifecycle", package: "swift-service-lifecycle"),
            ]),
        // From Lexing to Classification declarations are `public` although no product offers them: the compiler inlines
        // and specialises `public` ones across modules, `package` ones never. It takes a seventh off reading a tree.
        .target(name: "Lexing"),
        .target(
            name: "Outlines",
            dependencies: ["Lexing", .product(name: "BasicContainers", package: "swift-collections")]),
        .target(name: "Findings"),
        .target(name: "Verdicts", dependencies: ["Classification", "Findings"]),
        .target(name: "Linking", dependencies: ["Outlines", "Findings"]),
        .target(name: "Classification", dependencies: ["Findings"]),
        .target(
            name: "Auditing", dependencies: ["Linking", "Outlines", "Classification", "Verdicts", "Findings"]),
        // What managers promise, and whether they keep it.
        .target(name: "Conformance", dependencies: ["Identifiers", "IDMigration", "CSpawn"]),
        // A function of posix_spawn(3) that the C library's Swift module leaves out.
        .systemLibrary(name: "CSpawn"),
        // WebSocket managers as subjects: the reference in this process, and any server over a socket.
        .target(
            name: "WebSocketConformance",
            dependencies: [
                "Conformance", "Connections", "WebSocketFraming", "WebSocketTransport",
                .product(name: "NIOCore", package: "swift-nio"),
                // Channels and a clock without a kernel.
                .product(name: "NIOEmbedded", package: "swift-nio"),
            ]),
        .target(name: "Digests", dependencies: [.product(name: "Crypto", package: "swift-crypto")]),
        .target(
            name: "RuleFiles",
            dependencies: [
                "Classification", "Conformance", "Connections", "Digests", "Findings", "IDMigration",
                "Verdicts",
                "WebSocketConformance", "WebSocketFraming", "WebSocketTransport",
                .product(name: "Yams", package: "Yams"),
            ]),
        // Its path is Rules/, so that SwiftPM plans anew when a rule comes or goes.
        .target(
            name: "DefaultRules", path: "Rules",
            exclude: [
                "Calls", "Candidates", "Contracts", "Domains", "Findings", "Identifiers", "Interfaces",
                "Managers", "Roles",
                "Schemas",
                "Scopes", "Sinks", "Sources",
                "Votes",
            ], plugins: ["EmbedRulesPlugin"]),
        .executableTarget(name: "embed-rules"),
        .plugin(
            name: "EmbedRulesPlugin", capability: .buildTool(), dependencies: ["embed-rules"],
            path: "Sources/EmbedRulesPlugin"),
        .target(
            name: "Storage",
            dependencies: [
                "Digests", "Findings", .product(name: "GRDB", package: "GRDB.swift"),
                // The C functions under GRDB, for the two loops that bind and read rows.
                .product(name: "GRDBSQLite", package: "GRDB.swift"),
            ]),
        .target(
            name: "Scanning",
            dependencies: [
                "SourceFiles", "GitObjects", "Lexing", "Outlines", "Linking", "Classification", "Auditing",
                "Findings", "Digests", "Storage",
            ]),
        .target(
            name: "Reports", dependencies: ["Digests", "Findings", "Verdicts"],
            // The page of the HTML format, as bytes in the binary.
            resources: [
                "page.html", "colours.css", "page.css", "parts.css", "text.js", "table.js", "difference.js",
                "treemap.js", "duplicates.js", "sections.js", "trend.js", "lists.js", "page.js",
            ].map { .embedInCode("Formats/HTML/Page/\($0)") }),
        .executableTarget(
            name: "ssot",
            dependencies: [
                "SourceFiles", "GitObjects", "Lexing", "Outlines", "Linking", "Classification", "Auditing",
                "RuleFiles",
                "DefaultRules", "Digests", "Storage", "Scanning", "Reports", "Verdicts", "Findings",
                "Identifiers", "IDMigration", "CMalloc", "Conformance", "Connections",
                "WebSocketConformance", "WebSocketTransport",
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
                .product(name: "Logging", package: "swift-log"),
                .product(name: "ServiceLifecycle", package: "swift-service-lifecycle"),
                .product(name: "UnixSignals", package: "swift-service-lifecycle"),
            ]),
        // Settings of the C library's heap, which its Swift module leaves out.
        .systemLibrary(name: "CMalloc"),
        // Stands in for malloc in the benchmarks, and counts.
        .target(name: "CAllocations"),
        .executableTarget(
            name: "Benchmarks",
            dependencies: [
                "SourceFiles", "Lexing", "Outlines", "Linking", "Classification", "Auditing", "RuleFiles",
                "DefaultRules", "Digests", "Identifiers", "Storage", "Scanning", "Reports", "Verdicts",
                "Findings", "CAllocations", "CMalloc", "Connections", "WebSocketFraming",
                "WebSocketTransport",
                // Not imported: built, so that there is a program to measure.
                "ssot",
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
            ]),

        // Fixture folders, snapshots and seeded generators for the tests.
        .target(name: "TestKit", path: "Tests/TestKit"),
        .testTarget(name: "SourceFilesTests", dependencies: ["SourceFiles"]),
        .testTarget(name: "GitObjectsTests", dependencies: ["GitObjects", "TestKit"]),
        .testTarget(name: "DigestsTests", dependencies: ["Digests"]),
        .testTarget(name: "IdentifiersTests", dependencies: ["Identifiers", "CRandom", "TestKit"]),
        .testTarget(
            name: "IDMigrationTests",
            dependencies: [
                "IDMigration", "Identifiers", "TestKit", .product(name: "GRDB", package: "GRDB.swift"),
            ]),
        .testTarget(name: "WebSocketFramingTests", dependencies: ["WebSocketFraming", "TestKit"]),
        .testTarget(name: "ConnectionsTests", dependencies: ["Connections", "WebSocketFraming", "TestKit"]),
        .testTarget(
            name: "WebSocketTransportTests",
            dependencies: [
                "WebSocketTransport", "Connections", "WebSocketFraming", "TestKit", "backplane-node",
                .product(name: "Crypto", package: "swift-crypto"),
            ]),
        // One node of several, for tests that kill it.
        .executableTarget(
            name: "backplane-node", dependencies: ["Backplane", "Connections", "WebSocketTransport"],
            path: "Tests/BackplaneNode"),
        .testTarget(
            name: "BackplaneTests",
            dependencies: [
                "Backplane", "backplane-node", "Connections", "WebSocketFraming", "TestKit",
                .product(name: "NIOCore", package: "swift-nio"),
                .product(name: "NIOPosix", package: "swift-nio"),
            ]),
        .testTarget(
            name: "ConformanceTests",
            dependencies: ["Conformance", "WebSocketConformance", "RuleFiles", "DefaultRules", "TestKit"]),
        .testTarget(
            name: "WebSocketConformanceTests",
            dependencies: [
                "WebSocketConformance", "Conformance", "Connections", "RuleFiles", "DefaultRules",
                "WebSocketTransport", "TestKit",
            ]),
        .testTarget(name: "LexingTests", dependencies: ["Lexing", "TestKit"]),
        .testTarget(name: "OutlinesTests", dependencies: ["Outlines", "Lexing", "TestKit"]),
        .testTarget(
            name: "LinkingTests", dependencies: ["Linking", "Outlines", "Lexing", "Findings", "TestKit"]),
        .testTarget(name: "ClassificationTests", dependencies: ["Classification", "Findings"]),
        .testTarget(
            name: "RuleFilesTests",
            dependencies: [
                "RuleFiles", "DefaultRules", "Classification", "Connections", "Findings", "WebSocketFraming",
                "WebSocketTransport",
            ]),
        .testTarget(
            name: "AuditingTests",
            dependencies: [
                "Auditing", "Linking", "Outlines", "Lexing", "Classification", "RuleFiles", "DefaultRules",
                "Findings", "TestKit",
            ]),
        .testTarget(
            name: "StorageTests",
            dependencies: [
                "Storage", "Digests", "Findings", "TestKit", .product(name: "GRDB", package: "GRDB.swift"),
            ]),
        .testTarget(
            name: "VerdictsTests", dependencies: ["Verdicts", "Classification", "Findings", "TestKit"]),
        .testTarget(
            name: "ReportsTests", dependencies: ["Reports", "Digests", "Verdicts", "Findings", "TestKit"]),
        .testTarget(
            name: "EndToEndTests",
            dependencies: ["ssot", "TestKit", .product(name: "GRDB", package: "GRDB.swift")]),
        .testTarget(name: "LayeringTests", dependencies: ["TestKit"]),
    ]
)

for target in package.targets where target.type != .plugin && target.type != .system {
    target.swiftSettings = settings
}
