/// 128 bits that stand for some bytes: two different inputs of a build have different ones.
///
/// Multiplies and folds 64-bit words (the MUM construction of Wang Yi's wyhash, public domain) in two lanes. It
/// guards against change, not against an attacker: whoever can write the cache can write the site.
struct Fingerprint: Hashable, Sendable {
    let high: UInt64
    let low: UInt64

    /// Stands for nothing: never equal to the fingerprint of an input that is known.
    static let unknown = Fingerprint(high: 0, low: 0)

    /// The fingerprint of some bytes.
    init(of bytes: [UInt8]) { self = bytes.withUnsafeBytes { Fingerprint(of: $0) } }

    /// The fingerprint of some bytes.
    init(of bytes: UnsafeRawBufferPointer) {
        var hasher = FingerprintHasher()
        hasher.add(bytes)
        self = hasher.finish()
    }

    init(high: UInt64, low: UInt64) {
        self.high = high
        self.low = low
    }
}

/// Takes in a sequence of values; their lengths count, so that `ab`, `c` and `a`, `bc` differ.
struct FingerprintHasher {
    private var first: UInt64 = 0xA076_1D64_78BD_642F
    private var second: UInt64 = 0xE703_7ED1_A0B4_28DB

    mutating func add(_ number: UInt64) {
        mix(number, 0x8EBC_6AF0_9C88_C6E3)
    }

    mutating func add(_ number: Int) { add(UInt64(bitPattern: Int64(number))) }

    mutating func add(_ fingerprint: Fingerprint) { mix(fingerprint.high, fingerprint.low) }

    mutating func add(_ text: String) {
        var text = text
        text.withUTF8 { add(UnsafeRawBufferPointer($0)) }
    }

    mutating func add(_ bytes: [UInt8]) {
        bytes.withUnsafeBytes { add($0) }
    }

    mutating func add(_ bytes: UnsafeRawBufferPointer) {
        add(bytes.count)
        var offset = 0
        while offset + 16 <= bytes.count {
            mix(
                bytes.loadUnaligned(fromByteOffset: offset, as: UInt64.self),
                bytes.loadUnaligned(fromByteOffset: offset + 8, as: UInt64.self))
            offset += 16
        }
        guard offset < bytes.count else { return }
        var tail: (UInt64, UInt64) = (0, 0)
        withUnsafeMutableBytes(of: &tail) { $0.copyMemory(from: UnsafeRawBufferPointer(rebasing: bytes[offset...])) }
        mix(tail.0, tail.1)
    }

    mutating func finish() -> Fingerprint {
        let high = fold(first ^ second, 0x5895_65F5_9D1B_A3C7)
        let low = fold(second &+ first, 0x1D8E_4E27_C47D_124F)
        // Zero is kept for what is unknown.
        return Fingerprint(high: high, low: high == 0 && low == 0 ? 1 : low)
    }

    private mutating func mix(_ left: UInt64, _ right: UInt64) {
        first = fold(first ^ left, 0xEB44_ACCA_B455_D165 ^ right)
        second = fold(second ^ right, 0x9E37_79B9_7F4A_7C15 ^ left) &+ first
    }

    private func fold(_ left: UInt64, _ right: UInt64) -> UInt64 {
        let product = left.multipliedFullWidth(by: right)
        // The plain product of zero would forget the other word.
        return product.high ^ product.low ^ left &+ (right << 32 | right >> 32)
    }
}
