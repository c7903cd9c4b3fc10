import TestSupport

/// A random text of figures that fit together, and how one of them is made not to.
struct ConsistentText {
    /// The kinds of statement that a check looks at.
    enum Statement: CaseIterable {
        case growth, fall, parts, shares, known

        /// The rule that a wrong number breaks.
        var rule: String {
            switch self {
            case .growth, .fall: "growth-mismatch"
            case .parts: "parts-exceed-whole"
            case .shares: "share-total"
            case .known: "contradicts-data"
            }
        }
    }

    /// The sentences in order, with what each states; nil for sentences that state nothing.
    private(set) var sentences: [(text: String, statement: Statement?)] = []
    /// The number of 微网格 that the data give.
    let known: Int
    private var random: SeededGenerator

    init(seed: UInt64) {
        random = SeededGenerator(seed: seed)
        known = Int.random(in: 20...300, using: &random)
        for _ in 0..<Int.random(in: 2...8, using: &random) {
            let statement = random.pick(Statement.allCases + Statement.allCases)
            sentences.append((sentence(statement, isRight: true), statement))
            if random.chance(50) { sentences.append((random.pick(Self.fillers), nil)) }
        }
    }

    /// The text with the sentence at `index` made wrong.
    mutating func plantContradiction(at index: Int) -> Statement? {
        guard let statement = sentences[index].statement else { return nil }
        sentences[index].text = sentence(statement, isRight: false)
        return statement
    }

    private mutating func sentence(_ statement: Statement, isRight: Bool) -> String {
        let error = isRight ? 0 : Int.random(in: 2...9, using: &random)
        switch statement {
        case .growth:
            let (base, percent) = (Int.random(in: 1...9, using: &random) * 100, Int.random(in: 1...80, using: &random))
            let unit = random.pick(["户", "件", "人次"])
            return "服务量从\(base)\(unit)增至\(base + base * percent / 100)\(unit)，增长\(percent + error)%。"
        case .fall:
            let (base, percent) = (Int.random(in: 1...9, using: &random) * 100, Int.random(in: 1...80, using: &random))
            return "投诉由\(base)件下降到\(base - base * percent / 100)件，降幅\(percent + error)%。"
        case .parts:
            let parts = [Int.random(in: 1...90, using: &random), Int.random(in: 1...90, using: &random)]
            let whole = isRight ? parts[0] + parts[1] + Int.random(in: 0...9, using: &random) : parts[0] + parts[1] - 1
            return "共有\(whole)户，其中租户\(parts[0])户、商户\(parts[1])户。"
        case .shares:
            let first = Int.random(in: 10...80, using: &random)
            return "自住与出租分别占\(first)%、\(100 - first + error)%。"
        case .known: return "社区共划分\(known + error)个微网格。"
        }
    }

    private static let fillers = [
        "2022年以来，社区在3处院落试行。", "每个微网格有12户左右。", "第3期培训从9:30开始。", "由2名网格员轮流值守，提升服务能力，95%的居民满意。",
        "党员占35%，60岁以上的占40%。", "办理时限从7天提升到3天。", "共100人，其中党员60人、女性70人。", "街道另有90个微网格正在筹建。",
    ]
}
