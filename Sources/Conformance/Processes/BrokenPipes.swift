internal import Glibc

enum BrokenPipes {
    /// Makes writing to a closed pipe an error of the call.
    static func ignore() { _ = signal(SIGPIPE, SIG_IGN) }
}
