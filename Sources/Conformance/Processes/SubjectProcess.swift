internal import CSpawn
internal import Glibc
internal import Synchronization

/// One process that speaks the protocol. Whatever it does is a result: it never blocks or fills the tool. It ends with it,
/// and so does what it has started, but for a process that clears its environment and joins another group of the session.
///
/// Used from one thread at a time.
final class SubjectProcess {
    /// Why there is nothing more to be had from it.
    struct Lost: Error {
        let reason: String
    }

    /// The leader of its group.
    let number: pid_t
    private let input: Int32
    private let output: Int32
    private let errors: Int32
    private let mark: String
    private let limits: SubjectLimits
    private var buffer: [UInt8] = []
    /// Bytes of the buffer that hold no line end.
    private var searched = 0
    private var total = 0
    private var errorTail: [UInt8] = []
    private var status: Int32?

    /// - Parameter command: a line for `/bin/sh`.
    init(command: String, limits: SubjectLimits) throws(Lost) {
        self.limits = limits
        // Tells its processes from all others, even those that leave its group.
        let mark = "SSOT_SUBJECT=\(getpid())-\(UInt64.random(in: 0 ... .max))"
        let started: (number: pid_t, input: Int32, output: Int32, errors: Int32)
        do {
            // One at a time: a process must not inherit the pipes of another, or nobody sees that one end.
            started = try Self.starting.withLock { _ in try Self.spawn(command, mark) }
        } catch {
            throw error as? Lost ?? Lost(reason: "\(error)")
        }
        self.mark = mark
        RunningSubjects.add(started.number, mark: mark)
        (number, input, output, errors) = (started.number, started.input, started.output, started.errors)
    }

    deinit { end() }

    // MARK: Starting

    private static let starting = Mutex(())

    private static func spawn(
        _ command: String, _ mark: String
    ) throws(Lost) -> (number: pid_t, input: Int32, output: Int32, errors: Int32) {
        var pipes: [[Int32]] = []
        for _ in 0..<3 {
            var ends: [Int32] = [0, 0]
            // Sound: the call writes two numbers.
            guard unsafe pipe(&ends) == 0 else {
                let failure = errno
                for end in pipes.joined() { close(end) }
                throw Lost(reason: "no pipe (error \(failure))")
            }
            for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
            pipes.append(ends)
        }
        var actions = unsafe posix_spawn_file_actions_t()
        var attributes = posix_spawnattr_t()
        unsafe posix_spawn_file_actions_init(&actions)
        unsafe posix_spawnattr_init(&attributes)
        defer {
            unsafe posix_spawn_file_actions_destroy(&actions)
            unsafe posix_spawnattr_destroy(&attributes)
        }
        // Sound: actions and attributes are initialized above, and destroyed when the call ends.
        unsafe posix_spawn_file_actions_adddup2(&actions, pipes[0][0], 0)
        unsafe posix_spawn_file_actions_adddup2(&actions, pipes[1][1], 1)
        unsafe posix_spawn_file_actions_adddup2(&actions, pipes[2][1], 2)
        // Nothing else of the tool's: an end of somebody's pipe that a subject keeps is a pipe that never ends.
        unsafe posix_spawn_file_actions_addclosefrom_np(&actions, 3)
        // A group of its own, that ends as one; no signal that the tool ignores. Sound: both sets are local, and each call
        // writes one of them.
        var signals = sigset_t()
        unsafe sigemptyset(&signals)
        unsafe posix_spawnattr_setsigmask(&attributes, &signals)
        for signal in [SIGPIPE, SIGINT, SIGTERM, SIGHUP] { unsafe sigaddset(&signals, signal) }
        unsafe posix_spawnattr_setsigdefault(&attributes, &signals)
        unsafe posix_spawnattr_setpgroup(&attributes, 0)
        let flags = POSIX_SPAWN_SETPGROUP | POSIX_SPAWN_SETSIGDEF | POSIX_SPAWN_SETSIGMASK
        unsafe posix_spawnattr_setflags(&attributes, Int16(flags))

        var number: pid_t = 0
        // Sound: the call reads its arguments before it returns.
        let failure = unsafe withStrings(["/bin/sh", "-c", command]) { arguments in
            unsafe withStrings(environment + [mark]) { environment in
                unsafe posix_spawn(&number, "/bin/sh", &actions, &attributes, arguments, environment)
            }
        }
        for end in [pipes[0][0], pipes[1][1], pipes[2][1]] { close(end) }
        let own = [pipes[0][1], pipes[1][0], pipes[2][0]]
        guard failure == 0 else {
            for end in own { close(end) }
            throw Lost(reason: "cannot be started (error \(failure))")
        }
        for end in own { _ = fcntl(end, F_SETFL, O_NONBLOCK) }
        return (number, own[0], own[1], own[2])
    }

    private static var environment: [String] {
        var entries: [String] = []
        // Sound: the tool changes its environment nowhere, and the list ends with a null pointer.
        var next = unsafe environ
        while let entry = unsafe next.pointee {
            entries.append(unsafe String(cString: entry))
            unsafe next += 1
        }
        return entries
    }

    /// Sound: the pointers are used inside the closure only.
    @unsafe private static func withStrings<Result>(
        _ texts: [String], _ body: (UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>) -> Result
    ) -> Result {
        var pointers = unsafe texts.map { unsafe strdup($0) } + [nil]
        defer { for index in unsafe pointers.indices { unsafe free(pointers[index]) } }
        return unsafe pointers.withUnsafeMutableBufferPointer { buffer in
            guard let base = buffer.baseAddress else { preconditionFailure("never empty") }
            return unsafe body(base)
        }
    }

