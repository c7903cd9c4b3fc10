/// A set of characters; those beyond U+FFFF are all in it.
struct ScalarSet: Sendable {
    private var words: [UInt64]

    init(_ scalars: some Sequence<Unicode.Scalar>) {
        words = [UInt64](repeating: 0, count: 1024)
        formUnion(scalars)
    }

    mutating func formUnion(_ scalars: some Sequence<Unicode.Scalar>) {
        for scalar in scalars where scalar.value < 0x10000 {
            words[Int(scalar.value >> 6)] |= UInt64(1) << UInt64(scalar.value & 63)
        }
    }

    /// A word for 64 characters each, for a search in which every nanosecond counts.
    func withWords<Outcome>(_ body: (UnsafePointer<UInt64>) -> Outcome) -> Outcome {
        words.withUnsafeBufferPointer { words in
            guard let base = words.baseAddress else { preconditionFailure("the set has 1,024 words") }
            return body(base)
        }
    }
}

/// Finds the names of known figures where they begin.
struct LabelFilter: Sendable {
    /// The characters with which a name begins, and those that are signs of a statement.
    let notable: ScalarSet
    private let labels: [[UInt8]]

    /// The characters that `SignReader` looks at.
    private static let signals = ScalarSet("从由至到占例重比额计数和中％万亿０１２３４５６７８９".unicodeScalars)

    init(_ labels: [String]) {
        self.labels = labels.filter { !$0.isEmpty }.map { Array($0.utf8) }
        var notable = Self.signals
        if !labels.isEmpty { notable.formUnion(labels.compactMap(\.unicodeScalars.first)) }
        self.notable = notable
    }

    /// Whether there is no name.
    var isEmpty: Bool { labels.isEmpty }

    /// Whether a name begins at `offset`.
    func matches(_ text: UnsafeBufferPointer<UInt8>, at offset: Int) -> Bool {
        labels.contains { text[offset...].starts(with: $0) }
    }
}
