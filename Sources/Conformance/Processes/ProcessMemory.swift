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
        // Sound: the folder is closed when the call ends, and an entry is read before the next one is.
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

    /// The processes of a group, and those whose environment has that entry, without those that ended.
    static func group(_ leader: pid_t, mark: String) -> [pid_t] {
        processes { folder in
            guard let facts = facts(folder), facts.state != "Z" else { return false }
            return facts.group == leader || hasMark(mark, folder)
        }
    }

    /// Children of this process in a session of their own: nothing that it starts begins one.
    static func orphans() -> [pid_t] {
        let (own, session) = (getpid(), getsid(0))
        return processes { folder in
            facts(folder).map { $0.parent == own && $0.session != session } ?? false
        }
    }

    /// What proc(5) tells of a process in its `stat`.
    private static func facts(
        _ folder: String
    ) -> (state: Substring, parent: pid_t, group: pid_t, session: pid_t)? {
        // The name of a program may have spaces and brackets: what counts follows the last one.
        let fields = text(of: folder + "/stat").split(separator: ")").last?.split(separator: " ") ?? []
        guard fields.count > 3, let parent = pid_t(fields[1]), let group = pid_t(fields[2]),
            let session = pid_t(fields[3])
        else { return nil }
        return (fields[0], parent, group, session)
    }

    /// The processes whose environment has that entry, in whatever group they are.
    static func marked(_ mark: String) -> [pid_t] {
        processes { hasMark(mark, $0) }
    }

    private static func hasMark(_ mark: String, _ folder: String) -> Bool {
        text(of: folder + "/environ").split(separator: "\0").contains { $0 == mark }
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
