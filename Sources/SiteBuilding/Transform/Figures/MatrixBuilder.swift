import Diagnostics
import Statistics

/// Looks up every figure of a matrix. What one row or column lacks is missing; what none has is a fault.
struct MatrixBuilder {
    let statistics: SiteStatistics
    /// What stays the same in all cells; empty texts for the parts that an axis fills in.
    let base: FigureRequest
    /// Where each part of the request is written.
    let places: [FigureFault.Part: Span]
    let rows: DataAxis
    let columns: DataAxis

    /// The matrix, and the faults of the request.
    func build(subject: DataSubject) -> (matrix: DataMatrix, faults: [Diagnostic]) {
        var faults: [(row: Int, column: Int, fault: FigureFault)] = []
        var found: [[Figure?]] = []
        var cells: [[DataCell]] = []
        for (row, rowName) in rows.names.enumerated() {
            let request = rows.filled(base, with: rowName.text)
            var line: [Figure?] = []
            cells.append(
                columns.names.enumerated().map { column, columnName in
                    let request = columns.filled(request, with: columnName.text)
                    do throws(FigureFault) {
                        let figure = try statistics.library.figure(request)
                        line.append(figure)
                        return DataCell(figure, at: statistics.address(of: request, figure))
                    } catch {
                        faults.append((row, column, error))
                        line.append(nil)
                        return DataCell(.missing)
                    }
                })
            found.append(line)
        }
        let matrix = DataMatrix(
            subject: subject, columns: columns.names.indices.map { entry(columns, $0, found.map { $0 }, isRow: false) },
            rows: zip(rows.names.indices, cells).map { (entry(rows, $0, found, isRow: true), $1) })
        return (matrix, diagnostics(of: faults))
    }

    private func entry(_ axis: DataAxis, _ index: Int, _ found: [[Figure?]], isRow: Bool) -> DataAxisEntry {
        let figures = isRow ? found[index].compactMap { $0 } : found.compactMap { $0[index] }
        let name = axis.names[index].text
        switch axis {
        case .owners:
            if let community = statistics.community(named: name) {
                return DataAxisEntry(heading: .text(community.declaration.name), address: community.path.url)
            }
            return DataAxisEntry(heading: .text(name))
        case .codes:
            let grid = statistics.community(named: base.of)?.statistics.hierarchy.flatMap { hierarchy in
                hierarchy.position(of: name).map { hierarchy.grids[$0].name }
            }
            let whole = name.isEmpty ? statistics.community(named: base.of)?.declaration.name : nil
            return DataAxisEntry(heading: .text(grid ?? whole ?? name))
        case .periods: return DataAxisEntry(heading: Period(name).map { .period($0) } ?? .text(name))
        case .measures:
            return DataAxisEntry(
                heading: .text(figures.first?.label ?? name), unit: figures.first { !$0.unit.isEmpty }?.unit ?? "")
        }
    }

    /// One diagnostic for each written name that leads nowhere in any row or column.
    private func diagnostics(of faults: [(row: Int, column: Int, fault: FigureFault)]) -> [Diagnostic] {
        var seen: Set<WrittenName> = []
        return faults.compactMap { row, column, fault in
            let isOfRow = fault.part == rows.part
            let isOfColumn = fault.part == columns.part
            // A community without a measure that another one has is no fault of the request.
            let others = faults.filter { other in
                other.fault.part == fault.part
                    && (isOfRow ? other.row == row : isOfColumn ? other.column == column : true)
            }
            let total =
                isOfRow ? columns.names.count : isOfColumn ? rows.names.count : rows.names.count * columns.names.count
            guard others.count == total || fault.part == .of else { return nil }
            let written = isOfRow ? rows.names[row] : isOfColumn ? columns.names[column] : nil
            guard let span = written?.span ?? places[fault.part] ?? rows.names.first?.span,
                seen.insert(WrittenName(text: fault.written, span: span)).inserted
            else { return nil }
            return fault.diagnostic(at: span)
        }
    }
}

extension SiteStatistics {
    /// Where the site shows the figure that a text asks for.
    func address(of request: FigureRequest, _ figure: Figure) -> CellAddress? {
        if let community = community(named: request.of) { return community.address(of: request, figure) }
        return table(named: request.of)?.address(of: request)
    }
}
