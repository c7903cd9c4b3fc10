import Crypto

/// A public key that checks signatures of notes (C2SP signed-note): `name+keyid+base64(type ‖ key)`.
public struct NoteKey: Hashable, Sendable {
    /// What the key signs.
    public enum Algorithm: UInt8, Sendable {
        /// Ed25519 over the note's text.
        case ed25519 = 1
        /// Ed25519 of a witness over a time and the note's text (C2SP tlog-cosignature).
        case cosignature = 4
    }

    /// The key's name: no spaces, no plus.
    public let name: String
    /// What it signs.
    public let algorithm: Algorithm
    /// The 32 bytes of the Ed25519 key.
    public let publicKey: [UInt8]

    /// The key `publicKey` of 32 bytes under a name; nil where one of them is not possible.
    public init?(name: String, algorithm: Algorithm = .ed25519, publicKey: [UInt8]) {
        guard Self.isName(Array(name.utf8)[...]), publicKey.count == 32 else { return nil }
        self.name = name
        self.algorithm = algorithm
        self.publicKey = publicKey
    }

    /// A key from its text; nil where it is not exactly what `text` gives.
    public init?(text: some Collection<UInt8>) {
        let parts = text.split(separator: UInt8(ascii: "+"), maxSplits: 2, omittingEmptySubsequences: false)
        guard parts.count == 3, let material = Base64.standard.decode(parts[2]), let type = material.first,
            let algorithm = Algorithm(rawValue: type),
            let name = String(validating: parts[0], as: UTF8.self)
        else { return nil }
        self.init(name: name, algorithm: algorithm, publicKey: Array(material.dropFirst()))
        guard Hexadecimal.decode(parts[1]) == id.bigEndianBytes else { return nil }
    }

    /// The first four bytes of SHA-256(name ‖ LF ‖ type ‖ key).
    public var id: UInt32 {
        let bytes = Array(name.utf8) + [0x0A, algorithm.rawValue] + publicKey
        return UInt32(bigEndianBytes: SHA256.hash(data: bytes).prefix(4))
    }

    /// The key's one text.
    public var text: String {
        "\(name)+\(Hexadecimal.encode(id.bigEndianBytes))+\(Base64.standard.encode([algorithm.rawValue] + publicKey))"
    }

    /// Whether `signature` is 64 bytes that this key made over `message`.
    func isSigner(of message: [UInt8], _ signature: some Collection<UInt8>) -> Bool {
        guard let key = try? Curve25519.Signing.PublicKey(rawRepresentation: publicKey) else { return false }
        return key.isValidSignature(Array(signature), for: message)
    }

    /// Whether these bytes can be a key's name: printable ASCII without space and plus.
    static func isName(_ bytes: ArraySlice<UInt8>) -> Bool {
        !bytes.isEmpty && bytes.count <= 128
            && bytes.allSatisfy { $0 > 0x20 && $0 < 0x7F && $0 != UInt8(ascii: "+") }
    }
}

/// A private key that signs notes and statements.
public struct NoteSigner: Sendable {
    /// The key that checks what this one signs.
    public let key: NoteKey
    private let privateKey: Curve25519.Signing.PrivateKey

    /// A signer from the 32 bytes of its seed (RFC 8032); nil where name or seed are not possible.
    public init?(name: String, algorithm: NoteKey.Algorithm = .ed25519, seed: [UInt8]) {
        guard let privateKey = try? Curve25519.Signing.PrivateKey(rawRepresentation: seed),
            let key = NoteKey(
                name: name, algorithm: algorithm, publicKey: Array(privateKey.publicKey.rawRepresentation))
        else { return nil }
        self.key = key
        self.privateKey = privateKey
    }

    /// The 64 bytes of the signature over `message`.
    ///
    /// RFC 8032 makes the same bytes every time; some implementations of Ed25519 do not, so store what was handed out.
    public func signature(of message: [UInt8]) throws -> [UInt8] {
        Array(try privateKey.signature(for: message))
    }
}
