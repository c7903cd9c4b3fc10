import Content
import Diagnostics
import Markdown
import Statistics

/// Reads the numbers of one text.
struct FigureReader {
    let file: String
    /// Nil where the front matter is faulty.
    let article: Article?
    let sources: BodySources
    private(set) var diagnostics: [Diagnostic] = []

    init(file: String, article: Article?, sources: BodySources) {
        self.file = file
        self.article = article
        self.sources = sources
    }

    /// The numbers of the text; nil where it is not UTF-8.
    ///
    /// - Throws: `MachineError` if the file cannot be read.
    mutating func read() throws -> FigureList.Text? {
        guard let text = try SourceText.read(file, diagnostics: &diagnostics) else { return nil }
        let body = (try? FrontMatter.split(text.bytes).get().body) ?? 0..<0
        let source = MarkdownSource(file: file, bytes: text.bytes, body: body)
        let (document, found) = MarkdownParser.parse(source)
        let index = LineIndex(text.bytes)
        let prose = document.prose(in: source)
        let home = article.map { sources.home(of: $0) } ?? .unknown
        let (front, known) = (article?.frontTexts ?? [], sources.statistics.knowledge(of: home))
        var resolver = FigureResolver(statistics: sources.statistics, home: home)
        let statistics = document.dataDirectives.filter { $0.kind == .statistic }
        let figures = try statistics.map { resolver.resolve($0) }.compactMap { try figure($0, index) }
        diagnostics += found.filter { $0.severity == .error } + resolver.diagnostics
        diagnostics += NumberCheck.faults(in: document, source, front: front, known: known)
        diagnostics += personalNumberFaults(in: text.bytes, file: file)
        return FigureList.Text(
            file: file, title: article?.title ?? "",
            groups: groups(NumberCheck(prose, front: front, known: known), prose, index), dataFigures: figures)
    }

    private func groups(_ check: NumberCheck, _ prose: MarkdownProse, _ index: LineIndex) -> [FigureList.Group] {
        let cells = prose.cellTexts
        return check.inventory.groups.map { group in
            let numbers = group.mentions.map { mention in
                let cell = cells.first { $0.range.contains(mention.span.range.lowerBound) }
                return FigureList.Number(
                    kind: mention.kind, written: mention.written, value: mention.value, unit: mention.unit,
                    isApproximate: mention.isApproximate, sentence: cell?.text ?? mention.sentence,
                    place: place(mention.span, index))
            }
            return FigureList.Group(kind: group.kind, unit: group.unit, numbers: numbers)
        }
    }

    private func place(_ span: Span, _ index: LineIndex) -> FigureList.Place {
        let position = index.position(of: span.range.lowerBound)
        return FigureList.Place(file: span.file, line: position.line, column: position.column)
    }

    private func figure(_ figure: ResolvedFigure, _ index: LineIndex) throws -> FigureList.DataFigure? {
        guard case .statistic(let cell, let name, let format) = figure.content else { return nil }
        let cells: [CellSource] =
            switch cell.origin {
            case .stated(let source): [source]
            case .computed(let sources): sources
            case nil: []
            }
        return FigureList.DataFigure(
            label: name, owner: figure.owners.first?.name ?? "", text: cell.text(format), asOf: cell.asOf,
            cells: try cells.map(place), place: place(figure.directive.span, index))
    }

    /// The row of a table, or the line of a description.
    private func place(_ source: CellSource) throws -> FigureList.Cell {
        let file = source.span.file
        let line =
            source.row > 0
            ? source.row : try readFile(file).map { LineIndex($0).line(of: source.span.range.lowerBound) } ?? 1
        return FigureList.Cell(file: file, row: line, column: source.column)
    }
}
