import Content
import Diagnostics

/// The rules that look at more than one file. All run; a `Site` comes out only where nothing is an error.
struct SiteValidation {
    private let loaded: LoadedSite
    private let includesDrafts: Bool
    private let files: [StaticFile]

    /// One rule: what it finds, in any order.
    private typealias Rule = @Sendable (SiteValidation, RouteTable) -> [Diagnostic]

    private static let rules: [Rule] = [
        { validation, _ in validation.duplicatePaths() },
        { validation, _ in validation.duplicateFiles() },
        { validation, _ in validation.placesWithOneAddress() },
        { validation, _ in validation.duplicateCommunities() },
        { validation, routes in validation.missingPictures(routes) },
        { validation, routes in validation.navigationFaults(routes) },
        { validation, _ in validation.inexactDates() },
        { validation, _ in validation.unknownDistricts() },
        { validation, _ in validation.publishedKeys() },
    ]

    /// The outcome of validation.
    struct Outcome {
        /// Nil where anything is an error.
        let site: Site?
        /// The routes, also of a faulty site, so that bodies can still be checked.
        let routes: RouteTable
        /// All faults of metadata: those of loading and those of the rules.
        let diagnostics: [Diagnostic]
    }

    /// Runs every rule over what was loaded.
    ///
    /// - Parameters:
    ///   - published: the articles of the site, in order.
    ///   - files: the files that are published as they are, with the sizes of pictures.
    ///   - known: what the rules found where everything was the same; nil to run them.
    static func run(
        _ loaded: LoadedSite, _ published: PublishedArticles, includesDrafts: Bool, files: [StaticFile],
        known: [Diagnostic]?, jobs: Int
    ) throws -> Outcome {
        let validation = SiteValidation(loaded: loaded, includesDrafts: includesDrafts, files: files)
        let elections = loaded.elections.filter { includesDrafts || !$0.election.isDraft }
        let routes = routes(of: loaded, includesDrafts: includesDrafts, files: files)
        let diagnostics = try known ?? loaded.diagnostics + validation.faults(routes, jobs: jobs)
        guard let settings = loaded.settings, !diagnostics.containsError else {
            return Outcome(site: nil, routes: routes, diagnostics: diagnostics)
        }
        let site = Site(
            settings: settings, topics: loaded.topics, articles: published.articles, communities: loaded.communities,
            elections: elections, statistics: loaded.statistics, districts: loaded.districts, routes: routes,
            groups: published.groups)
        return Outcome(site: site, routes: routes, diagnostics: diagnostics)
    }

    /// What content can link to, also where it is faulty.
    static func routes(of loaded: LoadedSite, includesDrafts: Bool, files: [StaticFile]) -> RouteTable {
        RouteTable(
            articles: loaded.articles.filter { includesDrafts || !$0.isDraft },
            drafts: loaded.articles.filter(\.isDraft), faulty: loaded.faultyFiles.map(\.path),
            communities: loaded.communities,
            elections: loaded.elections.map(\.election).filter { includesDrafts || !$0.isDraft },
            topics: loaded.topics, files: files)
    }

    /// What every rule finds.
    private func faults(_ routes: RouteTable, jobs: Int) throws -> [Diagnostic] {
        try parallelMap(count: Self.rules.count, jobs: jobs) { Self.rules[$0](self, routes) }.flatMap(\.self)
    }

