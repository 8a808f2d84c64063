import Foundation
import Glibc

/// A folder of its own for one test, removed when the value goes away.
final class TemporaryTree {
    let root: String

    init() throws {
        root = NSTemporaryDirectory() + "ssot-walk-\(UUID().uuidString)"
        try FileManager.default.createDirectory(atPath: root, withIntermediateDirectories: true)
    }

    deinit {
        // rm manages trees deeper than PATH_MAX, which FileManager does not.
        _ = try? run(["/bin/rm", "-rf", root])
    }

    func path(_ name: String) -> String { root + "/" + name }

    func folder(_ name: String) throws {
        try FileManager.default.createDirectory(atPath: path(name), withIntermediateDirectories: true)
    }

    func file(_ name: String, _ text: String = "x") throws {
        try file(name, Array(text.utf8))
    }

    func file(_ name: String, _ bytes: [UInt8]) throws {
        if let cut = name.lastIndex(of: "/") { try folder(String(name[..<cut])) }
        try Data(bytes).write(to: URL(fileURLWithPath: path(name)))
    }

    func link(_ name: String, to target: String) throws {
        try FileManager.default.createSymbolicLink(atPath: path(name), withDestinationPath: target)
    }

    func remove(_ name: String) throws {
        try FileManager.default.removeItem(atPath: path(name))
    }

    // The C calls below take their text as a pointer, which lives as long as the call.

    func fifo(_ name: String) throws {
        guard unsafe mkfifo(path(name), 0o600) == 0 else { throw POSIXError(.EIO) }
    }

    /// False if this user may not make devices.
    func nullDevice(_ name: String) -> Bool {
        unsafe mknod(path(name), mode_t(S_IFCHR) | 0o600, 0x103) == 0
    }

    /// Makes `depth` folders "d", one inside the other.
    func nest(depth: Int) throws {
        var folder = unsafe open(root, O_RDONLY | O_DIRECTORY)
        for _ in 0..<depth {
            guard unsafe mkdirat(folder, "d", 0o755) == 0 else { throw POSIXError(.EIO) }
            let next = unsafe openat(folder, "d", O_RDONLY | O_DIRECTORY)
            close(folder)
            folder = next
        }
        close(folder)
    }

    /// Makes an empty file with a name of any bytes.
    func emptyFile(_ name: [UInt8]) throws {
        let bytes = (Array(path("").utf8) + name + [0]).map { CChar(bitPattern: $0) }
        let descriptor = unsafe open(bytes, O_WRONLY | O_CREAT, 0o600)
        guard descriptor >= 0 else { throw POSIXError(.EIO) }
        close(descriptor)
    }

    func mode(_ name: String, _ mode: mode_t) throws {
        guard unsafe chmod(path(name), mode) == 0 else { throw POSIXError(.EIO) }
    }

    /// Runs git in the tree without any configuration of user or machine.
    @discardableResult
    func git(_ arguments: String..., at folder: String = "", input: [UInt8] = []) throws -> [UInt8] {
        try run(["/usr/bin/env", "git", "-C", path(folder)] + arguments, input: input)
    }
}

struct CommandFailure: Error {
    let command: [String]
    let status: Int32
    let message: String
}

/// Runs a command; returns its standard output.
@discardableResult
func run(_ command: [String], input: [UInt8] = [], accepting: Set<Int32> = [0]) throws -> [UInt8] {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: command[0])
    process.arguments = Array(command.dropFirst())
    process.environment = [
        "PATH": ProcessInfo.processInfo.environment["PATH"] ?? "/usr/bin:/bin", "HOME": "/nonexistent",
        "GIT_CONFIG_GLOBAL": "/dev/null", "GIT_CONFIG_NOSYSTEM": "1", "LC_ALL": "C",
        "GIT_AUTHOR_NAME": "t", "GIT_AUTHOR_EMAIL": "t@t", "GIT_COMMITTER_NAME": "t",
        "GIT_COMMITTER_EMAIL": "t@t",
    ]
    let output = Pipe()
    let errors = Pipe()
    // A file, not a pipe: a command that reads nothing must not block the test.
    let inputPath = NSTemporaryDirectory() + "ssot-input-\(UUID().uuidString)"
    try Data(input).write(to: URL(fileURLWithPath: inputPath))
    defer { try? FileManager.default.removeItem(atPath: inputPath) }
    process.standardInput = try FileHandle(forReadingFrom: URL(fileURLWithPath: inputPath))
    process.standardOutput = output
    process.standardError = errors
    try process.run()
    let bytes = output.fileHandleForReading.readDataToEndOfFile()
    let message = errors.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    guard accepting.contains(process.terminationStatus) else {
        throw CommandFailure(
            command: command, status: process.terminationStatus,
            message: String(decoding: message, as: UTF8.self))
    }
    return Array(bytes)
}

/// How much longer than usual the random tests run: `SSOT_TEST_FACTOR=20 swift test` for a long run.
let effort = ProcessInfo.processInfo.environment["SSOT_TEST_FACTOR"].flatMap { Int($0) } ?? 1

/// True if there is a git to compare with.
let hasGit = (try? run(["/usr/bin/env", "git", "--version"])) != nil

/// Small, fast and the same on every machine.
struct SplitMix: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }

    mutating func pick<Element>(_ choices: [Element]) -> Element {
        choices[Int.random(in: 0..<choices.count, using: &self)]
    }

    mutating func chance(_ percent: Int) -> Bool { Int.random(in: 0..<100, using: &self) < percent }
}
