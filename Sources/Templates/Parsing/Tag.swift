/// One tag of a template, as it was written.
struct Tag {
    enum Kind: Equatable {
        case escaped
        case unescaped
        case section
        case inverted
        case close
        case comment
        case partial
        case parent
        case block
    }

    let kind: Kind
    /// What the tag names, without white space.
    let name: String
    /// The name's bytes.
    let nameRange: Range<Int>
    /// The tag's bytes, braces included.
    let range: Range<Int>
    /// Whether the name is one; if not, the scanner has reported it and the name means nothing.
    var isWellFormed = true

    /// The tag as one would write it, for messages.
    var text: String {
        switch kind {
        case .escaped: "{{\(name)}}"
        case .unescaped: "{{{\(name)}}}"
        case .section: "{{#\(name)}}"
        case .inverted: "{{^\(name)}}"
        case .close: "{{/\(name)}}"
        case .comment: "{{!}}"
        case .partial: "{{> \(name)}}"
        case .parent: "{{<\(name)}}"
        case .block: "{{$\(name)}}"
        }
    }
}
