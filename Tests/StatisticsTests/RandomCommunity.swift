@testable import Statistics

/// A random hierarchy of three levels with random figures, and the obvious recursion over it.
struct RandomCommunity {
    struct Row {
        let code: String
        let parent: String
        let kind: String
        let order: Int
        var figures: [Entry<Int>]
    }

    let rows: [Row]

    init(seed: UInt64) {
        var random = SeededRandom(seed: seed)
        var rows: [Row] = []
        let hidden = Int.random(in: 0...3, using: &random)
        func figures(isLeaf: Bool) -> [Entry<Int>] {
            (0..<4).map { _ in
                let choice = Int.random(in: 0..<20, using: &random)
                if !isLeaf, choice > 2 { return .missing }
                if choice < hidden { return .missing }
                return choice == 4 ? .notApplicable : .value(choice == 5 ? 0 : Int.random(in: 0...1000, using: &random))
            }
        }
        func add(_ code: String, _ parent: String, _ level: Int) {
            let count = level == 2 ? 0 : Int.random(in: 0...4, using: &random)
            let kind = ["总网格", "一般网格", "微网格"][level]
            rows.append(
                Row(code: code, parent: parent, kind: kind, order: rows.count, figures: figures(isLeaf: count == 0)))
            for child in 0..<count { add("\(code)-\(child)", code, level + 1) }
        }
        for root in 0..<Int.random(in: 1...3, using: &random) { add("G\(root)", "", 0) }
        self.rows = rows
    }

    /// grids.csv with its rows in a random order.
    func text(shuffledWith seed: UInt64) -> String {
        var random = SeededRandom(seed: seed)
        let lines = rows.shuffled(using: &random).map { row in
            let cells = row.figures.map { entry in
                switch entry {
                case .missing: ""
                case .notApplicable: "-"
                case .value(let value): String(value)
                }
            }
            return ([row.code, row.parent, row.kind, row.code, String(row.order)] + cells).joined(separator: ",")
        }
        return (["code,parent,kind,name,order,households,events,hours,score"] + lines).joined(separator: "\n") + "\n"
    }

    /// What a row shows and what it brings to its whole, as numerator and weight.
    struct Naive {
        var shown: Entry<(Int, Int)>
        var brings: Entry<(Int, Int)>
        var leaves: Int
    }

    /// The rules of `HierarchyAggregation`, written down as a plain recursion over whole numbers.
    /// `measure` is 0 or 1 (sums), 2 (mean weighted by 1) or 3 (mean); nil is the community.
    func naive(_ measure: Int, at row: Row?) -> Naive {
        let children = rows.filter { $0.parent == (row?.code ?? "") }.map { naive(measure, at: $0) }
        let stated = row?.figures[measure] ?? .missing
        let weight: Entry<(Int, Int)> = measure == 2 && row != nil ? naive(1, at: row).shown : .value((1, 1))
        if children.isEmpty {
            let brings = measure == 2 ? weighted(stated, weight) : stated.map { ($0, 1) }
            let counts = measure == 2 ? true : stated != .notApplicable
            return Naive(shown: stated.map { ($0, 1) }, brings: brings, leaves: counts ? 1 : 0)
        }
        let leaves = children.map(\.leaves).reduce(0, +)
        let known = children.compactMap(\.brings.known)
        var below: Entry<(Int, Int)> =
            known.isEmpty ? .notApplicable : .value((known.map(\.0).reduce(0, +), known.map(\.1).reduce(0, +)))
        if children.contains(where: { $0.brings.isMissing }) { below = .missing }
        if measure < 2 { below = below.map { ($0.0, 1) } }
        if stated.isMissing { return Naive(shown: below, brings: below, leaves: leaves) }
        var brings = stated.map { ($0, 1) }
        if measure == 2 { brings = weighted(stated, weight) }
        if measure == 3 { brings = stated.map { ($0 * max(1, leaves), max(1, leaves)) } }
        return Naive(shown: stated.map { ($0, 1) }, brings: brings, leaves: leaves)
    }

    private func weighted(_ value: Entry<Int>, _ weight: Entry<(Int, Int)>) -> Entry<(Int, Int)> {
        if value == .notApplicable { return .notApplicable }
        if case .notApplicable = weight { return .notApplicable }
        if let weight = weight.known, weight.0 == 0 { return .notApplicable }
        guard let value = value.known, let weight = weight.known else { return .missing }
        return .value((value * weight.0, weight.0))
    }
}
