import Synchronization
import Testing

@testable import SiteBuilding

struct ParallelMapTests {
    private struct Failure: Error, Equatable {
        let index: Int
    }

    @Test("Results stand in the order of their numbers", arguments: [0, 1, 7, 1000], [1, 2, 3, 64])
    func order(count: Int, jobs: Int) throws {
        #expect(try parallelMap(count: count, jobs: jobs) { $0 * 3 } == (0..<count).map { $0 * 3 })
    }

    @Test("The error of the lowest number is the one that is thrown", arguments: [1, 2, 8])
    func errors(jobs: Int) {
        let failure = #expect(throws: Failure.self) {
            try parallelMap(count: 500, jobs: jobs) { index -> Int in
                if index % 100 == 57 { throw Failure(index: index) }
                return index
            }
        }
        #expect(failure == Failure(index: 57))
    }

    @Test("Progress ends with everything done and never goes beyond it")
    func progress() throws {
        let seen = Mutex<[Int]>([])
        _ = try parallelMap(
            count: 300, jobs: 2, progress: { done in seen.withLock { $0.append(done) } }, transform: { $0 })
        let counts = seen.withLock { $0 }
        #expect(counts.max() == 300 && counts.allSatisfy { (1...300).contains($0) })
    }
}
