import Foundation
import TestSupport

/// A site that is edited at random: what editors, reviewers and accidents do between two builds.
struct RandomEdits {
    let folder: TemporaryFolder
    private var random: SeededGenerator
    private var counter = 0
    /// Texts as they were before an edit, to be put back.
    private var earlier: [(path: String, text: String?)] = []

    private static let kinds: [(name: String, edit: @Sendable (inout RandomEdits) throws -> String)] = [
        ("adds an article", { try $0.addArticle() }), ("renames an article", { try $0.renameArticle() }),
        ("deletes an article", { try $0.deleteArticle() }), ("edits a body", { try $0.editBody() }),
        ("edits a body", { try $0.editBody() }),
        ("edits a title", { try $0.editField("title", to: "新题 \($0.next())") }),
        ("edits a date", { try $0.editField("date", to: "20\(10 + $0.next() % 15)-05-06") }),
        ("edits a district", { try $0.editField("district", to: "锦江区") }),
        ("edits the themes", { try $0.editField("topics", to: "[governance]") }),
        ("toggles a draft", { try $0.toggleDraft() }), ("edits one cell", { try $0.editCell() }),
        (
            "edits a figure",
            { try $0.replace(in: "content/communities/data/community.yaml", #"value: \d+"#, "value: \($0.next())") }
        ),
        ("edits a template", { try $0.editTemplate() }), ("edits a word", { try $0.editWord() }),
        ("lists the site on every page, or no longer", { try $0.toggleCatalogue() }),
        ("edits a setting", { try $0.replace(in: "content/site.yaml", "title: .*", "title: 展 \($0.next())") }),
        (
            "edits the page size",
            { try $0.replace(in: "content/site.yaml", #"page_size: \d+"#, "page_size: \(1 + $0.next() % 5)") }
        ),
        (
            "edits a theme's text",
            { try $0.replace(in: "content/topics.yaml", "introduction: .*", "introduction: 新 \($0.next())") }
        ),
        ("edits an image", { try $0.editImage() }), ("breaks a text", { try $0.breakText() }),
        ("puts something back", { try $0.putBack() }), ("puts something back", { try $0.putBack() }),
        ("touches a file", { try $0.touch() }), ("harms the output", { try $0.harmOutput() }),
        ("harms the cache", { try $0.harmCache() }),
    ]

    /// A random site with a community that has data, a page that shows them, and its own copy of the theme.
    init(seed: UInt64) throws {
        folder = try TemporaryFolder()
        random = SeededGenerator(seed: seed &* 31 &+ 7)
        for (path, text) in RandomContent(seed: seed).files { try folder.write(text, to: "content/\(path)") }
        try FileManager.default.copyItem(atPath: ProjectFolder.templates, toPath: "\(folder.path)/templates")
        try folder.write(Self.community, to: "content/communities/data/community.yaml")
        try folder.write(Self.grids, to: "content/communities/data/grids.csv")
        try folder.write(Self.figures, to: "content/pages/figures.md")
    }

    /// Does one to three edits and tells which.
    mutating func edit() throws -> [String] {
        try (0..<Int.random(in: 1...3, using: &random)).map { _ in
            let kind = random.pick(Self.kinds)
            return "\(kind.name): \(try kind.edit(&self))"
        }
    }

    /// Edits the bodies of one to three texts, sometimes with a fault that the next call mends; gives their paths.
    mutating func changeTexts() throws -> Set<String> {
        let texts = try names("content", ".md")
        var changed = Set(earlier.map(\.path))
        try mend()
        for path in texts.shuffled(using: &random).prefix(Int.random(in: 1...3, using: &random)) {
            guard let text = folder.text(path) else { continue }
            changed.insert(path)
            let isFault = random.chance(25)
            let addition = random.pick(
                isFault
                    ? ["[断](../cases/没有.md)", "[断](../pages/figures.md#没有)", ":stat{of=data measure=没有}"]
                    : [
                        "又一段 \(next())。", "## 做法\n\n小标题。", "[图](../pages/figures.md#图)",
                        ":stat{of=data measure=households}",
                    ])
            if isFault { earlier.append((path, text)) }
            try folder.write("\(text)\n\(addition)\n", to: path)
        }
        return changed
    }

    /// Changes the title of one article.
    mutating func changeFrontMatter() throws -> Set<String> {
        var changed = Set(earlier.map(\.path))
        try mend()
        guard let path = try anArticle() else { return changed }
        _ = try replace(in: path, "(?m)^title: .*$", "title: 新题 \(next())")
        earlier = []
        changed.insert(path)
        return changed
    }

    private mutating func next() -> Int {
        counter += 1
        return counter
    }

    private func names(_ root: String, _ suffix: String) throws -> [String] {
        try folder.tree(root).keys.filter { $0.hasSuffix(suffix) }.sorted().map { "\(root)/\($0)" }
    }

    private mutating func anArticle() throws -> String? {
        try names("content", ".md").filter { !$0.contains("pages/") }.randomElement(using: &random)
    }

    private mutating func write(_ text: String?, to path: String) throws {
        earlier.append((path, folder.text(path)))
        if let text { try folder.write(text, to: path) } else if folder.exists(path) { try folder.remove(path) }
    }

    private mutating func addArticle() throws -> String {
        let path = "content/cases/new-\(next()).md"
        let text =
            "---\ntitle: 新案例 \(next())\ndate: 2024-01-02\ndistrict: 武侯区\ncommunity: 数据社区\ntopics: [governance]\n---\n\n正文 :stat{measure=households}。\n"
        try write(text, to: path)
        return path
    }

    private mutating func renameArticle() throws -> String {
        guard let path = try anArticle(), let text = folder.text(path) else { return "nothing" }
        let target = path.replacing(".md", with: "-\(next()).md")
        try write(nil, to: path)
        try write(text, to: target)
        return "\(path) → \(target)"
    }

    private mutating func deleteArticle() throws -> String {
        guard let path = try anArticle() else { return "nothing" }
        try write(nil, to: path)
        return path
    }

    private mutating func editBody() throws -> String {
        guard let path = try names("content", ".md").randomElement(using: &random), let text = folder.text(path) else {
            return "nothing"
        }
        let addition = random.pick([
            "再添一段 \(next())。", "## 做法\n\n小标题。", "[回首页](../pages/figures.md#图)", "![广场](<../images/广 场.gif>)",
            ":stat{of=data measure=households}", "[^9]\n\n[^9]: 注 \(next())。",
        ])
        try write("\(text)\n\(addition)\n", to: path)
        return path
    }

    private mutating func editField(_ name: String, to value: String) throws -> String {
        guard let path = try anArticle() else { return "nothing" }
        return try replace(in: path, "(?m)^\(name): .*$", "\(name): \(value)")
    }

    private mutating func toggleDraft() throws -> String {
        guard let path = try anArticle(), let text = folder.text(path) else { return "nothing" }
        let isDraft = text.contains("\ndraft: true")
        let toggled =
            isDraft
            ? text.replacing("\ndraft: true", with: "") : text.replacing("\ndate:", with: "\ndraft: true\ndate:")
        try write(toggled, to: path)
        return path
    }

    private mutating func editCell() throws -> String {
        try replace(in: "content/communities/data/grids.csv", #"甲\d,\d+"#, "甲\(next() % 10),\(next())")
    }

    private mutating func editTemplate() throws -> String {
        guard let path = try names("templates", ".mustache").randomElement(using: &random),
            let text = folder.text(path)
        else { return "nothing" }
        try write("\(text){{! \(next()) }}", to: path)
        return path
    }

    private mutating func toggleCatalogue() throws -> String {
        let path = "templates/partials/footer.mustache"
        let lists = ["topics", "districts", "years", "newest"].map {
            "{{#catalogue.\($0)}}<i>{{title}}</i>{{/catalogue.\($0)}}"
        }.joined()
        guard let text = folder.text(path) else { return "nothing" }
        let isListed = text.hasSuffix(lists)
        try write(isListed ? String(text.dropLast(lists.count)) : text + lists, to: path)
        return path
    }

    private mutating func editWord() throws -> String {
        let word = random.pick(["nav_cases", "as_of_unknown", "figure_source", "nav_home", "related", "kind_case"])
        return try replace(in: "templates/strings/zh-CN.yaml", "(?m)^\(word): .*$", "\(word): \"词 \(next())\"")
    }

    private mutating func editImage() throws -> String {
        let width = Character(Unicode.Scalar(UInt8(1 + next() % 100)))
        try write("GIF89a\(width)\u{0}\u{3}\u{0}", to: "content/images/广 场.gif")
        return "the picture"
    }

    private mutating func breakText() throws -> String {
        guard let path = try names("content", ".md").randomElement(using: &random) else { return "nothing" }
        let fault = random.pick(["---\ntitle: 坏\n---\n", "---\ntitle: [\n---\n", "没有开头\n"])
        try write(fault, to: path)
        return path
    }

    private mutating func putBack() throws -> String {
        guard !earlier.isEmpty else { return "nothing" }
        let (path, text) = earlier.remove(at: Int.random(in: earlier.indices, using: &random))
        if let text { try folder.write(text, to: path) } else if folder.exists(path) { try folder.remove(path) }
        return path
    }

    /// Puts everything back, so that the site can be built again.
    mutating func mend() throws {
        while let (path, text) = earlier.popLast() {
            if let text { try folder.write(text, to: path) } else if folder.exists(path) { try folder.remove(path) }
        }
    }

    private mutating func touch() throws -> String {
        guard let path = try names("content", "").randomElement(using: &random), let bytes = folder.read(path) else {
            return "nothing"
        }
        try folder.write(bytes, to: path)
        return path
    }

    private mutating func harmOutput() throws -> String {
        guard let path = try names("output", ".html").randomElement(using: &random) else { return "nothing" }
        if random.chance(50) { try folder.remove(path) } else { try folder.write("别的", to: path) }
        return path
    }

    private mutating func harmCache() throws -> String {
        guard let bytes = folder.read("cache/build") else { return "nothing" }
        switch Int.random(in: 0..<4, using: &random) {
        case 0: try folder.remove("cache/build")
        case 1:
            try folder.write(Array(bytes.prefix(Int.random(in: 0...bytes.count, using: &random))), to: "cache/build")
        case 2: try folder.write((0..<5000).map { _ in UInt8.random(in: 0...255, using: &random) }, to: "cache/build")
        default:
            var changed = bytes
            changed[Int.random(in: changed.indices, using: &random)] ^= 1 << UInt8.random(in: 0..<8, using: &random)
            try folder.write(changed, to: "cache/build")
        }
        return "cache"
    }

    private mutating func replace(in path: String, _ pattern: String, _ replacement: String) throws -> String {
        guard let text = folder.text(path), let regex = try? Regex(pattern),
            let match = text.matches(of: regex).randomElement(using: &random)
        else { return "nothing" }
        try write(text.replacingCharacters(in: match.range, with: replacement), to: path)
        return path
    }

    private static let community = """
        name: 数据社区
        kind: 社区
        district: 武侯区
        levels: [一般网格, 微网格]
        measures:
          households: {label: 户数, unit: 户, agg: sum}
        figures:
          - {label: 党支部, value: 3, unit: 个}

        """

    private static let grids = """
        code,parent,kind,name,households
        G1,,一般网格,甲0,
        G1-1,G1,微网格,甲1,100
        G1-2,G1,微网格,甲2,0
        G2,,一般网格,乙,
        G2-1,G2,微网格,甲3,250

        """

    private static let figures = """
        ---
        title: 图
        ---

        ## 图

        共 :stat{of=data measure=households}，支部 :stat{of=data measure=党支部}。

        ::gridmap[网格图]{of=data}

        ::chart[户数]{of=data type=bar measure=households}

        ::compare[对比]{of="data" measures="households,党支部"}

        """
}
