import Diagnostics

/// A text with signatures below it (C2SP signed-note).
public struct SignedNote: Sendable, Equatable {
    /// One line of signature.
    public struct Signature: Sendable, Equatable {
        /// The name of the key.
        public let name: String
        /// The id of the key.
        public let keyID: UInt32
        /// What follows the id: 64 bytes of Ed25519, or the 8 bytes of a time before them.
        public let bytes: [UInt8]
        /// The bytes of the line in the note, without its end.
        public let range: Range<Int>
    }

    /// The text that is signed, with the line end at its end.
    public let text: [UInt8]
    /// The signatures in the order of their lines.
    public let signatures: [Signature]

    private static let lineStart = Array("— ".utf8)
    private static let lineEnd = UInt8(ascii: "\n")

    /// A note read from `bytes`, the indices of which are the places in faults.
    ///
    /// Reading checks no signature. A line of signature that is not exactly what a signer writes is a fault.
    public init(_ bytes: ArraySlice<UInt8>) throws(FormatFault) {
        func fault(_ range: Range<Int>, _ message: LocalizedText) -> FormatFault {
            FormatFault("note-form", at: range, message)
        }
        guard String(validating: bytes, as: UTF8.self) != nil,
            let separator = bytes.indices.last(where: {
                bytes[$0] == Self.lineEnd && $0 + 1 < bytes.endIndex && bytes[$0 + 1] == Self.lineEnd
            })
        else {
            throw fault(
                bytes.indices,
                LocalizedText(zh: "签名文本由正文、空行和签名行组成", en: "a note is a text, an empty line and lines of signatures"))
        }
        text = Array(bytes[...separator])
        if let control = text.firstIndex(where: { $0 < 0x20 && $0 != Self.lineEnd }) {
            let place = bytes.startIndex + control
            throw fault(
                place..<place + 1, LocalizedText(zh: "签名文本里不能有控制字符", en: "a note has no control characters"))
        }
        var signatures: [Signature] = []
        var start = separator + 2
        while start < bytes.endIndex {
            let end = bytes[start...].firstIndex(of: Self.lineEnd)
            let line = bytes[start..<(end ?? bytes.endIndex)]
            guard let end, let signature = Self.signature(line) else {
                throw fault(
                    line.indices,
                    LocalizedText(
                        zh: "签名行的写法是：破折号、空格、密钥名、空格、base64、换行",
                        en: "a line of signature is: em dash, space, key name, space, base 64, line end"))
            }
            signatures.append(signature)
            start = end + 1
        }
        guard !signatures.isEmpty, signatures.count <= 64 else {
            throw fault(bytes.indices, LocalizedText(zh: "签名要有 1 到 64 个", en: "a note has 1 to 64 signatures"))
        }
        self.signatures = signatures
    }

    private static func signature(_ line: ArraySlice<UInt8>) -> Signature? {
        guard line.starts(with: lineStart) else { return nil }
        let parts = line.dropFirst(lineStart.count).split(
            separator: UInt8(ascii: " "), omittingEmptySubsequences: false)
        guard parts.count == 2, NoteKey.isName(parts[0]), let value = Base64.standard.decode(parts[1]), value.count > 4
        else { return nil }
        return Signature(
            name: String(decoding: parts[0], as: UTF8.self), keyID: UInt32(bigEndianBytes: value.prefix(4)),
            bytes: Array(value.dropFirst(4)), range: line.indices)
    }

    /// Whether the signature was made by `key` over this note's text.
    public func isValid(_ signature: Signature, by key: NoteKey) -> Bool {
        guard signature.name == key.name, signature.keyID == key.id else { return false }
        switch key.algorithm {
        case .ed25519: return key.isSigner(of: text, signature.bytes)
        case .cosignature:
            guard signature.bytes.count == 72 else { return false }
            let time = UInt64(bigEndianBytes: signature.bytes.prefix(8))
            return key.isSigner(of: Self.cosigned(text, time: time), signature.bytes.dropFirst(8))
        }
    }

    /// What a witness signs (C2SP tlog-cosignature).
    private static func cosigned(_ text: [UInt8], time: UInt64) -> [UInt8] {
        Array("cosignature/v1\ntime \(time)\n".utf8) + text
    }

    /// The line of signature of `signer` below `text`, with its line end.
    ///
    /// - Parameter time: when a witness signs, in seconds since 1970; other keys ignore it.
    public static func line(_ text: [UInt8], signer: NoteSigner, time: UInt64 = 0) throws -> [UInt8] {
        let isWitness = signer.key.algorithm == .cosignature
        let message = isWitness ? cosigned(text, time: time) : text
        let value =
            signer.key.id.bigEndianBytes + (isWitness ? time.bigEndianBytes : []) + (try signer.signature(of: message))
        return lineStart + Array("\(signer.key.name) \(Base64.standard.encode(value))\n".utf8)
    }
}