    /// Two things with one address, also where they differ only in letter case or Unicode form: some file
    /// systems and servers cannot tell those apart.
    private func duplicatePaths() -> [Diagnostic] {
        var claims: [(path: String, span: Span)] = loaded.articles.map { ($0.outputPath.text, $0.slugSpan) }
        claims += loaded.communities.map { ($0.outputPath.text, .start(of: $0.file)) }
        claims += loaded.elections.map { ($0.election.outputPath.text, .start(of: $0.election.file)) }
        // String equality is canonical equivalence, so composed and decomposed forms are one key.
        var first: [String: Span] = [:]
        for name in ["index.html", "404.html"] + Schema.builtInPages.map({ RouteTable.builtIn($0).text }) {
            first[name] = .start(of: loaded.listing.file("site.yaml"))
        }
        return claims.compactMap { path, span in
            let key = path.lowercased()
            guard let earlier = first[key] ?? (isListPage(key) ? .start(of: loaded.listing.file("site.yaml")) : nil)
            else {
                first[key] = span
                return nil
            }
            return .duplicatePath(path, at: span, earlier: earlier)
        }
    }

    /// Whether a path is kept for the second and further pages of a list: `cases/page-2.html`.
    private func isListPage(_ path: String) -> Bool {
        let start = path.utf8.lastIndex(of: UInt8(ascii: "/")).map { path.utf8.index(after: $0) } ?? path.startIndex
        let name = path[start...]
        guard name.hasPrefix("page-"), name.hasSuffix(".html") else { return false }
        return name.dropFirst(5).dropLast(5).allSatisfy(\.isNumber)
    }

    /// Published files that differ only in letter case or Unicode form.
    private func duplicateFiles() -> [Diagnostic] {
        var first: [String: String] = [:]
        return files.compactMap { file in
            guard let earlier = first.updateValue(file.path, forKey: file.path.lowercased()) else { return nil }
            let place = Span.start(of: loaded.listing.file(file.path))
            return .duplicatePath(file.path, at: place, earlier: .start(of: loaded.listing.file(earlier)))
        }
    }

    /// Districts and streets that are written differently but would have one address: nearly always two
    /// spellings of one place.
    private func placesWithOneAddress() -> [Diagnostic] {
        var first: [String: (name: String, file: String)] = [:]
        var faults: [Diagnostic] = []
        var folded: [String: String] = [:]
        // Most articles are about places that others are about as well.
        func address(_ name: String) -> String {
            if let known = folded[name] { return known }
            let made = fileName(name).lowercased()
            folded[name] = made
            return made
        }
        func claim(_ name: String, in folder: String, _ article: Article) {
            let key = "\(folder)/\(address(name))"
            guard let earlier = first[key] else {
                first[key] = (name, article.file)
                return
            }
            // Not `!=`, which takes composed and decomposed forms for the same.
            if !earlier.name.utf8.elementsEqual(name.utf8) {
                faults.append(
                    .oneAddress(name, earlier.name, at: .start(of: article.file), earlier: .start(of: earlier.file)))
            }
        }
        for article in loaded.articles where article.kind == .caseStudy {
            claim(article.district, in: "", article)
            if !article.street.isEmpty { claim(article.street, in: address(article.district), article) }
        }
        return faults
    }

    private func duplicateCommunities() -> [Diagnostic] {
        var first: [String: Community] = [:]
        return loaded.communities.compactMap { community in
            let key = "\(community.district)/\(community.name)"
            guard let earlier = first[key] else {
                first[key] = community
                return nil
            }
            return .duplicateName(community.name, at: .start(of: community.file), first: .start(of: earlier.file))
        }
    }

    /// Government page tags give the minute of publication, so the day must be known.
    private func inexactDates() -> [Diagnostic] {
        guard loaded.settings?.profile == .gov else { return [] }
        return loaded.articles.filter { $0.kind != .page && $0.date?.isExact == false }.map { article in
            Diagnostic(
                "inexact-date", at: .start(of: article.file),
                LocalizedText(
                    zh: "政府网站的文章要写到日：date 写成 2023-12-15",
                    en: "on a government site the date must name the day: 2023-12-15"))
        }
    }

