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
    static func row(_ code: String) -> String { "r-\(code)" }

    /// The id of a cell in a table of figures.
    ///
    /// - Parameter period: nil for the table of current figures.
    static func cell(_ code: String?, _ measure: String, _ period: Period?) -> String {
        "v-\(code ?? whole)-\(measure)" + (period.map { "-\($0)" } ?? "")
    }

    /// The id of a published figure.
    static func published(_ name: String) -> String {
        "figure-" + name.split(whereSeparator: \.isWhitespace).joined(separator: "-")
    }

    /// The id of a published number of grids.
    static func count(_ kind: String) -> String { "expect-\(kind)" }
}

extension CommunityData {
    /// Where the page of the community shows a figure of a measure.
    func address(of measure: ColumnDeclaration, code: String?, asOf: Period?) -> CellAddress? {
        let grid = code == declaration.slug ? nil : code
        let isCurrent = asOf == declaration.asOf
        if isCurrent, statistics.hierarchy != nil {
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
        if let published = declaration.figures.first(where: { $0.name == request.measure })
            ?? declaration.figures.first(where: { $0.label == request.measure })
        {
            return CellAddress(path: path, id: CellAddress.published(published.name))
        }
        return CellAddress(path: path, id: CellAddress.count(figure.label))
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
