internal import Glibc

/// An open file descriptor, closed when the value goes away.
struct Descriptor: ~Copyable {
    let number: Int32

    /// Opens `path`, taken relative to the folder `folder` unless it is absolute.
    ///
    /// - Throws: the system's error; EINVAL for a path with a NUL byte.
    init(_ path: [UInt8], in folder: Int32 = AT_FDCWD, flags: Int32) throws(SystemError) {
        guard !path.contains(0) else { throw SystemError(number: EINVAL) }
        let terminated = path + [0]
        while true {
            // The C interface takes a pointer; the array holds the final NUL and outlives the call.
            let opened = unsafe terminated.withUnsafeBytes { raw in
                guard let start = raw.baseAddress else { return Int32(-1) }
                return unsafe openat(folder, start.assumingMemoryBound(to: CChar.self), flags | O_CLOEXEC)
            }
            if opened >= 0 {
                number = opened
                return
            }
            guard errno == EINTR else { throw SystemError.last }
        }
    }

    deinit {
        _ = close(number)
    }

    /// Gives the descriptor away; whoever takes it closes it.
    consuming func release() -> Int32 {
        let number = number
        discard self
        return number
    }

    /// What is at `path`, symbolic links followed; the file is not opened, so a FIFO does not block.
    static func status(of path: [UInt8]) throws(SystemError) -> stat {
        guard !path.contains(0) else { throw SystemError(number: EINVAL) }
        let terminated = path + [0]
        var status = stat()
        // As in `init`: the array holds the final NUL and outlives the call.
        let result = unsafe terminated.withUnsafeBytes { raw in
            guard let start = raw.baseAddress else { return Int32(-1) }
            return unsafe fstatat(AT_FDCWD, start.assumingMemoryBound(to: CChar.self), &status, 0)
        }
        guard result == 0 else { throw SystemError.last }
        return status
    }

    func status() throws(SystemError) -> stat {
        var status = stat()
        guard unsafe fstat(number, &status) == 0 else { throw SystemError.last }
        return status
    }
}

extension stat {
    var type: mode_t { st_mode & mode_t(S_IFMT) }
}
