import Diagnostics
import Statistics

/// A part of a request with the place where it was written.
struct WrittenName: Sendable, Hashable {
    let text: String
    let span: Span
}

/// What varies along the rows or the columns of a matrix.
enum DataAxis {
    /// Communities, or one table.
    case owners([WrittenName])
    /// Grids of a community, or rows of a table.
    case codes([WrittenName])
    case periods([WrittenName])
    case measures([WrittenName])

    var names: [WrittenName] {
        switch self {
        case .owners(let names), .codes(let names), .periods(let names), .measures(let names): names
        }
    }

    /// The request with this axis's part filled in.
    func filled(_ request: FigureRequest, with name: String) -> FigureRequest {
        switch self {
        case .owners: FigureRequest(of: name, measure: request.measure, period: request.period, code: request.code)
        case .codes: FigureRequest(of: request.of, measure: request.measure, period: request.period, code: name)
        case .periods: FigureRequest(of: request.of, measure: request.measure, period: name, code: request.code)
        case .measures: FigureRequest(of: request.of, measure: name, period: request.period, code: request.code)
        }
    }

    /// The part of a request that this axis varies.
    var part: FigureFault.Part {
        switch self {
        case .owners: .of
        case .codes: .code
        case .periods: .period
        case .measures: .measure
        }
    }
}
