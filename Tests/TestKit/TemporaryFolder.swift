import Foundation

/// A folder of its own for one test, removed when the value goes away.
package final class TemporaryFolder: Sendable {
    package let path: String

    package init() throws {
        path = NSTemporaryDirectory() + "ssot-test-\(UUID().uuidString)"
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    }

    deinit { try? FileManager.default.removeItem(atPath: path) }

    /// Writes a file below the folder, and the folders above it.
    package func write(_ name: String, _ bytes: some Collection<UInt8>) throws {
        let file = URL(fileURLWithPath: path + "/" + name)
        try FileManager.default.createDirectory(
            at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
        try Data(bytes).write(to: file)
    }

    package func write(_ name: String, _ text: String) throws { try write(name, text.utf8) }

    package func remove(_ name: String) throws {
        try FileManager.default.removeItem(atPath: path + "/" + name)
    }

    /// Copies a folder below Fixtures/ to `name`.
    package func copyFixture(_ fixture: String, to name: String) throws {
        try FileManager.default.copyItem(
            atPath: Fixtures.root + "/" + fixture, toPath: path + "/" + name)
    }
}
