import Diagnostics
import Markdown
import Statistics

extension MarkdownProse {
    /// The texts as the checks of numbers read them, in document order.
    ///
    /// A row of a table with two columns is one text, “name：number”, so that a number stands beside what it counts.
    var paragraphs: [Prose] {
        let rows = tables.filter(\.pairsNamesWithNumbers).flatMap { $0.rows.dropFirst() }
        let paired = Dictionary(rows.map { ($0[0].span, $0) }) { first, _ in first }
        let second = Set(rows.map { $0[1].span })
        return blocks.compactMap { block in
            guard block.kind == .cell else { return Prose(block) }
            if second.contains(block.span), paired[block.span] == nil { return nil }
            return paired[block.span].map { Prose(name: $0[0], number: $0[1]) } ?? Prose(block)
        }
    }

    /// The bytes of every cell of a body that is not empty, and how it is read: row, column and what stands there.
    var cellTexts: [(range: Range<Int>, text: String)] {
        tables.flatMap { table -> [(range: Range<Int>, text: String)] in
            guard let head = table.rows.first else { return [] }
            return table.rows.dropFirst().flatMap { row in
                row.indices.filter { !row[$0].runs.isEmpty }.map { column in
                    let names = (column > 0 ? [row[0].text] : []) + [head[column].text]
                    let heading = names.filter { !$0.isEmpty }.joined(separator: " · ")
                    return (
                        row[column].span.range, heading.isEmpty ? row[column].text : "\(heading)：\(row[column].text)"
                    )
                }
            }
        }
    }

    /// The tables as the checks of numbers read them.
    var proseTables: [ProseTable] {
        tables.map { table in
            ProseTable(rows: table.rows.map { row in row.map { Prose.Piece($0.text, at: $0.span) } })
        }
    }
}

extension MarkdownProse.Table {
    /// Whether it has two columns, the second being of the present: a heading such as 2022年 is of another time.
    fileprivate var pairsNamesWithNumbers: Bool {
        guard let head = rows.first, head.count == 2 else { return false }
        return !head[1].text.contains(where: \.isNumber)
            && rows.dropFirst().allSatisfy { !$0[0].runs.isEmpty && !$0[1].runs.isEmpty }
    }
}

extension Prose {
    /// The text of a block.
    init(_ block: MarkdownProse.Block) {
        self.init(block.runs.map { Piece($0.text, at: $0.span) })
    }

    /// A row that says how many of what.
    fileprivate init(name: MarkdownProse.Block, number: MarkdownProse.Block) {
        let place = Span(file: number.span.file, range: number.span.range.lowerBound..<number.span.range.lowerBound)
        let pieces = (name.runs + number.runs).map { Piece($0.text, at: $0.span) }
        self.init(pieces[..<name.runs.count] + [Piece("：", at: place)] + pieces[name.runs.count...])
    }
}
