/// The words that the HTML of a document needs beyond what its author wrote.
public struct MarkdownWords: Sendable {
    /// What the list of footnotes is called.
    public var footnotes: String
    /// The name of the way back from a footnote; `{n}` stands for its number.
    public var backReference: String
    /// The title of a note without one of its own.
    public var noteTitle: String
    /// The title of a tip without one of its own.
    public var tipTitle: String
    /// The title of a warning without one of its own.
    public var warningTitle: String
    /// The link that stands in for a video that cannot be played.
    public var videoFallback: String
    /// Says, for those who cannot see the drawing, that the last step of a loop leads to its first.
    public var loopReturn: String
    /// What the box of a finished task is called.
    public var taskDone: String
    /// What the box of an open task is called.
    public var taskOpen: String
    /// What a wide table that scrolls sideways is called; `{n}` stands for its number.
    public var wideTable: String

    /// All words, as they will be read; they are escaped by the writer.
    public init(
        footnotes: String, backReference: String, noteTitle: String, tipTitle: String, warningTitle: String,
        videoFallback: String, loopReturn: String, taskDone: String, taskOpen: String, wideTable: String
    ) {
        self.footnotes = footnotes
        self.backReference = backReference
        self.noteTitle = noteTitle
        self.tipTitle = tipTitle
        self.warningTitle = warningTitle
        self.videoFallback = videoFallback
        self.loopReturn = loopReturn
        self.taskDone = taskDone
        self.taskOpen = taskOpen
        self.wideTable = wideTable
    }

    /// For pages in Chinese.
    public static let chinese = MarkdownWords(
        footnotes: "注释", backReference: "回到注 {n} 的出处", noteTitle: "提示", tipTitle: "窍门",
        warningTitle: "注意", videoFallback: "下载视频", loopReturn: "最后一步之后，回到第一步。",
        taskDone: "已完成", taskOpen: "未完成", wideTable: "表格 {n}，可左右滚动"
    )

    /// For pages in English.
    public static let english = MarkdownWords(
        footnotes: "Notes", backReference: "Back to note {n} in the text", noteTitle: "Note", tipTitle: "Tip",
        warningTitle: "Warning", videoFallback: "Download the video",
        loopReturn: "The last step leads back to the first.", taskDone: "Done", taskOpen: "Open",
        wideTable: "Table {n}, scrolls sideways"
    )

    /// The word for a `.word` node.
    func text(_ word: Word) -> String {
        switch word {
        case .noteTitle: return noteTitle
        case .tipTitle: return tipTitle
        case .warningTitle: return warningTitle
        case .loopReturn: return loopReturn
        }
    }
}

/// A place in the tree where one of the `MarkdownWords` will stand.
enum Word: UInt8, Sendable {
    case noteTitle, tipTitle, warningTitle, loopReturn
}
