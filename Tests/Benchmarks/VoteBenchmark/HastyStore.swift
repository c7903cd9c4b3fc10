import Foundation
import Synchronization
import VoteCore
import VoteService

/// A store that says “committed” while the commit is still to come: writers of a quarter of a second share one
/// transaction, and none of them waits for its end.
final class HastyStore: VoteStore {
    /// Work of a writer that waits for it, so that nothing in it is used by two threads at once.
    private struct Job: @unchecked Sendable {
        let run: (any VoteTransaction) -> Void
    }

    private static let delay = DispatchTimeInterval.milliseconds(250)

    let kind = "sqlite"
    private let store: any VoteStore
    private let jobs = Mutex<[Job]>([])
    private let arrived = DispatchSemaphore(value: 0)

    init(_ store: any VoteStore) {
        self.store = store
        Thread { [self] in work() }.start()
    }

    func write<Outcome>(_ body: (any VoteTransaction) throws -> Outcome) throws -> Outcome {
        try withoutActuallyEscaping(body) { body in
            var outcome: Result<Outcome, any Error> = .failure(StoreFailure("the writer did not run"))
            let done = DispatchSemaphore(value: 0)
            let job = Job {
                transaction in
                outcome = Result { try body(transaction) }
                done.signal()
            }
            jobs.withLock { $0.append(job) }
            arrived.signal()
            done.wait()
            return try outcome.get()
        }
    }

    func read<Outcome>(_ body: (any VoteReading) throws -> Outcome) throws -> Outcome { try store.read(body) }

    func close() { store.close() }

    private func work() {
        while true {
            arrived.wait()
            do {
                try store.write { transaction in
                    let end = DispatchTime.now() + Self.delay
                    repeat {
                        for job in take() { job.run(transaction) }
                    } while arrived.wait(timeout: end) == .success
                }
            } catch {
                preconditionFailure("the store below failed: \(error)")
            }
        }
    }

    private func take() -> [Job] {
        jobs.withLock { jobs in
            defer { jobs.removeAll() }
            return jobs
        }
    }
}
