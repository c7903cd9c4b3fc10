import Glibc
import Synchronization
import VoteService

/// A clock that a rehearsal moves: the system's clock and the seconds that a file holds.
///
/// Nobody can wait a week to try a freeze. So that no real vote ever runs on it, it needs the variable below besides the
/// option, and the service says what it does at its start and in every answer about its health.
enum RehearsalClock {
    /// Must be `yes`.
    static let variable = "GRIDSHOW_REHEARSAL"

    /// The clock of a file, which is looked at ten times a second.
    static func clock(_ path: String) throws -> WallClock {
        guard getenv(variable).map({ String(cString: $0) }) == "yes" else {
            throw Ending.usage(
                "--rehearsal-clock 只用于演练，还需要环境变量 \(variable)=yes",
                "--rehearsal-clock is for rehearsals and also needs the variable \(variable)=yes")
        }
        let offset = SharedOffset(try seconds(path))
        let thread = PollingThread {
            if let seconds = try? seconds(path) { offset.set(seconds) }
        }
        thread.start()
        Console.say("演练：时钟由 \(path) 拨动，不是真实时间", "rehearsal: \(path) moves the clock; this is not the real time")
        return WallClock { WallClock.system.milliseconds + offset.value * 1000 }
    }

    private static func seconds(_ path: String) throws -> Int {
        let file = open(path, O_RDONLY | O_CLOEXEC)
        defer { if file >= 0 { close(file) } }
        var bytes = [UInt8](repeating: 0, count: 64)
        let count = file >= 0 ? read(file, &bytes, bytes.count) : -1
        let text = String(decoding: bytes.prefix(max(0, count)), as: UTF8.self)
        guard let seconds = Int(text.filter { !$0.isWhitespace }) else {
            throw Ending.usage("\(path) 里要有一个整数：加到时钟上的秒数", "\(path) must hold a whole number: seconds that are added")
        }
        return seconds
    }
}

/// A number that one thread sets and others read.
private final class SharedOffset: Sendable {
    private let number: Atomic<Int>

    init(_ value: Int) { number = Atomic(value) }

    var value: Int { number.load(ordering: .relaxed) }

    func set(_ value: Int) { number.store(value, ordering: .relaxed) }
}
