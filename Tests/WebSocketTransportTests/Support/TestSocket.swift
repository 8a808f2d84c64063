import Glibc

/// The client's end of a TCP connection to this machine. Every call ends: within `patience`, or with an error.
final class TestSocket {
    enum Failure: Error, Equatable {
        case reset
        case timeout
        case system(call: String, errno: Int32)
    }

    /// Milliseconds; generous, for a test that waits this long has failed.
    static let patience: Int32 = 60_000

    private(set) var descriptor: Int32

    /// - Parameter receiveBuffer: of the kernel, in bytes: a small one makes a slow reader slow soon.
    init(port: Int, receiveBuffer: Int32? = nil) throws {
        descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue), 0)
        guard descriptor >= 0 else { throw Failure.system(call: "socket", errno: errno) }
        if let receiveBuffer { set(SO_RCVBUF, receiveBuffer) }
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = UInt16(port).bigEndian
        address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
        let result = unsafe withUnsafePointer(to: &address) { pointer in
            unsafe pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                unsafe Glibc.connect(descriptor, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
            }
        }
        guard result == 0 else { throw Failure.system(call: "connect", errno: errno) }
        _ = fcntl(descriptor, F_SETFL, fcntl(descriptor, F_GETFL) | O_NONBLOCK)
        var on: Int32 = 1
        _ = unsafe setsockopt(
            descriptor, Int32(IPPROTO_TCP), TCP_NODELAY, &on, socklen_t(MemoryLayout<Int32>.size))
    }

    deinit { close() }

    private func set(_ option: Int32, _ value: Int32) {
        var value = value
        _ = unsafe setsockopt(descriptor, SOL_SOCKET, option, &value, socklen_t(MemoryLayout<Int32>.size))
    }

    /// Sends all, as fast as the other end reads.
    func send(_ bytes: [UInt8]) throws {
        var sent = 0
        while sent < bytes.count {
            let count = try trySend(bytes, from: sent)
            sent += count
            if count == 0, try !wait(for: POLLOUT) { throw Failure.timeout }
        }
    }

    /// Sends what the kernel takes now.
    ///
    /// - Returns: how many bytes it took.
    func trySend(_ bytes: [UInt8], from start: Int = 0) throws -> Int {
        let count = unsafe bytes.withUnsafeBytes { bytes in
            unsafe Glibc.send(
                descriptor, bytes.baseAddress?.advanced(by: start), bytes.count - start,
                Int32(MSG_NOSIGNAL))
        }
        if count >= 0 { return count }
        if errno == EAGAIN { return 0 }
        throw errno == ECONNRESET || errno == EPIPE ? Failure.reset : .system(call: "send", errno: errno)
    }

    /// What has come, at least one byte; empty where the other end has closed.
    func receive() throws -> [UInt8] {
        while true {
            if let bytes = try tryReceive() { return bytes }
            if try !wait(for: POLLIN) { throw Failure.timeout }
        }
    }

    /// What has come by now; nil where nothing has, empty where the other end has closed.
    func tryReceive() throws -> [UInt8]? {
        var failed: Int32 = 0
        let bytes = unsafe [UInt8](unsafeUninitializedCapacity: 1 << 16) { room, count in
            let received = unsafe recv(descriptor, room.baseAddress, room.count, 0)
            failed = received < 0 ? errno : 0
            count = max(0, received)
        }
        switch failed {
        case 0: return bytes
        case EAGAIN: return nil
        case ECONNRESET, EPIPE: throw Failure.reset
        default: throw Failure.system(call: "recv", errno: failed)
        }
    }

    /// Whether it became ready within that time.
    func wait(for events: Int32, milliseconds: Int32 = TestSocket.patience) throws -> Bool {
        var item = pollfd(fd: descriptor, events: Int16(events), revents: 0)
        while true {
            let count = unsafe poll(&item, 1, milliseconds)
            if count >= 0 { return count > 0 }
            guard errno == EINTR else { throw Failure.system(call: "poll", errno: errno) }
        }
    }

    /// Ends our side: the other end reads an end of stream.
    func endOutput() { _ = shutdown(descriptor, Int32(SHUT_WR)) }

    /// Sends a reset, and leaves the descriptor open: for a thread that does not own the socket.
    static func reset(_ descriptor: Int32) {
        // Linux dissolves a connection by connecting to no address (connect(2)).
        var address = sockaddr()
        address.sa_family = sa_family_t(AF_UNSPEC)
        _ = unsafe connect(descriptor, &address, socklen_t(MemoryLayout<sockaddr>.size))
    }

    /// Ends with a reset, as a client that crashes with data unread, or loses its network, seems to.
    func abort() {
        var linger = linger(l_onoff: 1, l_linger: 0)
        _ = unsafe setsockopt(
            descriptor, SOL_SOCKET, SO_LINGER, &linger, socklen_t(MemoryLayout.size(ofValue: linger)))
        close()
    }

    func close() {
        guard descriptor >= 0 else { return }
        _ = Glibc.close(descriptor)
        descriptor = -1
    }
}
