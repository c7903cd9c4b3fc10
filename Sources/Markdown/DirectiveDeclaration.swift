import Diagnostics

/// What there is to know about one directive: the table behind validation and documentation.
public struct DirectiveDeclaration: Sendable {
    /// How a directive is written.
    public enum Form: Sendable, Hashable {
        /// `:name[text]{…}` in a line.
        case inline
        /// `::name[caption]{…}` on a line of its own.
        case leaf
        /// `:::name[title]{…}`, blocks, `:::`.
        case container
    }

    /// What an attribute's value must be.
    public enum ValueType: Sendable, Hashable {
        /// Any text.
        case text
        /// The path or address of an image or video.
        case media
        /// The path or address of a page.
        case link
        /// A whole number from 1.
        case count
        /// Texts parted by `,`, `，` or `、`, none of them empty.
        case list
        /// One of a few words.
        case choice([Choice])
    }

    /// A word that an attribute can have as its value.
    public struct Choice: Sendable, Hashable {
        /// The word in English.
        public let name: String
        /// Other ways to write it.
        public let aliases: [String]
    }

    /// `key=value` in the braces of a directive.
    public struct Attribute: Sendable {
        /// The key in English.
        public let name: String
        /// Other ways to write it.
        public let aliases: [String]
        /// What its value must be.
        public let type: ValueType
        /// Whether it cannot be left out.
        public let isRequired: Bool
        /// What it is for.
        public let help: LocalizedText
    }

    /// Attributes of which not more than one may be written.
    public struct Alternative: Sendable {
        /// The keys in English.
        public let names: [String]
        /// Whether one of them must be written.
        public let isRequired: Bool
    }

    /// Which drawing it becomes.
    enum Meaning: Sendable, Hashable {
        case note, figure, gallery, quote, video, steps, loop, levels, mark, ruby, abbreviation
        /// What is shown comes from the caller.
        case data(DataDirective.Kind)
    }

    /// Another name, which may say the kind as well.
    struct Alias: Sendable {
        let name: String
        var kind: String?
    }

    let meaning: Meaning
    /// The name in English.
    public let name: String
    let otherNames: [Alias]
    /// How it may be written.
    public let forms: [Form]
    /// What may stand in its braces.
    public let attributes: [Attribute]
    /// What it is for.
    public let help: LocalizedText
    /// Which attributes stand for each other.
    public internal(set) var alternatives: [Alternative] = []

    /// Other names, Chinese ones first.
    public var aliases: [String] { otherNames.map(\.name) }

    /// The declaration with a name or an alias.
    public static func named(_ name: String) -> DirectiveDeclaration? {
        byName[name].map { all[$0] }
    }

    /// The kind that an alias such as `warning` brings along.
    func kind(impliedBy name: String) -> String? { otherNames.first { $0.name == name }?.kind }

    /// The attribute with a name or an alias.
    func attribute(_ name: String) -> Attribute? {
        attributes.first { $0.name == name || $0.aliases.contains(name) }
    }

    /// Every name in the table, in its order.
    static let allNames: [String] = all.flatMap { [$0.name] + $0.aliases }

    private static let byName: [String: Int] = {
        var table: [String: Int] = [:]
        for (index, declaration) in all.enumerated() {
            for name in [declaration.name] + declaration.aliases { table[name] = index }
        }
        return table
    }()
}
