import Diagnostics

extension PublishedElection {
    /// The signed checkpoint `note` with the signatures of announced witnesses that a copy of it bears.
    ///
    /// - Throws: a fault with a place in the copy, where it is another checkpoint, or a witness's signature is not valid.
    public static func adding(
        cosignaturesOf copy: [UInt8], to note: [UInt8], rules: ElectionRules
    ) throws(FormatFault) -> [UInt8] {
        let (own, other) = (try SignedNote(note[...]), try SignedNote(copy[...]))
        guard own.text == other.text else {
            throw FormatFault(
                "cosignature-other", at: 0..<other.text.count,
                LocalizedText(
                    zh: "联署的不是现在的检查点；请见证方对最新的 log/checkpoint 联署",
                    en: "what was cosigned is not the present checkpoint; have the newest log/checkpoint cosigned"))
        }
        let witnesses = rules.witnesses.map(\.key)
        var result = note
        for signature in other.signatures {
            let isThere = own.signatures.contains { $0.name == signature.name && $0.keyID == signature.keyID }
            if isThere { continue }
            guard witnesses.contains(where: { other.isValid(signature, by: $0) }) else {
                throw FormatFault(
                    "cosignature-invalid", at: signature.range,
                    LocalizedText(
                        zh: "这个签名不是规则里列出的见证方的有效联署",
                        en: "this is not a valid cosignature of a witness that the rules name"))
            }
            result += copy[signature.range] + [0x0A]
        }
        return result
    }
}
