/// What happened in an election besides its ballots: everything that a page about its result tells.
///
/// Made from a log that `ElectionVerification` found sound; nothing is judged here.
public struct ElectionChronicle: Sendable, Equatable {
    /// Every entry that is no ballot, in the order of the log.
    public var entries: [LogEntry]
    /// For the entry of each exclusion the slots of its first and its last ballot.
    public var spans: [Int: ClosedRange<Int>]

    /// A chronicle from its parts.
    public init(entries: [LogEntry], spans: [Int: ClosedRange<Int>]) {
        self.entries = entries
        self.spans = spans
    }

    /// Reads the first `size` entries of a published log.
    ///
    /// - Throws: what `read` throws, and a `FormatFault` where an entry cannot be read.
    public init(size: Int, _ read: PublishedElection.FileReader) throws {
        self.init(entries: [], spans: [:])
        // The slot of every entry so far; exclusions look back at those of their ballots.
        var slots: [Int32] = []
        for index in 0..<(size + Tile.fullWidth - 1) / Tile.fullWidth {
            let width = min(Tile.fullWidth, size - index * Tile.fullWidth)
            let tile = Tile(.entries, index: index, width: width)
            guard let bundle = try read(PublishedElection.tile(tile)) else { return }
            for range in Tile.entries(in: bundle) ?? [] { try add(bundle[range], &slots) }
        }
    }

    private mutating func add(_ text: ArraySlice<UInt8>, _ slots: inout [Int32]) throws {
        let entry = try LogEntry(text: text)
        slots.append(Int32(entry.slot))
        if case .ballot = entry.content { return }
        entries.append(entry)
        guard case .exclusion(let exclusion) = entry.content, let first = exclusion.ranges.first?.lowerBound,
            let last = exclusion.ranges.last?.upperBound, last < slots.count
        else { return }
        spans[entry.index] = Int(slots[first])...Int(slots[last])
    }

    /// When the election entered its present spell of a state; nil where it never did.
    public func time(of state: ElectionState) -> Int? {
        entries.last { entry in
            switch entry.content {
            case .transition(let step): step.to == state
            case .freeze: state == .frozen
            default: false
            }
        }?.time
    }
}