    // MARK: Speaking

    /// Writes a line and reads the next one.
    func exchange(_ line: [UInt8]) throws(Lost) -> [UInt8] {
        let end = Runner.uptime() + limits.callSeconds
        var sent = 0
        while true {
            if sent == line.count, let answer = try nextLine() { return answer }
            let rest = end - Runner.uptime()
            guard rest > 0 else { throw lost("no answer within \(Self.shown(limits.callSeconds)) s") }
            try watchMemory()
            wait(forRoom: sent < line.count, seconds: min(rest, 0.1))
            try drainErrors()
            if sent < line.count { sent += try write(line[sent...]) }
            try fill()
        }
    }

    /// Sleeps until something can be done.
    private func wait(forRoom isWriting: Bool, seconds: Double) {
        var events = [
            pollfd(fd: output, events: Int16(POLLIN), revents: 0),
            pollfd(fd: errorsAreOpen ? errors : -1, events: Int16(POLLIN), revents: 0),
            pollfd(fd: isWriting ? input : -1, events: Int16(POLLOUT), revents: 0),
        ]
        // Sound: the call reads and writes the three elements.
        _ = unsafe poll(&events, 3, Int32(seconds * 1000) + 1)
    }

    private func write(_ bytes: ArraySlice<UInt8>) throws(Lost) -> Int {
        // Sound: the call reads the bytes of the slice.
        let count = unsafe bytes.withUnsafeBytes { unsafe Glibc.write(input, $0.baseAddress, $0.count) }
        if count >= 0 { return count }
        if errno == EAGAIN || errno == EINTR { return 0 }
        throw lost(ending() ?? "closed its standard input")
    }

    /// Reads what is there.
    private func fill() throws(Lost) {
        var chunk = [UInt8](repeating: 0, count: 1 << 16)
        while true {
            // Sound: the call writes no more than there is room for.
            let count = unsafe chunk.withUnsafeMutableBytes { unsafe read(output, $0.baseAddress, $0.count) }
            if count > 0 {
                buffer += chunk.prefix(count)
                total += count
                if total > limits.totalBytes { throw lost("more than \(limits.totalBytes) bytes of answers") }
                // One answer is due at most.
                if buffer.count > limits.lineBytes {
                    throw lost("an answer of more than \(limits.lineBytes) bytes")
                }
                if count == chunk.count { continue }
            } else if count == 0 {
                throw lost(ending() ?? "closed its standard output")
            } else if errno == EINTR {
                continue
            }
            return
        }
    }

    private func nextLine() throws(Lost) -> [UInt8]? {
        guard let end = buffer[searched...].firstIndex(of: 0x0a) else {
            searched = buffer.count
            return nil
        }
        defer {
            buffer.removeSubrange(...end)
            searched = 0
        }
        return Array(buffer[..<end])
    }

    private var errorsAreOpen = true

    /// Keeps the end of what it complains about.
    private func drainErrors() throws(Lost) {
        guard errorsAreOpen else { return }
        var chunk = [UInt8](repeating: 0, count: 1 << 16)
        // Sound: the call writes no more than there is room for.
        let count = unsafe chunk.withUnsafeMutableBytes { unsafe read(errors, $0.baseAddress, $0.count) }
        if count == 0 { errorsAreOpen = false }
        if count > 0 { errorTail = (errorTail + chunk.prefix(count)).suffix(4096) }
    }

    private var nextLook = 0.0

    /// Bytes of memory that its processes hold.
    var residentBytes: Int64 {
        ProcessMemory.residentBytes(of: ProcessMemory.group(number, mark: mark).map(String.init))
    }

    private func watchMemory() throws(Lost) {
        let now = Runner.uptime()
        guard now >= nextLook else { return }
        nextLook = now + 0.05
        let bytes = residentBytes
        if bytes > limits.memoryBytes {
            throw lost("\(bytes >> 20) MiB of memory, more than \(limits.memoryBytes >> 20)")
        }
    }

    // MARK: Ending

    /// The reason with what the process said last.
    func lost(_ reason: String) -> Lost {
        try? drainErrors()
        let lines = String(decoding: errorTail, as: UTF8.self).split(separator: "\n").suffix(3)
        let tail = lines.joined(separator: " | ")
        return Lost(reason: tail.isEmpty ? reason : "\(reason); it said: \(tail)")
    }

    /// How it ended; nil while it runs.
    private func ending() -> String? {
        // A process closes its output a moment before it can be waited for.
        for _ in 0..<50 where status == nil {
            reap(WNOHANG)
            if status == nil { usleep(2000) }
        }
        guard let status else { return nil }
        let signal = status & 0x7f
        return signal == 0 ? "ended with status \(status >> 8 & 0xff)" : "was ended by signal \(signal)"
    }

    private func reap(_ options: Int32) {
        var code: Int32 = 0
        // Sound: the call writes one number.
        if status == nil, unsafe waitpid(number, &code, options) == number { status = code }
    }

    private var hasEnded = false

    /// Ends it and everything that it started.
    func end() {
        guard !hasEnded else { return }
        hasEnded = true
        for descriptor in [input, output, errors] { close(descriptor) }
        RunningSubjects.end(number, mark: mark)
        reap(0)
        RunningSubjects.remove(number)
    }

    private static func shown(_ seconds: Double) -> String {
        seconds == seconds.rounded() ? String(Int(seconds)) : String(seconds)
    }
}
