import Diagnostics

/// A measure of a grid, or of the community as a whole, with how it came about.
public struct Aggregate: Sendable, Hashable {
    /// What is shown: what the data state, else what follows from the parts.
    public let entry: Entry<ExactDecimal>
    /// Whether the data state it.
    public let isStated: Bool
    /// What follows from the parts; nil for a grid without parts.
    public let computed: Entry<ExactDecimal>?
    /// The sum of the parts that are known, for a measure that is summed; with `missingCount` of them missing it is
    /// a lower part of the truth and must not be printed as the whole.
    public let knownSum: ExactDecimal?
    /// How many grids without parts lack a value.
    public let missingCount: Int
}

/// All figures of one measure at one time.
public struct MeasureAggregates: Sendable {
    /// One for each grid, by its position.
    public let grids: [Aggregate]
    /// The community as a whole.
    public let total: Aggregate
    /// Stated figures that differ from their parts (warnings), and sums that are too long (errors).
    public let diagnostics: [Diagnostic]
}

/// What a grid brings into the figure of the grid that it is a part of: `numerator` / `weight`.
struct Contribution {
    var state: Entry<(numerator: ExactDecimal, weight: ExactDecimal)>
    /// The sum of what is known below, for measures that are summed.
    var knownSum = ExactDecimal.zero
    /// How many grids without parts lack a value.
    var missingCount = 0
    /// How many grids without parts have a value, known or not.
    var leafCount = 0
    var hasNegative = false
}
