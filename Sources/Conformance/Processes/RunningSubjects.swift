internal import CSpawn
internal import Glibc
internal import Synchronization

/// The subjects' processes that run, so that none of them, nor what it has started, outlives the tool.
package enum RunningSubjects {
    /// What each has in its environment, by the leaders of their groups.
    private static let marks = Mutex<[pid_t: String]>([:])

    /// Makes what subjects' processes leave behind children of this one, where they are found and ended. For a program of
    /// its own: whoever waits for any child, as tests do, would be given theirs.
    package static func adoptOrphans() { _ = adopt_orphans() }

    static func add(_ leader: pid_t, mark: String) {
        marks.withLock { $0[leader] = mark }
    }

    /// Kills a leader, its group, and everything that has its mark.
    static func end(_ leader: pid_t, mark: String) {
        kill(-leader, SIGKILL)
        // The leader may have left its own group.
        kill(leader, SIGKILL)
        // Others may have left it, too, or have been started between two looks.
        for _ in 0..<100 {
            let rest = ProcessMemory.marked(mark)
            if rest.isEmpty { break }
            for process in rest { kill(process, SIGKILL) }
            usleep(1000)
        }
    }

    /// To be called when a leader has been waited for.
    static func remove(_ leader: pid_t) {
        let isLast = marks.withLock { marks in
            marks[leader] = nil
            return marks.isEmpty
        }
        // Whose an orphan without a mark is, nobody knows: they end with the last subject.
        guard isLast else { return }
        for orphan in ProcessMemory.orphans() {
            kill(orphan, SIGKILL)
            var status: Int32 = 0
            // Sound: the call writes one number.
            _ = unsafe waitpid(orphan, &status, 0)
        }
    }

    /// Kills all of them, from any thread, when the tool itself is about to end.
    package static func endAll() {
        for (leader, mark) in marks.withLock({ $0 }) { end(leader, mark: mark) }
        for orphan in ProcessMemory.orphans() { kill(orphan, SIGKILL) }
    }
}
