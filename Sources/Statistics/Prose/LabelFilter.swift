/// A set of characters by the last eight bits of their numbers: says at once that most others are not in it.
struct ScalarFilter: Sendable {
    private var words: (UInt64, UInt64, UInt64, UInt64) = (0, 0, 0, 0)

    init(_ scalars: some Sequence<Unicode.Scalar>) {
        for scalar in scalars {
            let bit = UInt64(1) << UInt64(scalar.value & 63)
            switch scalar.value >> 6 & 3 {
            case 0: words.0 |= bit
            case 1: words.1 |= bit
            case 2: words.2 |= bit
            default: words.3 |= bit
            }
        }
    }

    /// False where the character is not in the set.
    func mayContain(_ scalar: UInt32) -> Bool {
        let word =
            switch scalar >> 6 & 3 {
            case 0: words.0
            case 1: words.1
            case 2: words.2
            default: words.3
            }
        return word >> UInt64(scalar & 63) & 1 == 1
    }
}

/// Finds the names of known figures where they begin.
struct LabelFilter: Sendable {
    private let labels: [[UInt8]]
    private let beginnings: ScalarFilter

    init(_ labels: [String]) {
        self.labels = labels.filter { !$0.isEmpty }.map { Array($0.utf8) }
        beginnings = ScalarFilter(labels.compactMap(\.unicodeScalars.first))
    }

    /// Whether a name begins at `offset`, where `scalar` stands.
    func matches(_ scalar: UInt32, _ text: UnsafeBufferPointer<UInt8>, at offset: Int) -> Bool {
        beginnings.mayContain(scalar) && labels.contains { text[offset...].starts(with: $0) }
    }
}
