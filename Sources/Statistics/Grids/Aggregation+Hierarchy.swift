import Diagnostics

/// Figures of wholes from figures of parts. The rules, for one measure at one time:
///
/// - A grid without parts has the entry that the data state.
/// - A grid with parts has the stated entry if there is one, shown as stated and never overwritten; else what
///   follows from its parts. What it brings to its own whole is what it shows.
/// - One part missing makes the whole missing: a sum of the rest would be passed off as the whole.
/// - Parts where the measure is not applicable are left out; if it applies to none, it does not to the whole.
/// - `mean` counts every grid without parts once, however deep. `wmean(w)` weighs with `w` of the same grid at the
///   same time; weight zero, or no weight applicable, leaves the grid out even if its value is missing; a missing
///   weight makes the whole missing. If all weights are zero, the measure is not applicable.
/// - `none`: not applicable to any whole for which it is not stated.
/// - Means are rounded once, at the end, half away from zero, to the declared decimals (one if none is declared).
struct HierarchyAggregation {
    let hierarchy: GridHierarchy
    let measure: ColumnDeclaration
    /// What the data state for each grid.
    let stated: [Entry<ExactDecimal>]
    /// What the data state for the community as a whole.
    var statedTotal: Entry<ExactDecimal> = .missing
    /// The figures of the weighing measure, where there is one.
    var weights: MeasureAggregates?
    /// The cell of each grid's stated entry.
    let cell: (Int) -> Span?

    func run() -> MeasureAggregates {
        do throws(DecimalOverflow) {
            return try combineAll()
        } catch {
            let nothing = Aggregate(entry: .missing, isStated: false, computed: nil, knownSum: nil, missingCount: 0)
            return MeasureAggregates(
                grids: stated.map { _ in nothing }, total: nothing, diagnostics: [.tooLarge(measure)])
        }
    }

    private func combineAll() throws(DecimalOverflow) -> MeasureAggregates {
        var contributions = [Contribution?](repeating: nil, count: stated.count)
        var aggregates = [Aggregate?](repeating: nil, count: stated.count)
        var faults: [Diagnostic] = []
        for position in hierarchy.preorder.reversed() {
            let children = hierarchy.grids[position].children.compactMap { contributions[$0] }
            let weight = weights?.grids[position].entry
            if children.isEmpty {
                contributions[position] = try leaf(stated[position], weight: weight)
                aggregates[position] = Aggregate(
                    entry: stated[position], isStated: !stated[position].isMissing, computed: nil,
                    knownSum: nil, missingCount: stated[position].isMissing ? 1 : 0)
                continue
            }
            let below = try combine(children)
            let aggregate = try whole(below, stated: stated[position])
            aggregates[position] = aggregate
            contributions[position] = try upward(below, stated: stated[position], weight: weight)
            if let span = cell(position), let fault = try disagreement(aggregate, below, at: span) {
                faults.append(fault)
            }
        }
        let below = try combine(hierarchy.roots.compactMap { contributions[$0] })
        let total = try whole(below, stated: statedTotal)
        return MeasureAggregates(grids: aggregates.compactMap { $0 }, total: total, diagnostics: faults.inOrder())
    }

    /// What a grid without parts brings.
    private func leaf(_ entry: Entry<ExactDecimal>, weight: Entry<ExactDecimal>?) throws(DecimalOverflow)
        -> Contribution
    {
        guard let weight else {
            return Contribution(
                state: entry.map { ($0, ExactDecimal(1)) }, knownSum: entry.known ?? .zero,
                missingCount: entry.isMissing ? 1 : 0, leafCount: entry == .notApplicable ? 0 : 1,
                hasNegative: entry.known?.isNegative ?? false)
        }
        let state = try weighted(entry, by: weight)
        return Contribution(state: state, missingCount: state.isMissing ? 1 : 0, leafCount: 1)
    }

    private func weighted(
        _ entry: Entry<ExactDecimal>, by weight: Entry<ExactDecimal>
    ) throws(DecimalOverflow) -> Entry<(numerator: ExactDecimal, weight: ExactDecimal)> {
        switch (entry, weight) {
        case (.notApplicable, _), (_, .notApplicable): .notApplicable
        case (_, .value(let weight)) where weight == .zero: .notApplicable
        case (.value(let value), .value(let weight)): .value((try value.multiplied(by: weight), weight))
        default: .missing
        }
    }

