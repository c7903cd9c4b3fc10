import Diagnostics

/// A table of its own: `statistics/<name>.csv` with what its yaml declares.
public struct StatisticsTable: Sendable {
    /// What the yaml beside the file says.
    public struct Declaration: Sendable {
        /// The file's name without `.csv`.
        public let name: String
        /// The title on the page.
        public let title: String
        /// The columns in showing order.
        public var columns: [ColumnDeclaration]
        /// The time of the figures, if it is one for all.
        public var asOf: Period?

        /// Declares a table.
        public init(name: String, title: String, columns: [ColumnDeclaration], asOf: Period? = nil) {
            self.name = name
            self.title = title
            self.columns = columns
            self.asOf = asOf
        }
    }

    /// What is declared.
    public let declaration: Declaration
    /// The values.
    public let table: TypedTable

    /// Reads a table by its declaration.
    public static func check(_ declaration: Declaration, csv: Checked<CSVFile>) -> Checked<StatisticsTable> {
        let table = TypedTable.read(csv, columns: declaration.columns)
        let result = StatisticsTable(declaration: declaration, table: table.draft)
        return Checked(result, declaration.columns.faults() + table.diagnostics)
    }

    /// The column by whose values rows are named: the first of codes, else the first of texts.
    public var keyColumn: TypedColumn? {
        table.columns.first { $0.declaration.type == .code } ?? table.columns.first { $0.declaration.type == .text }
    }

    /// The whole column by its declared aggregation; `none` gives not applicable.
    public func total(of column: TypedColumn) throws(DecimalOverflow) -> Entry<ExactDecimal> {
        guard let numbers = column.values.numbers, column.declaration.aggregation != .none else {
            return .notApplicable
        }
        var weights = numbers.map { $0.map { _ in ExactDecimal(1) } }
        if case .weightedMean(let name) = column.declaration.aggregation {
            guard let declared = table.column(name)?.values.numbers else { return .missing }
            weights = declared
        }
        let isSum = column.declaration.aggregation == .sum
        var (sum, weight, hasValue) = (ExactDecimal.zero, ExactDecimal.zero, false)
        for (number, factor) in zip(numbers, weights) {
            if number == .notApplicable || factor == .notApplicable || factor == .value(.zero) { continue }
            guard let number = number.known, let factor = factor.known else { return .missing }
            sum = try sum.adding(isSum ? number : number.multiplied(by: factor))
            weight = try weight.adding(factor)
            hasValue = true
        }
        guard hasValue else { return .notApplicable }
        if isSum { return .value(sum) }
        let decimals = column.declaration.decimals ?? 1
        return try sum.divided(by: weight, scale: decimals).map { .value($0) } ?? .notApplicable
    }
}
