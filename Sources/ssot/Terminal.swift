import Foundation
import Glibc
import Reports

/// Standard output and standard error.
enum Terminal {
    /// Writes results. A reader that went away is no error: the process ends quietly, as ripgrep does.
    static func write(_ bytes: [UInt8]) {
        signal(SIGPIPE, SIG_IGN)
        var start = 0
        while start < bytes.count {
            // Sound: the pointer is used inside the call only, and `start` is below the count.
            let written = unsafe bytes.withUnsafeBytes { buffer in
                unsafe Glibc.write(
                    STDOUT_FILENO, buffer.baseAddress?.advanced(by: start), buffer.count - start)
            }
            if written > 0 {
                start += written
            } else if errno == EPIPE {
                ExitStatus.clean.exit()
            } else if errno != EINTR {
                complain("standard output: \(unsafe String(cString: strerror(errno)))")
                ExitStatus.error.exit()
            }
        }
    }

    static func write(_ text: String) { write(Array(text.utf8)) }

    /// Writes a message for people.
    static func complain(_ message: String) {
        let lines = message.split(separator: "\n", omittingEmptySubsequences: false).map {
            String($0).visible
        }
        let text = lines.map {
            $0.hasPrefix("Usage:") || $0.hasPrefix("  ") || $0.isEmpty ? $0 : "ssot: \($0)"
        }
        FileHandle.standardError.write(Data((text.joined(separator: "\n") + "\n").utf8))
    }

    /// Colour where a person reads: on a terminal, unless NO_COLOR is set (https://no-color.org).
    static var style: Style {
        let environment = ProcessInfo.processInfo.environment
        let isRefused = environment["NO_COLOR"].map { !$0.isEmpty } ?? false
        return Style(hasColor: isatty(STDOUT_FILENO) != 0 && !isRefused && environment["TERM"] != "dumb")
    }
}
