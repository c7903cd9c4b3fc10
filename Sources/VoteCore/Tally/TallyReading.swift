import Diagnostics

extension Tally {
    /// The result that a `result.txt` states.
    ///
    /// - Throws: the first place that is not as `text` would write it.
    public init(text: [UInt8]) throws(FormatFault) {
        var reader = ResultReader(text)
        self = try reader.tally()
        guard self.text == text else {
            throw FormatFault("result-form", at: text.indices, ResultReader.form)
        }
    }
}

/// Reads `result.txt` line by line.
private struct ResultReader {
    static let form = LocalizedText(zh: "结果不是它应有的写法", en: "the result is not written as it must be")

    private let lines: [ArraySlice<UInt8>]
    private let end: Int
    private var next = 0

    init(_ text: [UInt8]) {
        lines = text.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
        end = text.count
    }

    private mutating func line(_ key: String) throws(FormatFault) -> TabFields {
        guard next < lines.count else { throw FormatFault("result-form", at: end..<end, Self.form) }
        var fields = TabFields(lines[next], id: "result-form")
        next += 1
        try fields.expect(key)
        return fields
    }

    private func isNext(_ key: String) -> Bool { next < lines.count && lines[next].starts(with: "\(key)\t".utf8) }

    mutating func tally() throws(FormatFault) -> Tally {
        _ = try line("gridshow.result/1")
        var fields = try line("election")
        let election = try fields.name(3...48)
        fields = try line("size")
        let size = try fields.number()
        fields = try line("ballots")
        let ballots = try Self.count(&fields)
        var awards: [Tally.AwardTally] = []
        while isNext("award") { awards.append(try award()) }
        var exclusions: [Tally.ExclusionRecord] = []
        while isNext("exclusion") { exclusions.append(try exclusion()) }
        return Tally(election: election, size: size, ballots: ballots, awards: awards, exclusions: exclusions)
    }

    private mutating func award() throws(FormatFault) -> Tally.AwardTally {
        var fields = try line("award")
        let key = try fields.name(2...24)
        let ballots = try Self.count(&fields)
        var standings: [Tally.Standing] = []
        while isNext("candidate") { standings.append(try standing()) }
        return Tally.AwardTally(award: key, ballots: ballots, standings: standings)
    }

    private mutating func standing() throws(FormatFault) -> Tally.Standing {
        var fields = try line("candidate")
        let place = try fields.bytes()
        let isTied = place.last == UInt8(ascii: "=")
        guard let rank = WholeNumber.value(of: isTied ? place.dropLast() : place) else {
            throw fields.fault(Self.form)
        }
        let key = try fields.name(2...24)
        let votes = try Self.count(&fields)
        let imported = try Self.count(&fields)
        return Tally.Standing(rank: rank, isTied: isTied, candidate: key, votes: votes, imported: imported)
    }

    /// The place of the reinstating entry is not part of a result; where there is one it is not known.
    private mutating func exclusion() throws(FormatFault) -> Tally.ExclusionRecord {
        var fields = try line("exclusion")
        let index = try fields.number()
        let rule = String(decoding: try fields.bytes(), as: UTF8.self)
        let count = try fields.number()
        let standing = String(decoding: try fields.bytes(), as: UTF8.self)
        return Tally.ExclusionRecord(
            index: index, rule: rule, count: count, reason: try fields.words(),
            reinstatedBy: standing == "reinstated" ? Int.max : nil)
    }

    /// Received, excluded and the difference.
    private static func count(_ fields: inout TabFields) throws(FormatFault) -> VoteCount {
        let received = try fields.number()
        let count = VoteCount(received: received, excluded: try fields.number(0...received))
        _ = try fields.number(count.counted...count.counted)
        return count
    }
}
