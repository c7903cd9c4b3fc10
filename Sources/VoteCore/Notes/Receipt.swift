import Diagnostics

/// What a voter keeps: an entry, its place in the log and the proof that a signed checkpoint holds it.
///
/// The text is that of C2SP tlog-proof; the entry stands in the line `extra`.
public struct Receipt: Sendable, Equatable {
    /// The bytes of the entry.
    public let entry: [UInt8]
    /// The entry's place in the log, from 0.
    public let index: Int
    /// Siblings from the leaf upwards.
    public let proof: [MerkleHash]
    /// The checkpoint as a signed note.
    public let note: [UInt8]

    private static let header = "c2sp.org/tlog-proof@v1"

    /// A receipt from its parts.
    public init(entry: [UInt8], index: Int, proof: [MerkleHash], note: [UInt8]) {
        self.entry = entry
        self.index = index
        self.proof = proof
        self.note = note
    }

    /// The text that the voter saves.
    public var text: [UInt8] {
        let lines =
            [Self.header, "extra \(Base64.standard.encode(entry))", "index \(index)"]
            + proof.map { Base64.standard.encode($0.bytes) } + ["", ""]
        return Array(lines.joined(separator: "\n").utf8) + note
    }

    /// A receipt from its text. Reading checks neither the proof nor the signature.
    public init(text: [UInt8]) throws(FormatFault) {
        let end = text.indices.first { text[$0...].starts(with: [0x0A, 0x0A]) } ?? text.endIndex
        let lines = text[..<end].split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
        func value(_ key: String, _ line: Int) -> ArraySlice<UInt8>? {
            guard line < lines.count, lines[line].starts(with: "\(key) ".utf8) else { return nil }
            return lines[line].dropFirst(key.utf8.count + 1)
        }
        let hashes = lines.dropFirst(3).map { Base64.standard.decode($0).flatMap { MerkleHash($0) } }
        guard let first = lines.first, first.elementsEqual(Self.header.utf8),
            let entry = value("extra", 1).flatMap({ Base64.standard.decode($0) }),
            let index = value("index", 2).flatMap({ WholeNumber.value(of: $0) }),
            hashes.allSatisfy({ $0 != nil }), end + 2 <= text.endIndex
        else {
            throw FormatFault(
                "receipt-form", at: text.indices,
                LocalizedText(zh: "这不是一份投票凭证（tlog-proof 格式）", en: "this is not a receipt (C2SP tlog-proof)"))
        }
        self.init(entry: entry, index: index, proof: hashes.compactMap { $0 }, note: Array(text[(end + 2)...]))
    }

    /// What is wrong with the receipt on its own, without the log: nothing for one that the log's key stands for.
    public func faults(rules: ElectionRules) -> [FormatFault] {
        let whole = text.indices
        do {
            let head = try CheckpointNote(note[...])
            var faults = head.check(log: rules.logKey, witnesses: rules.witnesses.map(\.key)).faults
            if head.checkpoint.origin != rules.origin {
                faults.append(FormatFault("receipt-origin", at: whole, Self.otherLog))
            }
            let tree = (size: head.checkpoint.size, root: head.checkpoint.root)
            if !MerkleProof.proves(MerkleHash(leaf: entry), at: index, in: tree, by: proof) {
                faults.append(FormatFault("receipt-proof", at: whole, Self.noProof))
            }
            return faults.map { FormatFault($0.id, at: whole, $0.message) }
        } catch {
            return [FormatFault(error.id, at: whole, error.message)]
        }
    }

    static let otherLog = LocalizedText(zh: "凭证属于另一个评选", en: "the receipt belongs to another election")
    static let noProof = LocalizedText(
        zh: "凭证里的证明不能把选票连到检查点", en: "the receipt's proof does not lead from the ballot to its checkpoint")
}
