import Dispatch
import Synchronization

/// The values of two functions that are computed at the same time, the first on the calling thread. Either may use
/// `parallelMap`, which then finds the threads that the other leaves free.
///
/// - Throws: the error of the first, else that of the second.
func together<First: Sendable, Second: Sendable>(
    _ first: @Sendable () throws -> First, _ second: @Sendable () throws -> Second
) throws -> (First, Second) {
    let later = Mutex<Result<Second, any Error>?>(nil)
    let left = withoutActuallyEscaping(second) { second in
        let group = DispatchGroup()
        // A queue of its own gets a thread at once. The shared ones have as many as there are cores, and where those wait
        // for each other, as on one core, it takes a second until another is made.
        DispatchQueue(label: "together").async(group: group) {
            let result = Result { try second() }
            later.withLock { $0 = result }
        }
        let left = Result { try first() }
        group.wait()
        return left
    }
    guard let right = later.withLock(\.self) else { preconditionFailure("the second function has ended") }
    return (try left.get(), try right.get())
}

/// The values of `transform` for 0, 1 … `count - 1`, in that order, computed on `jobs` threads.
///
/// Indices are handed out in blocks as threads become free; the order of results never depends on it.
///
/// - Parameter progress: called from any thread with the number of finished elements, once a block.
/// - Throws: the error of the lowest index that failed; the rest is not waited for longer than needed.
func parallelMap<Value: Sendable>(
    count: Int,
    jobs: Int,
    progress: (@Sendable (Int) -> Void)? = nil,
    transform: @Sendable (Int) throws -> Value
) throws -> [Value] {
    let blockSize = max(1, min(32, count / (max(1, jobs) * 4)))
    let blockCount = (count + blockSize - 1) / blockSize
    let next = Atomic<Int>(0)
    let finished = Mutex<(blocks: [Int: Result<[Value], any Error>], count: Int)>(([:], 0))
    withoutActuallyEscaping(transform) { transform in
        DispatchQueue.concurrentPerform(iterations: max(1, min(jobs, blockCount))) { _ in
            while true {
                let block = next.wrappingAdd(1, ordering: .relaxed).oldValue
                guard block < blockCount else { return }
                let range = block * blockSize..<min(count, (block + 1) * blockSize)
                let result = Result { try range.map { try transform($0) } }
                let done = finished.withLock { state in
                    state.blocks[block] = result
                    state.count += range.count
                    return state.count
                }
                progress?(done)
            }
        }
    }
    var values: [Value] = []
    values.reserveCapacity(count)
    let blocks = finished.withLock { $0.blocks }
    for block in 0..<blockCount {
        guard let result = blocks[block] else { continue }
        values += try result.get()
    }
    return values
}
