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
    targets: [
        .target(name: "Findings"),
        .target(name: "Lexing"),
        .target(name: "Outlines", dependencies: ["Lexing"]),
        .executableTarget(name: "Benchmarks", dependencies: ["Lexing", "Outlines"]),
    ]
)

for target in package.targets where target.type != .plugin {
    target.swiftSettings = settings
}
