import Diagnostics

/// The published form of an entry: UTF-8, fields separated by TAB, no line end.
///
///     gv1 B index slot channel award choice,choice tag ballot
///     gv1 D index time rules
///     gv1 S index time from to operators reason
///     gv1 X index time rule ranges count evidence after operator,operator signature signature reason
///     gv1 R index time exclusion operator,operator signature signature reason
///     gv1 I index time source as-of award candidate received excluded file note
///     gv1 N index time text
///     gv1 F index time result received excluded operators reason
///
/// There is one text for every entry.
extension LogEntry {
    /// The most bytes an entry may have. Only exclusions of scattered ballots come near.
    public static let maximumLength = 16_384

    static let formID = "entry-form"

    /// The bytes that are hashed and published.
    public var text: [UInt8] {
        let fields: [String]
        switch content {
        case .rules(let hash): fields = ["D", "\(index)", "\(time)", Hexadecimal.encode(hash.bytes)]
        case .ballot(let ballot):
            fields = [
                "B", "\(index)", "\(slot)", ballot.channel, ballot.award, ballot.choices.joined(separator: ","),
                ballot.tag.text, ballot.id.text,
            ]
        case .transition(let step):
            fields = [
                "S", "\(index)", "\(time)", step.from.rawValue, step.to.rawValue,
                step.operators.joined(separator: ","), step.reason,
            ]
        case .exclusion(let exclusion):
            fields =
                ["X", "\(index)", "\(time)", exclusion.rule, exclusion.rangesText, "\(exclusion.count)"]
                + [exclusion.evidenceText, "\(exclusion.after)"] + exclusion.approval.fields + [exclusion.reason]
        case .reinstatement(let reinstatement):
            fields =
                ["R", "\(index)", "\(time)", "\(reinstatement.exclusion)"] + reinstatement.approval.fields
                + [reinstatement.reason]
        case .imported(let count):
            fields = [
                "I", "\(index)", "\(time)", count.source, "\(count.asOf)", count.award, count.candidate,
                "\(count.votes.received)", "\(count.votes.excluded)", Hexadecimal.encode(count.file.bytes), count.note,
            ]
        case .note(let words): fields = ["N", "\(index)", "\(time)", words]
        case .freeze(let freeze):
            fields = [
                "F", "\(index)", "\(time)", Hexadecimal.encode(freeze.result.bytes), "\(freeze.ballots.received)",
                "\(freeze.ballots.excluded)", freeze.operators.joined(separator: ","), freeze.reason,
            ]
        }
        return Array((["gv1"] + fields).joined(separator: "\t").utf8)
    }

    /// The entry in `text`, the indices of which are the places in faults.
    public init(text: ArraySlice<UInt8>) throws(FormatFault) {
        guard text.count <= Self.maximumLength else {
            throw FormatFault(
                Self.formID, at: text.indices,
                LocalizedText(
                    zh: "一条记录最长 \(Self.maximumLength) 字节", en: "an entry has at most \(Self.maximumLength) bytes"))
        }
        var fields = TabFields(text, id: Self.formID)
        try fields.expect("gv1")
        let kind = try fields.bytes()
        let index = try fields.number()
        let time = try fields.number()
        let content = try Self.content(kind, &fields)
        try fields.end()
        if case .ballot = content {
            // Ballots give their slot where other entries give their second; 600 × 2^53 is still an Int.
            self.init(index: index, time: time * ElectionClock.slot, content)
        } else {
            self.init(index: index, time: time, content)
        }
    }

    private static let unknownKind = LocalizedText(
        zh: "没有这种记录；有 B、D、S、X、R、I、N、F", en: "there is no such kind of entry; there are B, D, S, X, R, I, N, F")

    private static func content(_ kind: ArraySlice<UInt8>, _ fields: inout TabFields) throws(FormatFault) -> Content {
        switch kind.count == 1 ? kind.first : nil {
        case UInt8(ascii: "B"): return .ballot(try Ballot(&fields))
        case UInt8(ascii: "D"): return .rules(try hash(&fields))
        case UInt8(ascii: "S"):
            return .transition(
                Transition(
                    from: try state(&fields), to: try state(&fields), operators: try names(&fields),
                    reason: try fields.words()))
        case UInt8(ascii: "X"): return .exclusion(try Exclusion(&fields))
        case UInt8(ascii: "R"): return .reinstatement(try Reinstatement(&fields))
        case UInt8(ascii: "I"):
            return .imported(
                ImportedCount(
                    source: try fields.words(), asOf: try fields.number(), award: try fields.name(2...24),
                    candidate: try fields.name(2...24), votes: try count(&fields), file: try hash(&fields),
                    note: try fields.words()))
        case UInt8(ascii: "N"): return .note(try fields.words())
        case UInt8(ascii: "F"):
            return .freeze(
                Freeze(
                    result: try hash(&fields), ballots: try count(&fields), operators: try names(&fields),
                    reason: try fields.words()))
        default: throw FormatFault(formID, at: kind.indices, unknownKind)
        }
    }

    private static func hash(_ fields: inout TabFields) throws(FormatFault) -> MerkleHash {
        guard let hash = MerkleHash(try fields.hexadecimal(count: 32)) else { throw fields.fault(unknownKind) }
        return hash
    }

    private static func count(_ fields: inout TabFields) throws(FormatFault) -> VoteCount {
        let received = try fields.number()
        return VoteCount(received: received, excluded: try fields.number(0...received))
    }

    private static func state(_ fields: inout TabFields) throws(FormatFault) -> ElectionState {
        guard let state = ElectionState(rawValue: String(decoding: try fields.bytes(), as: UTF8.self)) else {
            let all = ElectionState.allCases.map(\.rawValue).joined(separator: ", ")
            throw fields.fault(LocalizedText(zh: "这里必须是一个状态：\(all)", en: "this must be a state: \(all)"))
        }
        return state
    }

    /// Names separated by commas, in rising order of their bytes and none twice.
    static func names(_ fields: inout TabFields, _ lengths: ClosedRange<Int> = 1...24) throws(FormatFault) -> [String] {
        let bytes = try fields.bytes()
        var names: [String] = []
        var (start, previous) = (bytes.startIndex, bytes[..<bytes.startIndex])
        while true {
            let end = bytes[start...].firstIndex(of: UInt8(ascii: ",")) ?? bytes.endIndex
            let name = bytes[start..<end]
            guard PlainWords.isName(name, lengths), previous.lexicographicallyPrecedes(name) else {
                throw fields.fault(
                    LocalizedText(
                        zh: "这里必须是用逗号隔开、按字节升序、不重复的代号",
                        en: "these must be names, separated by commas, in rising order of their bytes, none twice"))
            }
            names.append(String(decoding: name, as: UTF8.self))
            if end == bytes.endIndex { return names }
            (start, previous) = (end + 1, name)
        }
    }
}
