import Dispatch
import Foundation
import Synchronization

/// A thread of its own that takes jobs from a bounded queue, many at a time: what blocks must not block a task.
///
/// After the first job of a batch it waits a little for more, unless the last batch had only one.
final class BatchingThread<Job: Sendable>: Sendable {
    private struct Queue {
        var jobs: [Job] = []
        var isStopped = false
        /// At how many jobs the thread wants to be woken; at none while it is at work.
        var wakeUpCount = Int.max
    }

    private let queue = Mutex(Queue())
    private let wakeUp = DispatchSemaphore(value: 0)
    private let ended = DispatchSemaphore(value: 0)
    private let capacity: Int
    private let batchSize: Int
    private let patience: DispatchTimeInterval

    /// Starts the thread.
    ///
    /// - Parameters:
    ///   - capacity: the most jobs that wait.
    ///   - batchSize: the most jobs that `work` is given at once.
    ///   - patience: how long the thread waits for more jobs.
    init(
        name: String, capacity: Int, batchSize: Int, patience: DispatchTimeInterval,
        work: @escaping @Sendable ([Job]) -> Void
    ) {
        self.capacity = capacity
        self.batchSize = batchSize
        self.patience = patience
        let thread = Thread { [self] in run(work) }
        thread.name = name
        thread.start()
    }

    /// How many jobs wait.
    var count: Int { queue.withLock { $0.jobs.count } }

    /// Adds a job. False where the queue is full or the thread has been stopped.
    ///
    /// - Parameter isUrgent: whether it is taken although the queue is full, and not waited with.
    func offer(_ job: Job, isUrgent: Bool = false) -> Bool {
        let (isTaken, isEnough) = queue.withLock { queue in
            guard !queue.isStopped, isUrgent || queue.jobs.count < capacity else { return (false, false) }
            queue.jobs.append(job)
            return (true, isUrgent || queue.jobs.count == queue.wakeUpCount)
        }
        if isEnough { wakeUp.signal() }
        return isTaken
    }

    /// Ends the thread after the jobs that wait, and waits for that.
    func stop() {
        let isFirst = queue.withLock { queue in
            defer { queue.isStopped = true }
            return !queue.isStopped
        }
        guard isFirst else { return }
        wakeUp.signal()
        ended.wait()
    }

    private func run(_ work: ([Job]) -> Void) {
        var lastCount = 1
        while let jobs = next(lastCount) {
            lastCount = jobs.count
            work(jobs)
        }
        ended.signal()
    }

    /// The next batch; nil after the last.
    private func next(_ lastCount: Int) -> [Job]? {
        while true {
            let (isEmpty, isStopped) = queue.withLock { queue in
                queue.wakeUpCount = queue.jobs.isEmpty ? 1 : min(lastCount, batchSize)
                return (queue.jobs.isEmpty, queue.isStopped)
            }
            if !isEmpty {
                if lastCount > 1, !isStopped { waitForMore(lastCount) }
                return queue.withLock { queue in
                    let jobs = Array(queue.jobs.prefix(batchSize))
                    queue.jobs.removeFirst(jobs.count)
                    queue.wakeUpCount = .max
                    return jobs
                }
            }
            if isStopped { return nil }
            wakeUp.wait()
        }
    }

    private func waitForMore(_ lastCount: Int) {
        if queue.withLock({ $0.jobs.count >= min(lastCount, batchSize) }) { return }
        _ = wakeUp.wait(timeout: .now() + patience)
    }
}
