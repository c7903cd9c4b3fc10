import Diagnostics

/// The signatures of two operators under one statement.
public struct Approval: Sendable, Equatable {
    /// The ids of both, in rising order of their bytes.
    public let operators: [String]
    /// The signatures in the same order, 64 bytes each.
    public let signatures: [[UInt8]]

    /// What two operators signed, in any order.
    public init(_ first: (id: String, signature: [UInt8]), _ second: (id: String, signature: [UInt8])) {
        let inOrder = first.id.utf8.lexicographicallyPrecedes(second.id.utf8) ? [first, second] : [second, first]
        operators = inOrder.map(\.id)
        signatures = inOrder.map(\.signature)
    }

    /// The fewest characters of a reason.
    public static let shortestReason = 10

    var fields: [String] {
        [operators.joined(separator: ",")] + signatures.map { Base64.standard.encode($0) }
    }

    init(_ fields: inout TabFields) throws(FormatFault) {
        operators = try LogEntry.names(&fields)
        guard operators.count == 2 else {
            throw fields.fault(LocalizedText(zh: "必须由两名操作员签名", en: "two operators must sign"))
        }
        var signatures: [[UInt8]] = []
        for _ in 0..<2 {
            guard let signature = Base64.standard.decode(try fields.bytes()), signature.count == 64 else {
                throw fields.fault(LocalizedText(zh: "签名是 64 字节的 base64", en: "a signature is 64 bytes in base 64"))
            }
            signatures.append(signature)
        }
        self.signatures = signatures
    }

    /// Whether both are operators of the election and signed `statement`.
    func isValid(for statement: [UInt8], rules: ElectionRules) -> Bool {
        operators.count == 2 && operators[0] != operators[1]
            && zip(operators, signatures).allSatisfy { id, signature in
                rules.operators.first { $0.id == id }?.key.isSigner(of: statement, signature) ?? false
            }
    }
}

/// Ballots that two operators took out of the count. They stay in the log.
public struct Exclusion: Sendable, Equatable {
    /// The id of the announced rule that they go against.
    public let rule: String
    /// The places of the ballots in the log, rising, apart from each other; nothing but ballots.
    public let ranges: [ClosedRange<Int>]
    /// The hash of the published file that shows the evidence, if there is one.
    public let evidence: MerkleHash?
    /// The size of the log that the operators had before them. A statement that is older than the last
    /// reinstatement is void, so that none can be used twice.
    public let after: Int
    /// Who signed.
    public let approval: Approval
    /// Why; public.
    public let reason: String

    /// An exclusion that was signed.
    public init(
        rule: String, ranges: [ClosedRange<Int>], evidence: MerkleHash?, after: Int, approval: Approval, reason: String
    ) {
        self.rule = rule
        self.ranges = ranges
        self.evidence = evidence
        self.after = after
        self.approval = approval
        self.reason = reason
    }

    /// The number of ballots.
    public var count: Int { ranges.reduce(0) { $0 + $1.count } }

    var rangesText: String { Self.text(of: ranges) }

    /// Places as they are written: `12-15,20`.
    public static func text(of ranges: [ClosedRange<Int>]) -> String {
        ranges.map { $0.count == 1 ? "\($0.lowerBound)" : "\($0.lowerBound)-\($0.upperBound)" }.joined(separator: ",")
    }

    /// Places from what `text(of:)` writes.
    public static func ranges(text: [UInt8]) throws(FormatFault) -> [ClosedRange<Int>] {
        var fields = TabFields(text[...], id: "ranges-form")
        let ranges = try ranges(&fields)
        try fields.end()
        return ranges
    }

    var evidenceText: String { evidence.map { Hexadecimal.encode($0.bytes) } ?? "-" }

    /// What each operator signs.
    public func statement(election: String) -> [UInt8] {
        let lines = ["gridshow-exclusion-v1", election, rule, rangesText, "\(count)", evidenceText, "\(after)", reason]
        return Array(lines.map { $0 + "\n" }.joined().utf8)
    }

    init(_ fields: inout TabFields) throws(FormatFault) {
        rule = String(decoding: try fields.bytes(), as: UTF8.self)
        ranges = try Self.ranges(&fields)
        let count = try fields.number()
        guard count == ranges.reduce(0, { $0 + $1.count }) else {
            throw fields.fault(
                LocalizedText(zh: "这里必须是前面各段选票的总数", en: "this must be the number of ballots in the ranges"))
        }
        evidence = try Self.evidence(&fields)
        after = try fields.number()
        approval = try Approval(&fields)
        reason = try fields.words()
    }

    static func evidence(_ fields: inout TabFields) throws(FormatFault) -> MerkleHash? {
        let bytes = try fields.bytes()
        if bytes.elementsEqual("-".utf8) { return nil }
        guard let hash = Hexadecimal.decode(bytes).flatMap({ MerkleHash($0) }) else {
            throw fields.fault(
                LocalizedText(zh: "这里必须是证据文件的 SHA-256 或 -", en: "this must be the SHA-256 of the evidence, or -"))
        }
        return hash
    }

    static func ranges(_ fields: inout TabFields) throws(FormatFault) -> [ClosedRange<Int>] {
        var ranges: [ClosedRange<Int>] = []
        for part in try fields.bytes().split(separator: UInt8(ascii: ","), omittingEmptySubsequences: false) {
            let ends = part.split(separator: UInt8(ascii: "-"), omittingEmptySubsequences: false)
                .map { WholeNumber.value(of: $0) }
            guard let first = ends.first.flatMap({ $0 }), let last = ends.last.flatMap({ $0 }),
                ends.count == 1 || (ends.count == 2 && first < last),
                ranges.last.map({ $0.upperBound + 1 < first }) ?? true
            else {
                throw fields.fault(
                    LocalizedText(
                        zh: "各段选票从小到大、互不相接，写成 12-15,20",
                        en: "ranges of ballots rise and do not touch, written as 12-15,20"))
            }
            ranges.append(first...last)
        }
        return ranges
    }
}

/// Ballots that two operators put back into the count.
public struct Reinstatement: Sendable, Equatable {
    /// The place of the exclusion in the log.
    public let exclusion: Int
    /// Who signed.
    public let approval: Approval
    /// Why; public.
    public let reason: String

    /// A reinstatement that was signed.
    public init(exclusion: Int, approval: Approval, reason: String) {
        self.exclusion = exclusion
        self.approval = approval
        self.reason = reason
    }

    /// What each operator signs.
    public func statement(election: String) -> [UInt8] {
        Array("gridshow-reinstatement-v1\n\(election)\n\(exclusion)\n\(reason)\n".utf8)
    }

    init(_ fields: inout TabFields) throws(FormatFault) {
        exclusion = try fields.number()
        approval = try Approval(&fields)
        reason = try fields.words()
    }
}
