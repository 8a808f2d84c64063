import Glibc
import Testing

/// What this process holds, as the kernel counts it.
enum Held {
    /// Resident memory, in bytes.
    static var residentBytes: Int {
        let pages = words(of: "/proc/self/statm").dropFirst().first.flatMap { Int($0) } ?? 0
        return pages * Int(sysconf(Int32(_SC_PAGESIZE)))
    }

    /// Open descriptors.
    static var descriptorCount: Int {
        // Sound: opened and closed here, and read in between only.
        guard let folder = unsafe opendir("/proc/self/fd") else { return 0 }
        var count = 0
        while unsafe readdir(folder) != nil { count += 1 }
        unsafe closedir(folder)
        // Two are the folder and its parent, one is the descriptor that reads.
        return count - 3
    }

    private static func words(of path: String) -> [Substring] {
        let descriptor = unsafe open(path, O_RDONLY | O_CLOEXEC)
        defer { _ = Glibc.close(descriptor) }
        var bytes = [UInt8](repeating: 0, count: 256)
        // Sound: as many bytes as the array has.
        let count = unsafe read(descriptor, &bytes, 256)
        return String(decoding: bytes.prefix(max(0, count)), as: UTF8.self).split(separator: " ")
    }
}

extension TestServer {
    /// What a server may grow by under an attack, in bytes: its buffers, and the client's beside them.
    static let allowance = 8 << 20

    /// By how much memory grows with `attack`; the server answers others before and after.
    func growth(_ attack: () throws -> Void) throws -> Int {
        let witness = try client("witness")
        try witness.send("before")
        #expect(try witness.next() == .text("before"))
        let before = Held.residentBytes
        try attack()
        let growth = Held.residentBytes - before
        try witness.send("after")
        #expect(try witness.next() == .text("after"))
        return growth
    }
}
