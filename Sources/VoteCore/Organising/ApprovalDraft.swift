import Diagnostics

/// A statement on its way from one operator's desk to the other's: what two people are to sign, and who has signed.
public struct ApprovalDraft: Sendable, Equatable {
    /// What is to be signed.
    public enum Subject: Sendable, Equatable {
        /// Ballots leave the count. The fields are those of `Exclusion`.
        case exclusion(rule: String, ranges: [ClosedRange<Int>], evidence: MerkleHash?, after: Int)
        /// The exclusion at this place of the log is taken back.
        case reinstatement(exclusion: Int)
    }

    /// A signature under the statement.
    public struct Signature: Sendable, Equatable {
        /// The operator's short name.
        public let id: String
        /// 64 bytes.
        public let bytes: [UInt8]
    }

    /// The election's id.
    public let election: String
    /// What is to be signed.
    public let subject: Subject
    /// Why, as it will be published; empty until somebody writes it.
    public private(set) var reason: String
    /// Who may sign.
    public let operators: [ElectionRules.NamedKey]
    /// Who has signed, in the order in which they did.
    public internal(set) var signatures: [Signature]
    /// Lines for people, without the `#` before them. They are not signed.
    public let remarks: [String]

    /// A draft that nobody has signed.
    public init(
        election: String, _ subject: Subject, reason: String = "", operators: [ElectionRules.NamedKey],
        remarks: [String] = []
    ) {
        self.election = election
        self.subject = subject
        self.reason = reason
        self.operators = operators
        self.remarks = remarks
        signatures = []
    }

    init(
        election: String, _ subject: Subject, reason: String, operators: [ElectionRules.NamedKey],
        signatures: [Signature], remarks: [String]
    ) {
        self.init(election: election, subject, reason: reason, operators: operators, remarks: remarks)
        self.signatures = signatures
    }

    /// The bytes that each operator signs.
    public var statement: [UInt8] {
        let nobody = Approval((id: "", signature: []), (id: "", signature: []))
        return switch content(nobody) {
        case .exclusion(let exclusion): exclusion.statement(election: election)
        case .reinstatement(let reinstatement): reinstatement.statement(election: election)
        default: []
        }
    }

    /// The entry that two signatures make of the draft; nil while there are not those of two operators.
    public var entry: LogEntry.Content? {
        guard signatures.count == 2, signatures[0].id != signatures[1].id else { return nil }
        let pairs = signatures.map { (id: $0.id, signature: $0.bytes) }
        return content(Approval(pairs[0], pairs[1]))
    }

    private func content(_ approval: Approval) -> LogEntry.Content {
        switch subject {
        case .exclusion(let rule, let ranges, let evidence, let after):
            .exclusion(
                Exclusion(
                    rule: rule, ranges: ranges, evidence: evidence, after: after, approval: approval, reason: reason))
        case .reinstatement(let place):
            .reinstatement(Reinstatement(exclusion: place, approval: approval, reason: reason))
        }
    }
}

/// Why somebody cannot sign.
public enum SigningRefusal: Error, Sendable, Equatable {
    /// The key is none of the operators'.
    case unknownKey
    /// This operator has signed.
    case signedAlready
    /// Two have signed; the log takes two.
    case complete
    /// The reason is missing, too short, or not plain words.
    case reason
    /// Somebody has signed another reason.
    case reasonSigned
    /// A signature that the draft holds is not valid for what it says now: it was changed after signing.
    case changed(by: String)

    /// The rule and the way out.
    public var message: LocalizedText {
        switch self {
        case .unknownKey:
            LocalizedText(
                zh: "这把私钥不是草稿里列出的操作员的；请用规则里公布的那一把",
                en: "this key is none of the operators' in the draft; use the one whose public key the rules name")
        case .signedAlready:
            LocalizedText(zh: "这位操作员已经签过了，还需要另一位操作员签名", en: "this operator has signed; another one must")
        case .complete:
            LocalizedText(
                zh: "两个签名已经齐了，可以用 gridshow votes exclude 或 reinstate 写入日志",
                en: "both signatures are there; enter the draft with gridshow votes exclude or reinstate")
        case .reason:
            LocalizedText(
                zh: "理由要公布，至少 \(Approval.shortestReason) 个字，不能换行；写在草稿的 reason 一行，或用 --reason 给出",
                en:
                    "the reason is public and has at least \(Approval.shortestReason) characters on one line; write it in the line “reason” or give it by --reason"
            )
        case .reasonSigned:
            LocalizedText(
                zh: "已经有人按原来的理由签了名；要改理由，请重新做一份草稿",
                en: "somebody has signed the reason as it was; make a new draft for another reason")
        case .changed(let id):
            LocalizedText(
                zh: "草稿在 \(id) 签名之后被改动过，签名已经无效；请重新做一份草稿",
                en: "the draft was changed after \(id) had signed; make a new draft")
        }
    }
}

extension ApprovalDraft {
    /// The operator whose key this is; nil where it is nobody's.
    public func operatorID(of key: NoteKey) -> String? { operators.first { $0.key == key }?.id }

    /// Adds a signature.
    ///
    /// - Parameter words: the reason, where the draft has none yet.
    public mutating func sign(with signer: NoteSigner, reason words: String? = nil) throws {
        if let words, words != reason {
            guard signatures.isEmpty else { throw SigningRefusal.reasonSigned }
            reason = words
        }
        guard let id = operatorID(of: signer.key) else { throw SigningRefusal.unknownKey }
        if signatures.contains(where: { $0.id == id }) { throw SigningRefusal.signedAlready }
        guard signatures.count < 2 else { throw SigningRefusal.complete }
        guard reason.unicodeScalars.count >= Approval.shortestReason, PlainWords.problem(Array(reason.utf8)[...]) == nil
        else { throw SigningRefusal.reason }
        try checkSignatures()
        signatures.append(Signature(id: id, bytes: try signer.signature(of: statement)))
    }

    /// The draft `draft` with no more signatures than `other` has: to show what was signed as it was before.
    public init(showing draft: ApprovalDraft, signaturesOf other: ApprovalDraft) {
        self = draft
        signatures = other.signatures
    }

    /// Every signature must fit what the draft says now.
    public func checkSignatures() throws(SigningRefusal) {
        for signature in signatures {
            let key = operators.first { $0.id == signature.id }?.key
            guard let key, key.isSigner(of: statement, signature.bytes) else { throw .changed(by: signature.id) }
        }
    }
}
