/// The text of one template, and the name by which pages and tags call it.
public struct TemplateSource: Sendable {
    /// The path below the templates folder without suffix: `layout`, `partials/card`.
    public let name: String
    /// The file's path as diagnostics show it.
    public let file: String
    /// The whole file, in UTF-8; a byte order mark is skipped.
    public let bytes: [UInt8]

    /// The template `name`, read from `file`.
    public init(name: String, file: String, bytes: [UInt8]) {
        self.name = name
        self.file = file
        self.bytes = bytes
    }
}
