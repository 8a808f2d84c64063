import Foundation
import Glibc

/// A program to run, with its arguments.
struct Child {
    var program: String
    var arguments: [String]
}

/// What one run of a program took.
struct ChildCost {
    /// Seconds.
    var wall: Double
    /// Seconds of all threads, in user and system mode.
    var processor: Double
    /// The largest resident set, in bytes. No less than this benchmark's own: Linux counts the moment before the
    /// program replaces its parent's image, too.
    var peak: Int
    /// As a shell gives it: 128 and the signal's number for a run that a signal ended.
    var status: Int32

    /// The largest resident set of this program so far, in bytes: the least that `peak` can show.
    static var floor: Int {
        var usage = rusage()
        // Sound: the C function writes to the struct during the call only.
        unsafe getrusage(RUSAGE_SELF.rawValue, &usage)
        return usage.ru_maxrss * 1024
    }
}

extension Child {
    /// Runs the program to its end; what it prints is thrown away. Foundation's `Process` reaps its children itself,
    /// and the system tells only the one that reaps what a child took (`wait4`).
    ///
    /// - Throws: where the program cannot be started.
    func run() throws -> ChildCost {
        let environment = ProcessInfo.processInfo.environment.map { "\($0.key)=\($0.value)" }
        // Sound, here and below: each C function uses what it is given during the call only; the strings live until
        // both closures return, and each list of them ends with nil.
        var actions = unsafe posix_spawn_file_actions_t()
        unsafe posix_spawn_file_actions_init(&actions)
        defer { unsafe posix_spawn_file_actions_destroy(&actions) }
        for stream in [STDOUT_FILENO, STDERR_FILENO] {
            unsafe posix_spawn_file_actions_addopen(&actions, stream, "/dev/null", O_WRONLY, 0)
        }
        var id = pid_t()
        let start = ContinuousClock.now
        let failure = unsafe withCStrings([program] + arguments) { arguments in
            unsafe withCStrings(environment) { environment in
                unsafe posix_spawn(&id, program, &actions, nil, arguments, environment)
            }
        }
        guard failure == 0 else { throw ChildError(program: program, number: failure) }
        var status: Int32 = 0
        var usage = rusage()
        while unsafe wait4(id, &status, 0, &usage) < 0 {
            guard errno == EINTR else { throw ChildError(program: program, number: errno) }
        }
        let wall = seconds(start.duration(to: .now))
        // The two macros of wait(2): the low seven bits are the signal, the next byte is the status.
        let signal = status & 0x7F
        return ChildCost(
            wall: wall, processor: Self.time(usage.ru_utime) + Self.time(usage.ru_stime),
            peak: usage.ru_maxrss * 1024, status: signal == 0 ? status >> 8 & 0xFF : 128 + signal)
    }

    private static func time(_ time: timeval) -> Double {
        Double(time.tv_sec) + Double(time.tv_usec) / 1e6
    }
}

/// Why a program could not be run.
struct ChildError: Error, CustomStringConvertible {
    let program: String
    /// The system's error number.
    let number: Int32

    var description: String { "\(program): \(unsafe String(cString: strerror(number)))" }
}

/// Gives the body a list of C strings that ends with nil, for the time of the call.
private func withCStrings<Result>(
    _ texts: [String], _ body: (UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>) -> Result
) -> Result {
    var strings = unsafe texts.map { unsafe strdup($0) } + [nil]
    defer { for index in unsafe strings.indices { unsafe free(strings[index]) } }
    return unsafe strings.withUnsafeMutableBufferPointer { buffer in
        // Sound: the list has at least its nil.
        guard let first = buffer.baseAddress else { preconditionFailure("a list without its end") }
        return unsafe body(first)
    }
}
