import Content
import Diagnostics
import Markdown
import Statistics

/// The numbers of an article: those of its title, its summary and its text.
struct NumberCheck {
    private let paragraphs: [Prose]
    private let tables: [ProseTable]
    private let known: Knowledge

    /// - Parameters:
    ///   - front: texts of the front matter.
    ///   - known: the figures of the article's community.
    init(_ prose: MarkdownProse, front: [Located<String>], known: Knowledge) {
        paragraphs = front.map { Prose($0.value, at: $0.span) } + prose.paragraphs
        tables = prose.proseTables
        self.known = known
    }

    /// What does not fit together.
    var faults: [Diagnostic] { NumberInventory.faults(paragraphs, tables: tables, known: known) }

    /// The faults of an article without a list of its numbers; the words of its text are looked for only where they may
    /// hold a fault.
    static func faults(
        in document: MarkdownDocument, _ source: MarkdownSource, front: [Located<String>], known: Knowledge
    ) -> [Diagnostic] {
        let mayHoldFault = source.bytes.withUnsafeBufferPointer { bytes in
            NumberInventory.mayFindFaults(in: UnsafeBufferPointer(rebasing: bytes[source.body]), known: known)
        }
        let isFrontTelling = front.contains { text in
            var text = text.value
            return text.withUTF8 { NumberInventory.mayFindFaults(in: $0, known: known) }
        }
        guard mayHoldFault || isFrontTelling else { return [] }
        return NumberCheck(document.prose(in: source), front: front, known: known).faults
    }

    /// Every number, small counts in Chinese numerals too.
    var inventory: NumberInventory { NumberInventory(paragraphs, listsChineseNumerals: true) }
}
