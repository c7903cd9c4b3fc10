import Content
import Diagnostics

/// What a page is made from, line by line: its text, its templates, the words it uses.
///
/// - Parameter page: the page's path below the output folder.
/// - Returns: nil where the site has no such page or cannot be built.
/// - Throws: `MachineError` if a file cannot be read.
public func explainPage(_ page: String, options: BuildOptions, language: Language) throws -> [String]? {
    let memory = options.cache.flatMap { CacheFile.open($0, key: options.cacheKey())?.cache() }
    let inputs = try SiteInputs.load(options, SourceScan(options), cache: memory ?? BuildCache())
    guard let site = inputs.outcome.site, let planned = site.plan().first(where: { $0.path.text == page }) else {
        return nil
    }
    let (template, sources) = origin(of: planned.content, site)
    func line(_ zh: String, _ en: String, _ values: [String]) -> String? {
        if values.isEmpty { return nil }
        return "\(LocalizedText(zh: zh, en: en).text(in: language)): \(values.joined(separator: ", "))"
    }
    let remembered = memory?.pages[page]
    return [
        line("页面", "page", [page]),
        line("文稿", "texts", sources.isEmpty ? ["–"] : sources),
        line("设置", "settings", ["\(options.content)/site.yaml", "\(options.content)/topics.yaml"]),
        line("模板", "templates", inputs.theme.templates.sources(of: template)),
        line("界面文字", "words", inputs.theme.templates.strings(of: template)),
        line("查过", "looked up", (remembered?.body.lookups ?? []) + (remembered?.body.owners ?? [])),
        line("上次重做的原因", "made last because", remembered.map { [$0.reason.text.text(in: language)] } ?? []),
    ].compactMap { $0 }
}

/// The template of a page and the content files whose text or metadata it shows first of all.
private func origin(of content: PageContent, _ site: Site) -> (template: String, sources: [String]) {
    switch content {
    case .home: ("home", [])
    case .notFound: ("404", [])
    case .overview: ("overview", [])
    case .community(let position): ("community", [site.communities[position].file])
    case .table(let position): ("table", [site.statistics.tables[position].file])
    case .election(let position, _): ("election", [site.elections[position].election.file])
    case .article(let kind, let position):
        (
            site.articles[kind]?[position].layout == .campaign ? "campaign" : kind.rawValue,
            [site.articles[kind]?[position].file ?? ""]
        )
    case .list(let subject, let number):
        {
            let (kind, positions) = site.positions(of: subject)
            let size = site.settings.pageSize
            let shown = positions.dropFirst((number - 1) * size).prefix(size)
            return (kind == .caseStudy ? "case-list" : "item-list", shown.compactMap { site.articles[kind]?[$0].file })
        }()
    }
}
