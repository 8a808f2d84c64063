internal import Glibc

/// What proc(5) tells of processes.
package enum ProcessMemory {
    /// Bytes of memory that processes hold.
    ///
    /// - Parameter processes: their numbers, or `self`.
    package static func residentBytes(of processes: [String]) -> Int64 {
        processes.reduce(0) { sum, process in
            let pages = text(of: "/proc/\(process)/statm").split(separator: " ").dropFirst().first
            return sum + (pages.flatMap { Int64($0) } ?? 0) * Int64(sysconf(Int32(_SC_PAGESIZE)))
        }
    }

    /// The numbers of all processes for which a test of their files holds.
    static func processes(where holds: (String) -> Bool) -> [pid_t] {
        guard let folder = unsafe opendir("/proc") else { return [] }
        defer { unsafe closedir(folder) }
        var found: [pid_t] = []
        while let entry = unsafe readdir(folder) {
            let name = unsafe withUnsafePointer(to: &entry.pointee.d_name) { pointer in
                unsafe pointer.withMemoryRebound(to: CChar.self, capacity: 256) { unsafe String(cString: $0) }
            }
            if let number = pid_t(name), holds("/proc/\(name)") { found.append(number) }
        }
        return found
    }

    /// The processes of a group, without those that ended.
    static func group(_ leader: pid_t) -> [pid_t] {
        processes { folder in
            // The name of a program may have spaces and brackets: what counts follows the last one.
            let fields = text(of: folder + "/stat").split(separator: ")").last?.split(separator: " ") ?? []
            return fields.count > 2 && fields[0] != "Z" && pid_t(fields[2]) == leader
        }
    }

    /// The processes whose environment has that entry, in whatever group they are.
    static func marked(_ mark: String) -> [pid_t] {
        processes { folder in
            text(of: folder + "/environ").split(separator: "\0").contains { $0 == mark }
        }
    }

    /// Empty where it cannot be read.
    private static func text(of path: String) -> String {
        let file = unsafe open(path, O_RDONLY | O_CLOEXEC)
        guard file >= 0 else { return "" }
        defer { close(file) }
        var bytes: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 4096)
        while bytes.count < 1 << 18 {
            // Sound: the call writes into the buffer, no more than it has room for.
            let count = unsafe buffer.withUnsafeMutableBytes { unsafe read(file, $0.baseAddress, $0.count) }
            guard count > 0 else { break }
            bytes += buffer.prefix(count)
        }
        return String(decoding: bytes, as: UTF8.self)
    }
}
