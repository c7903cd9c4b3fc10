import Statistics

/// The element of a page that shows one figure.
struct CellAddress: Sendable, Hashable {
    /// The page.
    let path: OutputPath
    /// The element's id.
    let id: String

    /// The address relative to the site's root, percent-encoded.
    var url: String { "\(path.url)#\(percentEncoded(id))" }

    /// The code that stands for the whole of a community or table.
    static let whole = "_all"

    /// The id of a table's row.
    static func row(_ code: String) -> String { "r-\(joined(code, "_"))" }

    /// The id of a cell in a table of figures.
    ///
    /// - Parameter period: nil for the table of current figures.
    static func cell(_ code: String?, _ measure: String, _ period: Period?) -> String {
        "v-\(joined(code ?? whole, "_"))-\(joined(measure, "_"))" + (period.map { "-\($0)" } ?? "")
    }

    /// The id of a published figure.
    static func published(_ name: String) -> String {
        "figure-" + joined(name, "-")
    }

    /// An id holds no spaces.
    private static func joined(_ name: String, _ separator: String) -> String {
        name.split(whereSeparator: \.isWhitespace).joined(separator: separator)
    }

    /// The id of a published number of grids.
    static func count(_ kind: String) -> String { "expect-\(kind)" }
}

extension CommunityData {
    /// Where the page of the community shows a figure of a measure.
    func address(of measure: ColumnDeclaration, code: String?, asOf: Period?) -> CellAddress? {
        let grid = code == declaration.slug ? nil : code
        let isCurrent = asOf == declaration.asOf
        if isCurrent, hasGrids {
            return CellAddress(path: path, id: CellAddress.cell(grid, measure.name, nil))
        }
        guard let asOf else { return nil }
        return CellAddress(path: path, id: CellAddress.cell(grid, measure.name, asOf))
    }

    /// Where the page of the community shows what a text asks for.
    func address(of request: FigureRequest, _ figure: Figure) -> CellAddress? {
        if let measure = declaration.measures.first(where: { $0.name == request.measure })
            ?? declaration.measures.first(where: { $0.label == request.measure })
        {
            return address(of: measure, code: request.code, asOf: figure.asOf)
        }
        // The one that the library answers with.
        if let published = declaration.figures.first(where: {
            $0.name == request.measure || $0.label == request.measure
        }) {
            return CellAddress(path: path, id: CellAddress.published(published.name))
        }
        return count(of: figure.label)
    }
}

extension CommunityData {
    /// Whether the page has a table of grids with the current figures.
    var hasGrids: Bool { statistics.hierarchy.map { !$0.grids.isEmpty } ?? false }

    /// The published numbers of grids that the page shows besides the figures: those that no figure has as its label.
    var shownCounts: [ExpectedCount] {
        let labels = Set(declaration.figures.map(\.label))
        return declaration.expected.filter { !labels.contains($0.kind) }
    }

    /// Where the page shows the published number of a kind, which may be declared in short: 微 for 微网格.
    private func count(of kind: String) -> CellAddress? {
        func isKind(_ text: String) -> Bool { text == kind || text + "网格" == kind }
        if let count = shownCounts.first(where: { isKind($0.kind) }) {
            return CellAddress(path: path, id: CellAddress.count(count.kind))
        }
        let published = declaration.figures.first { isKind($0.label) }
        return published.map { CellAddress(path: path, id: CellAddress.published($0.name)) }
    }
}

extension TableData {
    /// Where the page of the table shows what a text asks for.
    func address(of request: FigureRequest) -> CellAddress? {
        let columns = statistics.table.columns.map(\.declaration)
        let column =
            columns.first { $0.name == request.measure } ?? columns.first { $0.label == request.measure }
        return column.map { CellAddress(path: path, id: CellAddress.cell(request.code, $0.name, nil)) }
    }
}
