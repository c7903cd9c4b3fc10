import Diagnostics

/// The one line of a private key's file, as Go's `golang.org/x/mod/sumdb/note` writes it:
///
///     PRIVATE+KEY+<name>+<8 hexadecimal digits of the key's id>+<base 64 of algorithm and 32-byte seed>
///
/// The id is that of the public key. The line may end with a line break.
extension NoteSigner {
    /// What every private key's line begins with.
    public static let privateStart = "PRIVATE+KEY+"

    /// The line that keeps the key of `seed` under a name, without a line end; nil where name or seed are not possible.
    public static func privateText(
        name: String, algorithm: NoteKey.Algorithm = .ed25519, seed: [UInt8]
    ) -> String? {
        guard let key = NoteSigner(name: name, algorithm: algorithm, seed: seed)?.key else { return nil }
        let id = Hexadecimal.encode(key.id.bigEndianBytes)
        return "\(privateStart)\(name)+\(id)+\(Base64.standard.encode([algorithm.rawValue] + seed))"
    }

    /// The signer of a private key's line.
    ///
    /// - Throws: `key-private` where the text is not exactly such a line, or its id is not that of the key.
    public init(privateText text: [UInt8]) throws(FormatFault) {
        let lineEnd = text.last == 0x0A ? (text.dropLast().last == 0x0D ? 2 : 1) : 0
        let line = text.dropLast(lineEnd)
        let parts = line.split(separator: UInt8(ascii: "+"), maxSplits: 4, omittingEmptySubsequences: false)
        guard line.starts(with: Self.privateStart.utf8), parts.count == 5,
            let name = String(validating: parts[2], as: UTF8.self),
            let material = Base64.standard.decode(parts[4]), material.count == 33, let type = material.first,
            let algorithm = NoteKey.Algorithm(rawValue: type),
            let signer = NoteSigner(name: name, algorithm: algorithm, seed: Array(material.dropFirst())),
            Hexadecimal.decode(parts[3]) == signer.key.id.bigEndianBytes
        else {
            // A key must not be shown: the fault points at the beginning of the file.
            throw FormatFault(
                "key-private", at: 0..<0,
                LocalizedText(
                    zh: "私钥文件只有一行：PRIVATE+KEY+名称+编号+base64；用 gridshow votes keys 生成，不要改动",
                    en:
                        "a private key is one line: PRIVATE+KEY+name+id+base 64; gridshow votes keys makes it, and nobody edits it"
                ))
        }
        self = signer
    }
}
