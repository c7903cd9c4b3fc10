import Foundation
import Synchronization
import VoteCore
import VoteService

/// A store that says “committed” while the commit is still to come: writers of a quarter of a second share one
/// transaction, and none of them waits for its end. Only who reads does, so that the service itself works.
final class HastyStore: VoteStore {
    /// Work of a writer that waits for it, so that nothing in it is used by two threads at once.
    private final class Job: @unchecked Sendable {
        private var body: ((any VoteTransaction) -> Void)?
        private let done = DispatchSemaphore(value: 0)

        init(_ body: @escaping (any VoteTransaction) -> Void) { self.body = body }

        /// Runs it, and lets go of it before the writer goes on.
        func run(_ transaction: any VoteTransaction) {
            body?(transaction)
            body = nil
            done.signal()
        }

        func wait() { done.wait() }
    }

    private static let delay = DispatchTimeInterval.milliseconds(250)

    let kind = "sqlite"
    private let store: any VoteStore
    private let jobs = Mutex<[Job]>([])
    private let arrived = DispatchSemaphore(value: 0)
    /// Held from the beginning of a transaction to its end.
    private let transaction = Mutex(())

    init(_ store: any VoteStore) {
        self.store = store
        Thread { [self] in work() }.start()
    }

    func write<Outcome>(_ body: (any VoteTransaction) throws -> Outcome) throws -> Outcome {
        try withoutActuallyEscaping(body) { body in
            var outcome: Result<Outcome, any Error> = .failure(StoreFailure("the writer did not run"))
            let job = Job { transaction in outcome = Result { try body(transaction) } }
            jobs.withLock { $0.append(job) }
            arrived.signal()
            job.wait()
            return try outcome.get()
        }
    }

    func read<Outcome>(_ body: (any VoteReading) throws -> Outcome) throws -> Outcome {
        transaction.withLock { _ in }
        return try store.read(body)
    }

    func close() { store.close() }

    private func work() {
        while true {
            arrived.wait()
            do {
                try transaction.withLock { _ in try commit() }
            } catch {
                preconditionFailure("the store below failed: \(error)")
            }
            // Readers must have a turn.
            Thread.sleep(forTimeInterval: 0.001)
        }
    }

    private func commit() throws {
        try store.write { transaction in
            let end = DispatchTime.now() + Self.delay
            repeat {
                for job in take() { job.run(transaction) }
            } while arrived.wait(timeout: end) == .success
        }
    }

    private func take() -> [Job] {
        jobs.withLock { jobs in
            defer { jobs.removeAll() }
            return jobs
        }
    }
}
