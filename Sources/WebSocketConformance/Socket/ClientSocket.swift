internal import Glibc

/// A client's TCP connection, which never waits unless told to.
final class ClientSocket {
    struct Fault: Error, CustomStringConvertible {
        let call: String
        let errno: Int32

        // Sound: the text is copied at once.
        var description: String { unsafe "\(call): \(String(cString: strerror(errno)))" }
    }

    private var descriptor: Int32 = -1

    /// Connects, and waits for it.
    init(host: String, port: Int) throws(Fault) {
        // Sound: the list of addresses is freed when the call ends, and nothing of it is kept.
        var hints = unsafe addrinfo()
        unsafe hints.ai_socktype = Int32(SOCK_STREAM.rawValue)
        var list: UnsafeMutablePointer<addrinfo>?
        guard unsafe getaddrinfo(host, String(port), &hints, &list) == 0, let list = unsafe list else {
            throw Fault(call: "no address for \(host)", errno: ENOENT)
        }
        defer { unsafe freeaddrinfo(list) }
        var last: Int32 = ECONNREFUSED
        var next: UnsafeMutablePointer<addrinfo>? = unsafe list
        while let address = unsafe next {
            let info = unsafe address.pointee
            descriptor = unsafe socket(info.ai_family, info.ai_socktype | Int32(SOCK_CLOEXEC.rawValue), 0)
            if descriptor >= 0, unsafe connect(descriptor, info.ai_addr, info.ai_addrlen) == 0 { break }
            last = errno
            close()
            unsafe next = info.ai_next
        }
        guard descriptor >= 0 else { throw Fault(call: "\(host):\(port)", errno: last) }
        _ = fcntl(descriptor, F_SETFL, fcntl(descriptor, F_GETFL) | O_NONBLOCK)
        var on: Int32 = 1
        // Sound: the call reads one number.
        _ = unsafe setsockopt(
            descriptor, Int32(IPPROTO_TCP), TCP_NODELAY, &on, socklen_t(MemoryLayout<Int32>.size))
    }

    deinit { close() }

    /// Sends what the kernel takes now, and gives the rest; nil where the connection is gone.
    func send(_ bytes: [UInt8]) -> [UInt8]? {
        // Sound: the call reads the bytes, no more than there are.
        let count = unsafe bytes.withUnsafeBytes {
            unsafe Glibc.send(descriptor, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL))
        }
        if count >= 0 { return Array(bytes[count...]) }
        return errno == EAGAIN ? bytes : nil
    }

    /// What has come by now: nil for nothing, empty for the end of the stream, however it came.
    func receive() -> [UInt8]? {
        var isWaiting = false
        // Sound: the call writes no more than there is room for, and as many bytes as it says.
        let bytes = unsafe [UInt8](unsafeUninitializedCapacity: 1 << 16) { room, count in
            let received = unsafe recv(descriptor, room.baseAddress, room.count, 0)
            isWaiting = received < 0 && errno == EAGAIN
            count = max(0, received)
        }
        return isWaiting ? nil : bytes
    }

    /// Waits until one of the sockets can be read, at most so long.
    static func wait(for sockets: [ClientSocket], milliseconds: Int) {
        var items = sockets.map { pollfd(fd: $0.descriptor, events: Int16(POLLIN), revents: 0) }
        // Sound: the call reads and writes as many items as there are.
        _ = unsafe poll(&items, nfds_t(items.count), Int32(milliseconds))
    }

    /// Ends with a reset, as a client that loses its network seems to.
    func reset() {
        var linger = linger(l_onoff: 1, l_linger: 0)
        // Sound: the call reads one structure of that size.
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