    /// Districts that are not in districts.yaml, where there is one: nearly always another spelling.
    private func unknownDistricts() -> [Diagnostic] {
        let known = loaded.districts.map(\.name.value)
        if known.isEmpty { return [] }
        let used =
            loaded.articles.map { ($0.district, $0.districtSpan) }
            + loaded.communities.filter { !$0.isDemonstration }.map { ($0.district, $0.districtSpan) }
        return used.filter { !$0.0.isEmpty && !known.contains($0.0) }.map { name, span in
            Diagnostic(
                "unknown-district", at: span,
                LocalizedText(
                    zh: "districts.yaml 里没有“\(name)”：请改成那里的写法，或者在那里补上",
                    en: "districts.yaml has no “\(name)”: write it as there, or add it there"),
                suggestion: nearestName(to: name, among: known).map { .init(replacing: span, with: $0) })
        }
    }

    /// Private keys of a vote in a folder whose files are published.
    private func publishedKeys() -> [Diagnostic] {
        files.filter(\.isPrivateKey).map { .publishedKey(loaded.listing.file($0.path)) }
    }

    private func missingPictures(_ routes: RouteTable) -> [Diagnostic] {
        (loaded.pictures + [loaded.settings?.logo].compactMap { $0 }).compactMap { picture in
            if case .file? = routes.target(of: picture.value) { return nil }
            return .missingFile(picture.value, at: picture.span, files: files.map(\.path))
        }
    }

    private func navigationFaults(_ routes: RouteTable) -> [Diagnostic] {
        let pages = routes.paths.filter { if case .page? = routes.target(of: $0) { true } else { false } }
        return (loaded.settings?.navigation ?? []).compactMap { entry in
            if case .page? = routes.target(of: entry.page.value) { return nil }
            return Diagnostic(
                "broken-link", at: entry.page.span,
                LocalizedText(
                    zh: "导航里的“\(entry.page.value)”不是一个页面", en: "“\(entry.page.value)” in the navigation is no page"),
                suggestion: nearestName(to: entry.page.value, among: pages)
                    .map { .init(replacing: entry.page.span, with: $0) })
        }
    }
}

extension Diagnostic {
    static func duplicatePath(_ path: String, at span: Span, earlier: Span) -> Diagnostic {
        Diagnostic(
            "duplicate-path", at: span,
            LocalizedText(
                zh: "网址 \(path) 已经有了（大小写不同、同一个字的编码写法不同也算相同）；改文件名，或写一个不同的 slug",
                en:
                    "the address \(path) is taken (letter case and Unicode form do not count); rename the file or set slug"
            ),
            notes: [.init(LocalizedText(zh: "先用的在这里", en: "it is used here"), at: earlier)])
    }

    static func oneAddress(_ name: String, _ other: String, at span: Span, earlier: Span) -> Diagnostic {
        Diagnostic(
            "one-place-two-names", at: span,
            LocalizedText(
                zh: "地名“\(name)”和“\(other)”写法不同，网址却相同；请统一成一种写法",
                en: "the places “\(name)” and “\(other)” are written differently but have one address; write them alike"
            ),
            notes: [.init(LocalizedText(zh: "另一种写法在这里", en: "the other spelling is here"), at: earlier)])
    }

    static func missingFile(_ path: String, at span: Span, files: [String]) -> Diagnostic {
        Diagnostic(
            "missing-image", at: span,
            LocalizedText(
                zh: "找不到文件 \(path)：图片放在 content/images 里，文件名的大小写也要一致",
                en: "there is no file \(path): pictures belong in content/images, and letter case counts"),
            suggestion: nearestPath(to: path, among: files).map { .init(replacing: span, with: $0) })
    }

    /// The complaint about a private key among the files that are published.
    static func publishedKey(_ file: String) -> Diagnostic {
        Diagnostic(
            "private-key", at: .start(of: file),
            LocalizedText(
                zh: "这是评选的私钥，会随网站公开：马上把文件移走；如果已经发布过，作废这把钥匙，重新生成",
                en:
                    "this is a private key of a vote and would be published: take the file away at once; if it ever was published, give the key up and make a new one"
            ))
    }
}
