import Dispatch

/// A thread for tests that block: the pool has as few threads as there are cores, and what is waited for may need one.
final class BlockingThread: TaskExecutor {
    private let queue = DispatchQueue(label: "a test that blocks")

    func enqueue(_ job: consuming ExecutorJob) {
        let job = UnownedJob(job)
        // Sound: the queue keeps the executor while the job runs.
        queue.async { unsafe job.runSynchronously(on: self.asUnownedTaskExecutor()) }
    }
}
