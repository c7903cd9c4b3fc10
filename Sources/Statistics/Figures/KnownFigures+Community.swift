import Diagnostics

extension CommunityStatistics {
    /// What a text about this community may be compared with: the community's current figures, those that it
    /// publishes, and the published numbers of grids. Labels that occur twice with different values are left out.
    public var knownFigures: [KnownFigure] {
        let all = measureFigures + publishedFigures
        return all.filter { figure in
            all.allSatisfy { $0.label != figure.label || $0.unit != figure.unit || $0.value == figure.value }
        }
    }

    private var measureFigures: [KnownFigure] {
        let library = FigureLibrary(communities: [self])
        return declaration.measures.compactMap { measure in
            let request = FigureRequest(of: declaration.slug, measure: measure.name)
            guard let figure = try? library.figure(request), let value = figure.entry.known else { return nil }
            let span: Span? =
                switch figure.origin {
                case .stated(let cell): cell.span
                case .computed(let cells): cells.first?.span
                }
            return KnownFigure(label: measure.label, value: value, unit: measure.unit, asOf: figure.asOf, at: span)
        }
    }

    private var publishedFigures: [KnownFigure] {
        let figures = zip(declaration.figures, statedNumbers).compactMap { figure, number in
            number.known.map {
                KnownFigure(label: figure.label, value: $0, unit: figure.unit, asOf: figure.asOf, at: figure.span)
            }
        }
        let counts = declaration.expected.map { expected in
            KnownFigure(
                label: declaration.kind(expected.kind) ?? expected.kind, value: ExactDecimal(Int128(expected.count)),
                unit: "个", asOf: declaration.asOf, at: expected.span)
        }
        return figures + counts
    }
}
