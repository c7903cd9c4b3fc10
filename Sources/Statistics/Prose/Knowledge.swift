/// What the numbers of a text are compared with: the data of the community that it is about.
public struct Knowledge: Sendable {
    /// The figures of the community.
    public let figures: [KnownFigure]
    /// Finds the names of the figures.
    let labels: LabelFilter
    private let name: String
    private let grids: [String]
    private let communities: [String]

    /// No community is known.
    public static let nothing = Knowledge()

    /// - Parameters:
    ///   - name: the community's own name.
    ///   - grids: names of its grids.
    ///   - communities: names of communities; its own may be among them.
    public init(_ figures: [KnownFigure] = [], of name: String = "", grids: [String] = [], communities: [String] = []) {
        self.figures = figures
        labels = LabelFilter(figures.map(\.label))
        self.name = name
        self.grids = grids
        self.communities = communities
    }

    /// Whether a sentence may be about a single grid or another community, whose figures are others.
    ///
    /// - Parameter beginning: the sentence up to the number.
    func namesOtherPlace(_ sentence: String, beginning: String) -> Bool {
        grids.contains { !$0.isEmpty && sentence.contains($0) }
            || communities.contains { !$0.isEmpty && !name.contains($0) && sentence.contains($0) }
            || ((name.isEmpty || !beginning.contains(name)) && placeWords.contains { namesPlace(beginning, $0) })
    }

    /// Whether a word for a place has a name before it: 乙村, but not 全村 or 在小区.
    private func namesPlace(_ text: String, _ word: String) -> Bool {
        text.ranges(of: word).contains { place in
            guard let before = text[..<place.lowerBound].unicodeScalars.last else { return false }
            return before.properties.isIdeographic && !"全本该我整各在把由为的于让给使将是与和个进出到".unicodeScalars.contains(before)
        }
    }
}

private let placeWords = ["村", "社区", "街道", "小区", "片区", "院落", "镇"]

extension CommunityStatistics {
    /// What a text about this community may be compared with.
    ///
    /// - Parameter communities: names of all communities.
    public func knowledge(communities: [String]) -> Knowledge {
        Knowledge(
            knownFigures, of: declaration.name, grids: hierarchy?.grids.map(\.name) ?? [], communities: communities)
    }
}