    /// All parts of one whole together.
    private func combine(_ parts: [Contribution]) throws(DecimalOverflow) -> Contribution {
        var all = Contribution(state: .notApplicable)
        for part in parts {
            all.knownSum = try all.knownSum.adding(part.knownSum)
            all.missingCount += part.missingCount
            all.leafCount += part.leafCount
            all.hasNegative = all.hasNegative || part.hasNegative
            switch (all.state, part.state) {
            case (.missing, _), (_, .missing): all.state = .missing
            case (_, .notApplicable): break
            case (.notApplicable, .value): all.state = part.state
            case (.value(let sum), .value(let more)):
                let numerator = try sum.numerator.adding(more.numerator)
                all.state = .value((numerator, try sum.weight.adding(more.weight)))
            }
        }
        return all
    }

    /// The figure of a whole.
    private func whole(_ below: Contribution, stated: Entry<ExactDecimal>) throws(DecimalOverflow) -> Aggregate {
        let computed = try result(below, scale: measure.decimals ?? 1)
        return Aggregate(
            entry: stated.isMissing ? computed : stated, isStated: !stated.isMissing, computed: computed,
            knownSum: measure.aggregation == .sum ? below.knownSum : nil, missingCount: below.missingCount)
    }

    /// What follows from the parts, means with `scale` decimals.
    private func result(_ below: Contribution, scale: Int) throws(DecimalOverflow) -> Entry<ExactDecimal> {
        if measure.aggregation == .none { return .notApplicable }
        switch below.state {
        case .missing: return .missing
        case .notApplicable: return .notApplicable
        case .value(let parts):
            if measure.aggregation == .sum { return .value(parts.numerator) }
            return try parts.numerator.divided(by: parts.weight, scale: scale).map { .value($0) } ?? .notApplicable
        }
    }

    /// What a grid with parts brings: what it shows.
    private func upward(
        _ below: Contribution, stated: Entry<ExactDecimal>, weight: Entry<ExactDecimal>?
    ) throws(DecimalOverflow) -> Contribution {
        guard !stated.isMissing else { return below }
        var above = below
        above.missingCount = 0
        above.knownSum = stated.known ?? .zero
        above.hasNegative = stated.known?.isNegative ?? false
        if let weight {
            above.state = try weighted(stated, by: weight)
        } else if measure.aggregation == .mean, let value = stated.known {
            let count = ExactDecimal(Int128(max(1, below.leafCount)))
            above.state = .value((try value.multiplied(by: count), count))
        } else {
            above.state = stated.map { ($0, ExactDecimal(1)) }
        }
        if above.state.isMissing { above.missingCount = 1 }
        return above
    }

    /// A warning where a stated figure cannot be true together with its parts.
    private func disagreement(
        _ aggregate: Aggregate, _ below: Contribution, at span: Span
    ) throws(DecimalOverflow) -> Diagnostic? {
        guard aggregate.isStated, let stated = aggregate.entry.known, measure.aggregation != .none else { return nil }
        switch below.state {
        case .value:
            guard let parts = try result(below, scale: stated.scale).known, parts != stated else { return nil }
            return .statedDiffers(measure, stated: stated, parts: parts, at: span)
        case .missing where measure.aggregation == .sum && !below.hasNegative && below.knownSum > stated:
            return .partsExceed(measure, stated: stated, parts: below.knownSum, at: span)
        default: return nil
        }
    }
}

extension Diagnostic {
    fileprivate static func tooLarge(_ measure: ColumnDeclaration) -> Diagnostic {
        Diagnostic(
            "number-too-large", at: measure.span,
            LocalizedText(
                zh: "“\(measure.label)”汇总后的数太长，算不准", en: "the figures of “\(measure.label)” are too long to add"))
    }

    fileprivate static func statedDiffers(
        _ measure: ColumnDeclaration, stated: ExactDecimal, parts: ExactDecimal, at span: Span
    ) -> Diagnostic {
        Diagnostic(
            "stated-figure", .warning, at: span,
            LocalizedText(
                zh: "“\(measure.label)”填的是 \(stated)，由下级算出的是 \(parts)；页面按填写的显示",
                en: "“\(measure.label)” is stated as \(stated), its parts give \(parts); it is shown as stated"))
    }

    fileprivate static func partsExceed(
        _ measure: ColumnDeclaration, stated: ExactDecimal, parts: ExactDecimal, at span: Span
    ) -> Diagnostic {
        Diagnostic(
            "stated-figure", .warning, at: span,
            LocalizedText(
                zh: "“\(measure.label)”填的是 \(stated)，已知的下级加起来就有 \(parts)",
                en: "“\(measure.label)” is stated as \(stated), the known parts alone give \(parts)"))
    }
}
