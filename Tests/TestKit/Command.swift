import Foundation

/// Runs another program to its end.
package struct Command: Sendable {
    /// What a program that ended left behind.
    package struct Result: Sendable {
        /// The exit status; the negated signal where one ended the program.
        package var status: Int32
        package var output: String
        package var errors: String
    }

    package var program: String
    package var arguments: [String]
    package var folder: String?
    package var environment: [String: String]
    /// Kept until the program ends, where the folder is a temporary one.
    private let owner: TemporaryFolder?

    /// - Parameter environment: added to a bare one without user, terminal or colour.
    package init(
        _ program: String, _ arguments: [String], in folder: String? = nil,
        environment: [String: String] = [:],
        keeping owner: TemporaryFolder? = nil
    ) {
        self.program = program
        self.arguments = arguments
        self.folder = folder
        self.owner = owner
        self.environment = [
            "PATH": ProcessInfo.processInfo.environment["PATH"] ?? "/usr/bin:/bin", "HOME": "/nonexistent",
            "GIT_CONFIG_GLOBAL": "/dev/null", "GIT_CONFIG_NOSYSTEM": "1", "LC_ALL": "C",
        ].merging(environment) { $1 }
    }

    /// Starts the program; its output goes to files, so that no full pipe can block it.
    package func start() throws -> Running {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: program)
        process.arguments = arguments
        process.environment = environment
        if let folder { process.currentDirectoryURL = URL(fileURLWithPath: folder) }
        let base = NSTemporaryDirectory() + "ssot-command-\(UUID().uuidString)"
        for name in [base + ".out", base + ".err"] {
            try Data().write(to: URL(fileURLWithPath: name))
        }
        process.standardInput = FileHandle.nullDevice
        process.standardOutput = try FileHandle(forWritingTo: URL(fileURLWithPath: base + ".out"))
        process.standardError = try FileHandle(forWritingTo: URL(fileURLWithPath: base + ".err"))
        try process.run()
        return Running(process: process, base: base, owner: owner)
    }

    package func run() throws -> Result { try start().wait() }

    /// A program that has not ended, or whose end has not been waited for.
    package struct Running {
        fileprivate let process: Process
        fileprivate let base: String
        fileprivate let owner: TemporaryFolder?

        package var id: Int32 { process.processIdentifier }

        package func wait() -> Result {
            process.waitUntilExit()
            func text(_ name: String) -> String {
                let bytes = FileManager.default.contents(atPath: name) ?? Data()
                try? FileManager.default.removeItem(atPath: name)
                return String(decoding: bytes, as: UTF8.self)
            }
            let status = process.terminationStatus
            return Result(
                status: process.terminationReason == .uncaughtSignal ? -status : status,
                output: text(base + ".out"), errors: text(base + ".err"))
        }
    }
}
