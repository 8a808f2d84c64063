internal import Glibc

/// An error number of the operating system.
struct SystemError: Error, Hashable {
    let number: Int32

    /// The error of the call that has just failed on this thread.
    static var last: SystemError { SystemError(number: errno) }

    /// True if the path no longer leads to what was there: it went away or became something else.
    var isVanished: Bool { number == ENOENT || number == ENOTDIR || number == ELOOP }

    /// The system's words, first letter lower case.
    var reason: String {
        // glibc gives a pointer to a constant or thread-local text; it is copied at once.
        guard let text = unsafe strerror(number) else { return "error \(number)" }
        let words = unsafe String(cString: text)
        return words.prefix(1).lowercased() + words.dropFirst()
    }
}
