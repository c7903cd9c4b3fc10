import FoundationEssentials
import SiteBuilding
import Statistics

/// The list of numbers for programs: one object, keys sorted, one line break at the end.
enum FigureListJSON {
    /// `{"texts": [{"file", "title", "numbers": […], "data": […]}]}`; exact values are strings.
    static func bytes(of list: FigureList) throws -> [UInt8] {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
        return Array(try encoder.encode(Report(texts: list.texts.map(Text.init)))) + [0x0A]
    }

    private struct Report: Encodable {
        let texts: [Text]
    }

    private struct Text: Encodable {
        let file: String, title: String
        let numbers: [Number]
        let data: [DataFigure]

        init(_ text: FigureList.Text) {
            file = text.file
            title = text.title
            numbers = text.groups.flatMap(\.numbers).map(Number.init)
            data = text.dataFigures.map(DataFigure.init)
        }
    }

    private struct Number: Encodable {
        let kind: String, written: String, unit: String, sentence: String
        /// Absent for dates, times and codes.
        let value: String?
        let approximate: Bool
        let line: Int, column: Int

        init(_ number: FigureList.Number) {
            kind = number.kind.rawValue
            written = number.written
            unit = number.unit
            sentence = number.sentence
            value = number.value?.description
            approximate = number.isApproximate
            line = number.place.line
            column = number.place.column
        }
    }

    private struct DataFigure: Encodable {
        let label: String, owner: String
        /// Absent where it is not known.
        let text: String?, asOf: String?
        let cells: [Cell]
        let line: Int, column: Int

        init(_ figure: FigureList.DataFigure) {
            label = figure.label
            owner = figure.owner
            text = figure.text
            asOf = figure.asOf?.description
            cells = figure.cells.map { Cell(file: $0.file, row: $0.row, column: $0.column) }
            line = figure.place.line
            column = figure.place.column
        }
    }

    private struct Cell: Encodable {
        let file: String
        let row: Int
        let column: String
    }
}
