import Glibc
import VoteCore

/// What a voter would remember: every ballot before it is sent for the first time, and every final answer.
///
///     intent TAB number TAB ballot id TAB award TAB choice,choice TAB voter's token
///     answer TAB number TAB status TAB body
///
/// Only the service is killed, so a file without `fsync` keeps what was written.
final class Journal {
    private let descriptor: Int32
    private var buffer: [UInt8] = []
    private var intended: Set<Int> = []

    /// Makes the file anew; nil where that fails.
    init?(path: String) {
        descriptor = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o644)
        if descriptor < 0 { return nil }
    }

    func intend(_ number: Int, _ wish: BallotSupply.Wish, award: String) {
        guard intended.insert(number).inserted else { return }
        let choices = wish.choices.joined(separator: ",")
        append(Array("intent\t\(number)\t\(wish.id.text)\t\(award)\t\(choices)\t\(wish.voter.text)\n".utf8))
    }

    func answer(_ number: Int, status: Int, body: UnsafeRawBufferPointer) {
        append(Array("answer\t\(number)\t\(status)\t".utf8) + body.map { $0 == 0x0A ? 0x20 : $0 } + [0x0A])
    }

    private func append(_ line: [UInt8]) {
        buffer += line
        if buffer.count > 1 << 16 { flush() }
    }

    /// Writes what is held back.
    func flush() {
        var start = 0
        while start < buffer.count {
            let count = buffer.withUnsafeBytes {
                write(descriptor, $0.baseAddress?.advanced(by: start), $0.count - start)
            }
            guard count > 0 else { preconditionFailure("the journal cannot be written; the campaign is void") }
            start += count
        }
        buffer.removeAll(keepingCapacity: true)
    }
}
