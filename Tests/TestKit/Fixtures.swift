import Foundation

/// The files below Fixtures/, and the folders around them.
package enum Fixtures {
    /// The folder of Package.swift.
    package static let repository: String = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
        .deletingLastPathComponent().deletingLastPathComponent().path

    package static let root = repository + "/Fixtures"

    /// The names in a folder below Fixtures/ that end in `suffix`, in order.
    package static func names(in folder: String, endingIn suffix: String = "") -> [String] {
        let names = (try? FileManager.default.contentsOfDirectory(atPath: root + "/" + folder)) ?? []
        return names.filter { $0.hasSuffix(suffix) && !$0.hasPrefix(".") }.sorted()
    }

    /// The bytes of a file below Fixtures/.
    package static func bytes(_ path: String) throws -> [UInt8] {
        Array(try Data(contentsOf: URL(fileURLWithPath: root + "/" + path)))
    }

    /// The files below a folder of the repository that end in `suffix`, by path from that folder, in order.
    package static func files(below folder: String, endingIn suffix: String) -> [String] {
        let walk = FileManager.default.enumerator(atPath: repository + "/" + folder)
        return (walk?.compactMap { $0 as? String } ?? []).filter { $0.hasSuffix(suffix) }.sorted()
    }
}

/// How much longer than usual the random tests run: `SSOT_TEST_FACTOR=1000 swift test` for a long run.
package let effort =
    ProcessInfo.processInfo.environment["SSOT_TEST_FACTOR"].flatMap { Int($0) }.map { max(1, $0) } ?? 1
