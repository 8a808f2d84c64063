internal import Foundation
internal import Glibc

/// One run of git that can run nothing else. What git starts by itself (monitors, hooks, filters, text converters,
/// remote helpers, pagers) is for the audited repository's configuration to say, and that is not trusted: none of
/// it is asked for, and what could be is turned off.
struct GitProcess {
    private let process = Process()
    private let input = Pipe()
    private let output = Pipe()
    private let errors: FileHandle
    private let name: String
    private var buffer: [UInt8] = []
    private var position = 0

    /// Starts git on a repository.
    ///
    /// - Parameter folder: of the repository's own files: naming it keeps git from searching for one.
    init(_ arguments: [String], in folder: String) throws(GitError) {
        guard let git = Self.program else { throw .noGit }
        _ = Self.outlivesBrokenPipes
        name = arguments.first ?? ""
        process.executableURL = URL(fileURLWithPath: git)
        process.arguments =
            ["--no-pager", "--no-replace-objects"]
            + [
                "core.fsmonitor=", "core.hooksPath=/dev/null", "diff.external=", "protocol.allow=never",
                "core.pager=cat",
            ].flatMap { ["-c", $0] } + arguments
        process.environment = [
            "GIT_DIR": folder, "PATH": "/usr/bin:/bin", "LC_ALL": "C",
            // Only the repository's own configuration is read, which names its format.
            "GIT_CONFIG_NOSYSTEM": "1", "GIT_CONFIG_GLOBAL": "/dev/null", "GIT_ATTR_NOSYSTEM": "1",
            // Nothing is written, fetched or asked for. Git before 2.44 fetches missing objects all the same, by a
            // protocol; none is allowed.
            "GIT_OPTIONAL_LOCKS": "0", "GIT_TERMINAL_PROMPT": "0", "GIT_NO_LAZY_FETCH": "1",
            "GIT_ALLOW_PROTOCOL": "none", "GIT_GRAFT_FILE": "/dev/null", "GIT_LITERAL_PATHSPECS": "1",
        ]
        // A file, since nobody reads while git writes to it: a pipe might fill up.
        errors = Self.scratchFile() ?? .nullDevice
        process.standardInput = input
        process.standardOutput = output
        process.standardError = errors
        do { try process.run() } catch {
            throw .failed(command: name, reason: error.localizedDescription)
        }
        // Not ours any more: only then does reading meet an end.
        try? output.fileHandleForWriting.close()
        try? input.fileHandleForReading.close()
    }

    /// The program on the absolute folders of the search path: a folder of the audited tree never names it.
    private static let program: String? = {
        let path = ProcessInfo.processInfo.environment["PATH"] ?? "/usr/bin:/bin"
        return path.split(separator: ":").filter { $0.hasPrefix("/") }.map { $0 + "/git" }
            .first { FileManager.default.isExecutableFile(atPath: $0) }
    }()

    /// Writing to a git that died is an error to report, not a signal to die of.
    private static let outlivesBrokenPipes: Void = { _ = signal(SIGPIPE, SIG_IGN) }()

    /// A file that no folder lists.
    private static func scratchFile() -> FileHandle? {
        // The stream is closed here; its descriptor lives on in a copy.
        guard let file = unsafe tmpfile() else { return nil }
        defer { unsafe fclose(file) }
        let descriptor = dup(unsafe fileno(file))
        return descriptor < 0 ? nil : FileHandle(fileDescriptor: descriptor, closeOnDealloc: true)
    }

    // MARK: Input

    /// Writes to git's standard input. At most 64 KiB that it has not read may wait, or this waits for ever.
    mutating func write(_ text: String) throws(GitError) {
        do {
            try input.fileHandleForWriting.write(contentsOf: Data(text.utf8))
        } catch {
            throw failure("it ended early")
        }
    }

    // MARK: Output

    /// The next bytes up to a separator, which is taken too; nil at the end.
    mutating func next(upTo separator: UInt8) throws(GitError) -> [UInt8]? {
        var searched = position
        while true {
            if let end = buffer[searched...].firstIndex(of: separator) {
                defer { position = end + 1 }
                return Array(buffer[position..<end])
            }
            searched = buffer.count
            let offset = searched - position
            guard try fill() else {
                guard position < buffer.count else { return nil }
                throw failure("its output ends in the middle")
            }
            searched = position + offset
        }
    }

    /// The next bytes.
    mutating func next(_ count: Int) throws(GitError) -> [UInt8] {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(count)
        try take(count) { bytes.append(contentsOf: $0) }
        return bytes
    }

    /// Passes over bytes without keeping them.
    mutating func skip(_ count: Int) throws(GitError) { try take(count) { _ in } }

    private mutating func take(_ count: Int, _ body: (ArraySlice<UInt8>) -> Void) throws(GitError) {
        var left = count
        while left > 0 {
            if position == buffer.count, try !fill() { throw failure("its output ends in the middle") }
            let end = min(buffer.count, position + left)
            body(buffer[position..<end])
            left -= end - position
            position = end
        }
    }

    /// Reads more of git's output behind what was not taken yet; false at its end.
    private mutating func fill() throws(GitError) -> Bool {
        buffer.removeSubrange(..<position)
        position = 0
        let kept = buffer.count
        let size = 1 << 16
        buffer.append(contentsOf: repeatElement(0, count: size))
        let descriptor = output.fileHandleForReading.fileDescriptor
        while true {
            // read(2) writes at most `size` bytes behind `kept`, all inside the array.
            let count = unsafe buffer.withUnsafeMutableBytes { raw in
                guard let start = raw.baseAddress else { return 0 }
                return unsafe read(descriptor, start + kept, size)
            }
            if count < 0, errno == EINTR { continue }
            buffer.removeLast(size - max(0, count))
            if count < 0 { throw failure("its output cannot be read") }
            return count > 0
        }
    }

    // MARK: End

    /// Waits for git to end.
    ///
    /// - Returns: its exit status.
    mutating func end() -> Int32 {
        try? input.fileHandleForWriting.close()
        process.waitUntilExit()
        return process.terminationReason == .exit ? process.terminationStatus : -1
    }

    /// What went wrong, in git's own words where it had some.
    func failure(_ reason: String) -> GitError {
        try? errors.seek(toOffset: 0)
        let text = (try? errors.read(upToCount: 2000)).map { String(decoding: $0, as: UTF8.self) } ?? ""
        // A git that cannot be told not to fetch, and was not let.
        if let start = text.range(of: "could not fetch ")?.upperBound {
            return .missingObject(String(text[start...].prefix { $0.isHexDigit }))
        }
        let line = text.split(separator: "\n").last { $0.contains(": ") }
        return .failed(command: name, reason: line.map(String.init) ?? reason)
    }
}
