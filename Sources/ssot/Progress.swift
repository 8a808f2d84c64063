import Foundation
import Synchronization

/// One line on standard error that counts files, on a terminal and after the first second only.
final class Progress: Sendable {
    private let start = ContinuousClock.now
    private let lastShown = Mutex<Duration>(.zero)
    private let isShown: Bool

    init() {
        isShown = isatty(STDERR_FILENO) != 0 && ProcessInfo.processInfo.environment["CI"] == nil
    }

    /// Says how many files are done; called from any thread.
    func report(_ done: Int, of total: Int) {
        guard isShown else { return }
        let elapsed = start.duration(to: .now)
        guard elapsed > .seconds(1) else { return }
        let isDue = lastShown.withLock { last in
            guard elapsed - last > .milliseconds(100) else { return false }
            last = elapsed
            return true
        }
        if isDue { FileHandle.standardError.write(Data("\r\(done) of \(total) files".utf8)) }
    }

    /// Takes the line away.
    func finish() {
        guard isShown, lastShown.withLock({ $0 > .zero }) else { return }
        FileHandle.standardError.write(Data("\r\u{1b}[K".utf8))
    }
}
