import Diagnostics

/// A theme that cases are sorted under, from topics.yaml.
public struct Topic: Sendable, Hashable {
    /// The name in addresses and front matter, ASCII.
    public let key: String
    /// The name that people read.
    public let title: String
    /// Paragraphs separated by blank lines.
    public let introduction: String
    /// One short line under the title; may be empty.
    public let motto: String
    /// The place in topics.yaml, from 1.
    public let number: Int

    /// A theme from its checked fields; nil where key or title did not pass.
    public init?(_ values: FieldValues, number: Int) {
        guard let key = values.text("key"), let title = values.text("title") else { return nil }
        self.key = key
        self.title = title
        self.introduction = values.text("introduction") ?? ""
        self.motto = values.text("motto") ?? ""
        self.number = number
    }
}

/// Finds themes by key or title.
public struct TopicIndex: Sendable {
    /// All themes in the order of topics.yaml.
    public let topics: [Topic]
    private let byName: [String: Topic]

    /// An index over themes in their showing order.
    public init(_ topics: [Topic]) {
        self.topics = topics
        let names = topics.map { ($0.key, $0) } + topics.map { ($0.title, $0) }
        byName = Dictionary(names, uniquingKeysWith: { first, _ in first })
    }

    /// The theme with this key or title.
    public func topic(named name: String) -> Topic? { byName[name] }
}
