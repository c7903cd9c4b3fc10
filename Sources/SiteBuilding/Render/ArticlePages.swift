import Content
import Diagnostics
import Markdown
import Templates

extension PageRenderer {
    /// The page of a case, news item, interview, report or plain page.
    func articlePage(_ kind: ContentKind, _ position: Int, _ path: OutputPath, _ parts: PageParts) -> PageData {
        let articles = site.articles[kind] ?? []
        let article = articles[position]
        let summary = article.summary ?? parts.summary
        var own: [(String, TemplateValue)] = [
            ("article", .record(articleRecord(article, position, among: articles, parts, summary)))
        ]
        var template = kind.rawValue
        if let details = article.interview { own.append(("interview", .record(interviewRecord(details)))) }
        if article.layout == .campaign {
            template = "campaign"
            own.append(("election", .optional(electionTeaser())))
            own.append(("topics", .list(topicRecords())))
        }
        var description = description(of: article, summary: summary)
        if isDemonstration(article, parts) { description.robots = "noindex" }
        description.hasFigures = parts.hasAttachments
        return pageData(template, own, frame(for: path, description))
    }

    /// Reads the text of an article and makes its HTML.
    ///
    /// - Throws: `MachineError` if the text cannot be read; `TemplateDataError` for a fault of GridShow's.
    func articleParts(_ article: Article, _ path: OutputPath) throws -> MadeParts {
        let body = try ArticleBody.read(
            article.file, contentPath: article.contentPath, home: site.bodySources.home(of: article),
            front: article.frontTexts, sources: site.bodySources)
        var made = MadeParts(diagnostics: body.diagnostics, anchorUses: body.anchorUses)
        made.content = body.content
        made.lookups = body.lookups
        made.owners = body.owners
        if body.diagnostics.containsError { return made }
        var figures = FigureRenderer(
            words: words, templates: templates, path: path, anchors: body.document.anchors)
        let drawn = try body.figures.map { try figures.html($0) }
        body.write(root: path.root, figures: drawn, words: words.markdown, into: &made.parts.content)
        made.parts.summary = article.summary == nil ? body.document.summary(limit: 120) : ""
        made.parts.headings = body.document.headings
        made.parts.figures = body.figures
        made.parts.hasAttachments = !figures.attachments.isEmpty
        made.diagnostics += figures.diagnostics
        made.attachments = figures.attachments
        made.isDemonstration = isDemonstration(article, made.parts)
        return made
    }

    /// Whether an article is about made-up data, or shows some.
    private func isDemonstration(_ article: Article, _ parts: PageParts) -> Bool {
        site.community(of: article)?.isDemonstration == true || parts.figures.contains(where: \.isDemonstration)
    }

    /// The single figures of a text with their times and the places that show them, each once.
    private func figureRecords(_ figures: [ResolvedFigure]) -> [TemplateRecord] {
        var seen: Set<CellAddress> = []
        return figures.compactMap { figure in
            guard case .statistic(let cell, let name, let format) = figure.content, let address = cell.address,
                seen.insert(address).inserted
            else { return nil }
            return [
                "label": .text(name), "value": .text(words.figure(cell, format, showsUnit: true)),
                "as_of": .text(words.asOf([cell.asOf])), "url": .text(address.url),
                "owner": .text(figure.owners.first?.name ?? ""),
            ]
        }
    }

    private func description(of article: Article, summary: String) -> PageDescription {
        var description = PageDescription(title: article.title, kind: article.kind.rawValue)
        description.summary = summary
        description.article = article
        description.isDraft = article.isDraft
        description.robots = article.isDraft ? "noindex" : ""
        switch article.kind {
        case .caseStudy: description.section = "cases"
        case .news: description.section = "news"
        case .interview: description.section = "interviews"
        case .report: description.section = "reports"
        case .page, .community, .election: description.section = article.contentPath
        }
        if article.kind != .page { description.trail = [sectionCrumb(description.section)] }
        description.column = article.kind == .page ? words["kind_page"] : sectionTitle(description.section)
        return description
    }

    private func articleRecord(
        _ article: Article, _ position: Int, among articles: [Article], _ parts: PageParts, _ summary: String
    ) -> TemplateRecord {
        let isCase = article.kind == .caseStudy
        let related = isCase ? site.groups.related(to: position, article) : []
        let neighbours = article.kind != .page
        return record([
            ("title", .text(article.title)), ("summary", .text(summary)),
            ("date", .text(article.date?.isoText ?? "")),
            ("date_text", .text(article.date.map { words.date($0) } ?? "")),
            ("updated", .text(article.updated?.isoText ?? "")),
            ("updated_text", .text(article.updated.map { words.date($0) } ?? "")), ("author", .text(article.author)),
            ("district", .text(article.district)), ("district_url", .text(site.districtURL(article.district))),
            ("street", .text(article.street)),
            ("street_url", .text(site.streetURL(article.street, district: article.district))),
            ("community", .text(article.community)),
            ("community_url", .text(site.community(of: article)?.outputPath.url ?? "")),
            ("kind", .text(words["kind_\(article.kind.rawValue)"])), ("topics", .list(topicReferences(article.topics))),
            ("tags", .list(article.tags.map { ["name": .text($0)] })), ("cover", .optional(article.cover.map(picture))),
            ("content", .html(parts.content)), ("outline", .list(outline(parts.headings))),
            ("sources", .list(sourceRecords(article.sources))), ("figures", .list(figureRecords(parts.figures))),
            ("demo", .flag(isDemonstration(article, parts))),
            ("fields", .fields(article.customFields)),
            ("related", .list(cards(article.kind, related))),
            ("previous", .optional(neighbours ? neighbour(position + 1, among: articles) : nil)),
            ("next", .optional(neighbours ? neighbour(position - 1, among: articles) : nil)),
            ("draft", .flag(article.isDraft)),
        ])
    }

    private func neighbour(_ position: Int, among articles: [Article]) -> TemplateRecord? {
        guard articles.indices.contains(position) else { return nil }
        return ["title": .text(articles[position].title), "url": .text(articles[position].outputPath.url)]
    }

    /// Headings of the second level with those of the third below them. A text that begins deeper is listed flat.
    func outline(_ headings: [Heading]) -> [TemplateRecord] {
        var entries: [(heading: Heading, children: [Heading])] = []
        for heading in headings where heading.level <= 3 {
            if heading.level == 3, !entries.isEmpty {
                entries[entries.count - 1].children.append(heading)
            } else {
                entries.append((heading, []))
            }
        }
        return entries.map { entry in
            record([
                ("id", .text(entry.heading.id)), ("text", .text(entry.heading.text)),
                ("children", .list(entry.children.map { ["id": .text($0.id), "text": .text($0.text)] })),
            ])
        }
    }

    private func interviewRecord(_ details: InterviewDetails) -> TemplateRecord {
        let video = details.video.map { file -> TemplateRecord in
            [
                "src": .text(percentEncoded(file.value)), "type": .text(mediaType(of: file.value)),
                "poster": .optional(details.poster.map(picture)),
            ]
        }
        return [
            "speaker": .text(details.speaker), "role": .text(details.role), "interviewer": .text(details.interviewer),
            "duration": .text(details.duration), "video": .optional(video),
        ]
    }
}

/// The media type of a video by its suffix.
func mediaType(of path: String) -> String {
    path.lowercased().hasSuffix(".webm") ? "video/webm" : "video/mp4"
}
