import TestSupport

/// A small site made at random, and what must come of it. Names are as awkward as people's names are.
struct RandomContent {
    struct Item {
        let kind: String
        let slug: String
        let title: String
        let date: String
        var district = ""
        var street = ""
        var topics: [String] = []

        var path: String { "\(RandomContent.folder(of: kind))/\(slug).md" }
        var page: String { "\(RandomContent.folder(of: kind))/\(slug).html" }
    }

    private(set) var files: [String: String] = [:]
    /// Published items, in no order.
    private(set) var items: [Item] = []
    private(set) var topics: [String] = []
    private(set) var pageSize = 1
    /// Communities with figures, which some of the texts show.
    private(set) var data: RandomData
    /// What each text shows of them, by its page.
    private(set) var dataUses: [String: [RandomData.Use]] = [:]
    private var random: SeededGenerator

    private static let slugs = ["wayao", "瓦窑村", "A1", "a.b-c_d", "ｆｕｌｌ", "做法2", "z", "y-1", "x", "w9", "格", "微"]
    private static let districts = ["武侯区", "锦江 区", "四川天府新区", "A/B", "100%#?&"]
    private static let streets = ["", "簇锦街道", "兴隆 街道", "C&D", "索引"]
    private static let titles = [
        "“12345”工作法", "A < B & \"C\"", "三根松", "'单引号'", "长长长长长长长长长长长长长长长长长长长长", "{{x}} {{{y}}}",
    ]
    private static let dates = ["2023-12-15", "2023-12-15 09:30", "2023-12", "2023", "2022-01-01", "2021-06-30"]

    static func folder(of kind: String) -> String {
        ["case": "cases", "news": "news", "interview": "interviews", "page": "pages"][kind] ?? kind
    }

    init(seed: UInt64) {
        random = SeededGenerator(seed: seed)
        data = RandomData(seed: seed)
        files = data.files
        topics = Array(["governance", "party", "t-3"].prefix(Int.random(in: 1...3, using: &random)))
        pageSize = Int.random(in: 1...4, using: &random)
        files["images/广 场.gif"] = "GIF89a\u{4}\u{0}\u{3}\u{0}"
        for (kind, most) in [("case", 8), ("news", 4), ("interview", 3)] { addItems(kind, atMost: most) }
        addCommunities()
        addTexts()
        addSettings()
    }

    private mutating func addItems(_ kind: String, atMost most: Int) {
        let slugs = Self.slugs.shuffled(using: &random)
        for slug in slugs.prefix(Int.random(in: 0...most, using: &random)) {
            var item = Item(kind: kind, slug: slug, title: random.pick(Self.titles), date: random.pick(Self.dates))
            if kind == "case" || random.chance(50) {
                item.district = random.pick(Self.districts)
                item.street = random.pick(Self.streets)
            }
            item.topics = topics.filter { _ in random.chance(50) }
            if kind == "case", item.topics.isEmpty { item.topics = [topics[0]] }
            items.append(item)
        }
    }

    private mutating func addCommunities() {
        for name in ["三根松", "瓦窑"].filter({ _ in random.chance(50) }) {
            files["communities/\(name)/community.yaml"] =
                "name: \(name)社区\ndistrict: \(Self.districts[0])\nfigures:\n  - label: 微网格\n    value: 083\n"
        }
        if random.chance(30) {
            files["elections/点赞/election.yaml"] = "title: 点赞评选\nawards:\n  - key: a\n    title: 奖\n"
        }
    }

    private mutating func addTexts() {
        for item in items {
            let quotedTitle = "'\(item.title.replacing("'", with: "''"))'"
            var lines = ["title: \(quotedTitle)", "date: \(item.date)"]
            if !item.district.isEmpty { lines.append("district: '\(item.district)'") }
            if !item.street.isEmpty { lines.append("street: '\(item.street)'") }
            if !item.topics.isEmpty { lines.append("topics: [\(item.topics.joined(separator: ", "))]") }
            if item.kind == "interview" { lines.append("speaker:\n  name: 某某\n  role: 书记") }
            if item.kind != "interview" && random.chance(30) { lines.append("community: 三根松社区") }
            if item.kind == "case" && random.chance(30) { lines.append("cover: images/广 场.gif\ncover_alt: 广场") }
            files[item.path] = "---\n\(lines.joined(separator: "\n"))\n---\n\n\(body(of: item.page))"
        }
        if random.chance(50) {
            files["cases/draft.md"] =
                "---\ntitle: 草稿\ndate: 2024-01-01\ndistrict: 武侯区\ntopics: [\(topics[0])]\ndraft: true\n---\n\n正文\n"
        }
        if random.chance(50) || data.hasTable {
            // Only texts lead to a statistics table.
            let table = data.hasTable ? "\n\(RandomData.tableUse)\n" : ""
            files["pages/关于.md"] = "---\ntitle: 关于\n---\n\n\(body(of: "关于.html"))\(table)"
        }
    }

    private mutating func body(of page: String) -> String {
        var parts = ["开头一段。", "## 做法\n\n见[上文](#做法)。"]
        if random.chance(50) { parts.append("## 做法\n\n又一节，标题相同。") }
        // Ids of figures are made alike.
        if random.chance(20) { parts.append("## fig 1\n\n### fig 2 caption") }
        if random.chance(40), let other = items.randomElement(using: &random) {
            parts.append("见[别处](../\(other.path)#做法)。")
        }
        if random.chance(30) { parts.append("![广场](<../images/广 场.gif>)") }
        if random.chance(30) { parts.append("注[^1]。\n\n[^1]: 脚注。") }
        let shown = data.directives()
        parts += shown.markdown
        dataUses[page] = shown.uses
        return parts.joined(separator: "\n\n") + "\n"
    }

    private mutating func addSettings() {
        var settings = "title: 展 & 览\nbase_url: https://example.org/zt/\npage_size: \(pageSize)\n"
        if files["pages/关于.md"] != nil || random.chance(50) {
            let pages = ["home", "cases", "topics", "districts", "communities", "news", "interviews"]
            let entries = pages + (files["pages/关于.md"] == nil ? [] : ["pages/关于.md"])
            settings += "navigation:\n" + entries.map { "  - label: 去\n    page: \($0)\n" }.joined()
        }
        files["site.yaml"] = settings
        files["topics.yaml"] = topics.enumerated()
            .map { "- key: \($0.element)\n  title: 专题\($0.offset)\n  introduction: 介绍\n" }.joined()
    }
}
