import Foundation

/// Expected texts kept as files below Fixtures/. `UPDATE_SNAPSHOTS=1 swift test` rewrites them.
package enum Snapshot {
    package static let isUpdating = ProcessInfo.processInfo.environment["UPDATE_SNAPSHOTS"] == "1"

    /// Compares a text with the snapshot at `path` below Fixtures/.
    ///
    /// - Returns: the first line that differs, or that the snapshot is missing; nil where they are equal.
    package static func difference(_ text: String, from path: String) throws -> String? {
        let file = URL(fileURLWithPath: Fixtures.root + "/" + path)
        if isUpdating {
            try FileManager.default.createDirectory(
                at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
            try Data(text.utf8).write(to: file)
            return nil
        }
        guard let bytes = FileManager.default.contents(atPath: file.path) else {
            return "no snapshot \(path); make it with UPDATE_SNAPSHOTS=1"
        }
        guard bytes != Data(text.utf8) else { return nil }
        let expected = lines(String(decoding: bytes, as: UTF8.self))
        let actual = lines(text)
        let index = zip(expected, actual).prefix { $0 == $1 }.count
        func line(_ lines: [Substring]) -> String { index < lines.count ? String(lines[index]) : "the end" }
        return "\(path):\(index + 1): expected \(line(expected)) | got \(line(actual))"
    }

    private static func lines(_ text: String) -> [Substring] {
        text.split(separator: "\n", omittingEmptySubsequences: false)
    }
}
