import Graphics
import TestSupport

extension SeededGenerator {
    /// A number of `range`; its bias is below 1e-15 for the small ranges of tests.
    public mutating func number(_ range: ClosedRange<Int>) -> Int {
        range.lowerBound + Int(next() % UInt64(range.count))
    }

    /// Whether one of `count` equally likely things happens.
    public mutating func isOne(in count: Int) -> Bool { number(1...count) == 1 }
}

/// Made-up communities of every shape, the same for tests and measurements.
public enum RandomCommunity {
    /// A community of about `cells` cells in `groups` groups. Sizes lie within a factor of about ten.
    public static func units(seed: UInt64, groups: Int, cells: Int, withGaps: Bool = false) -> [MapUnit] {
        var random = SeededGenerator(seed: seed)
        var units: [MapUnit] = []
        for group in 1...groups {
            let code = "G" + padded(group)
            units.append(MapUnit(code: code, name: "第\(group)网格", shortName: "\(group)"))
            for cell in 1...max(1, cells / groups + (group <= cells % groups ? 1 : 0)) {
                units.append(self.cell(code, cell, &random, withGaps))
            }
        }
        return units
    }

    /// A community whose shape depends on the seed alone.
    public static func any(seed: UInt64) -> [MapUnit] {
        var random = SeededGenerator(seed: seed ^ 0xA5A5)
        let groups = random.number(1...12)
        return units(seed: seed, groups: groups, cells: groups * random.number(1...30), withGaps: seed % 2 == 0)
    }

    private static func cell(_ parent: String, _ index: Int, _ random: inout SeededGenerator, _ gaps: Bool) -> MapUnit {
        let households = random.number(60...600)
        let hours = Double(random.number(0...480)) / 10
        var unit = MapUnit(
            code: parent + "-" + padded(index), parent: parent, name: "微网格" + padded(index), shortName: padded(index),
            size: .number(Double(households)), shade: .number(hours), valueText: "\(households) 户"
        )
        guard gaps, random.isOne(in: 8) else { return unit }
        let states: [Quantity] = [.missing, .notApplicable, .number(0)]
        if random.isOne(in: 2) {
            unit.size = states[random.number(0...2)]
        } else {
            unit.shade = states[random.number(0...2)]
        }
        return unit
    }

    static func padded(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
}
