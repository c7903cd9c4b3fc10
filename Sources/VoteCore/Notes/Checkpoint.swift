import Diagnostics

/// The size and the root of a log at one moment (C2SP tlog-checkpoint).
public struct Checkpoint: Sendable, Hashable {
    /// The log's identity.
    public let origin: String
    /// The number of entries.
    public let size: Int
    /// The Merkle Tree Hash of the entries.
    public let root: MerkleHash

    /// The head of the log `origin`.
    public init(origin: String, size: Int, root: MerkleHash) {
        self.origin = origin
        self.size = size
        self.root = root
    }

    /// The text that is signed: three lines.
    public var text: [UInt8] { Array("\(origin)\n\(size)\n\(Base64.standard.encode(root.bytes))\n".utf8) }

    /// The checkpoint in a note's text. Extension lines, which nobody could check, are a fault.
    ///
    /// - Parameter offset: where the text begins, for faults.
    public init(text: [UInt8], offset: Int = 0) throws(FormatFault) {
        let lines = text.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
        guard lines.count == 4, lines[3].isEmpty, NoteKey.isName(lines[0]), let size = WholeNumber.value(of: lines[1]),
            let root = Base64.standard.decode(lines[2]).flatMap({ MerkleHash($0) })
        else {
            throw FormatFault(
                "checkpoint-form", at: offset..<offset + text.count,
                LocalizedText(
                    zh: "检查点正文是三行：日志名、条目数、根哈希",
                    en: "a checkpoint has three lines: the log's name, the number of entries, the root hash"))
        }
        self.init(origin: String(decoding: lines[0], as: UTF8.self), size: size, root: root)
    }

    /// The checkpoint as a note that `signer` signed.
    public func note(signedBy signer: NoteSigner) throws -> [UInt8] {
        text + [UInt8(ascii: "\n")] + (try SignedNote.line(text, signer: signer))
    }
}

/// A checkpoint together with the signatures that were found below it.
public struct CheckpointNote: Sendable {
    /// The head of the log.
    public let checkpoint: Checkpoint
    /// The note it stands in.
    public let note: SignedNote
    /// Where the note begins in its file.
    public let offset: Int

    /// The checkpoint in the note `bytes`, the indices of which are the places in faults.
    public init(_ bytes: ArraySlice<UInt8>) throws(FormatFault) {
        note = try SignedNote(bytes)
        checkpoint = try Checkpoint(text: note.text, offset: bytes.startIndex)
        offset = bytes.startIndex
    }

    /// What is wrong with the signatures, and which witnesses signed.
    ///
    /// The log's key must have signed, every signature must be valid, none may come twice or from a key that the
    /// rules do not name: such a line proves nothing and could hide that another one was changed. (C2SP lets
    /// readers ignore unknown keys; a published election has no reason to carry them.)
    public func check(log: NoteKey, witnesses: [NoteKey]) -> (faults: [FormatFault], witnesses: [NoteKey]) {
        var faults: [FormatFault] = []
        var signers: [NoteKey] = []
        for signature in note.signatures {
            let known = ([log] + witnesses).first { $0.name == signature.name && $0.id == signature.keyID }
            if let known, !signers.contains(known), note.isValid(signature, by: known) {
                signers.append(known)
                continue
            }
            faults.append(
                FormatFault(
                    "checkpoint-signature", at: signature.range,
                    LocalizedText(
                        zh: "检查点上的每个签名必须出自规则里列出的密钥，且每个密钥只签一次",
                        en: "every signature of a checkpoint must be by a key that the rules name, once a key")))
        }
        if !signers.contains(log) {
            let range = offset..<offset + note.text.count
            faults.append(
                FormatFault(
                    "checkpoint-unsigned", at: range,
                    LocalizedText(
                        zh: "检查点必须有日志密钥“\(log.name)”的有效签名",
                        en: "a checkpoint must carry a valid signature of the log's key “\(log.name)”")))
        }
        return (faults, signers.filter { $0 != log })
    }
}
