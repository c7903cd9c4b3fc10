import Glibc
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

    @Test("Two functions are computed at the same time, also inside one another and beside a loop over all cores")
    func pairs() throws {
        let begun = Mutex(0)
        /// Ends only where all of its kind have begun.
        @Sendable func meet(_ number: Int) -> Int {
            begun.withLock { $0 += 1 }
            while begun.withLock({ $0 < 3 }) { sched_yield() }
            return number
        }
        let (first, (second, third)) = try together({ meet(1) }, { try together({ meet(2) }, { meet(3) }) })
        #expect([first, second, third] == [1, 2, 3])
        let (squares, sum) = try together(
            { try parallelMap(count: 100, jobs: 4) { $0 * $0 } },
            { try parallelMap(count: 100, jobs: 4) { $0 }.reduce(0, +) })
        #expect(squares[99] == 9801 && sum == 4950)
    }

    @Test("Of two errors that of the first is thrown, and either where the other function has none")
    func pairedErrors() {
        func error(_ first: Int?, _ second: Int?) -> Failure? {
            #expect(throws: Failure.self) {
                try together(
                    { if let first { throw Failure(index: first) } }, { if let second { throw Failure(index: second) } }
                )
            }
        }
        #expect(error(1, 2) == Failure(index: 1) && error(1, nil) == Failure(index: 1))
        #expect(error(nil, 2) == Failure(index: 2))
    }
}
