/// A piece of a source file: the only kind of position inside GridShow.
///
/// Lines and columns are computed from it when a diagnostic is printed.
public struct Span: Sendable, Hashable {
    /// The file's path as the user would write it, such as `content/cases/wayao.md`.
    public let file: String
    /// UTF-8 bytes of the whole file, from 0, half-open. An empty range is a place between two bytes.
    public let range: Range<Int>

    /// The bytes `range` of the file at `file`.
    public init(file: String, range: Range<Int>) {
        self.file = file
        self.range = range
    }

    /// The start of the file: for faults that concern a file as a whole.
    public static func start(of file: String) -> Span { Span(file: file, range: 0..<0) }
}
