import Content
import Diagnostics

extension ByteWriter {
    /// Front matter as it was loaded. The file's path is not written: it is the key of the entry.
    mutating func add(_ loaded: LoadedArticle) {
        add(loaded.isDraft)
        add(loaded.diagnostics) { $0.add($1) }
        add(loaded.pictures) { $0.addLocated($1) }
        add(loaded.article) { $0.add($1) }
    }

    private mutating func add(_ article: Article) {
        add(article.kind.rawValue)
        add(article.slug)
        addRange(article.slugSpan)
        add(article.title)
        add(article.date) { $0.add($1) }
        add(article.updated) { $0.add($1) }
        add(article.district)
        addRange(article.districtSpan)
        for text in [article.street, article.community, article.author] { add(text) }
        add(article.summary) { $0.add($1) }
        add(article.frontTexts) { $0.addLocated($1) }
        for texts in [article.topics, article.tags] { add(texts) { $0.add($1) } }
        add(article.cover) { $0.add($1) }
        add(article.sources) { $0.add($1) }
        add(article.isDraft)
        add(article.interview) { $0.add($1) }
        add(article.layout.rawValue)
        add(article.customFields) { writer, field in
            writer.add(field.label)
            writer.add(field.value)
        }
    }

    private mutating func add(_ date: CalendarDate) {
        add(date.year)
        add(date.month ?? 0)
        add(date.day ?? 0)
        add(date.minutes ?? -1)
    }

    private mutating func add(_ picture: Picture) {
        addLocated(picture.path)
        add(picture.alternativeText)
    }

    private mutating func add(_ source: SourceCitation) {
        add(source.title)
        add(source.publisher)
        add(source.date) { $0.add($1) }
        add(source.url)
        add(source.note)
    }

    private mutating func add(_ interview: InterviewDetails) {
        for text in [interview.speaker, interview.role, interview.interviewer, interview.duration] { add(text) }
        add(interview.video) { $0.addLocated($1) }
        add(interview.poster) { $0.add($1) }
    }

    private mutating func addLocated(_ text: Located<String>) {
        add(text.value)
        addRange(text.span)
    }

    /// A place in the entry's own file.
    private mutating func addRange(_ span: Span) {
        add(span.range.lowerBound)
        add(span.range.count)
    }
}

extension ByteReader {
    /// The front matter of the file at `contentPath` below the content folder.
    mutating func loadedArticle(contentPath: String, file: String) -> LoadedArticle {
        var loaded = LoadedArticle()
        loaded.isDraft = flag()
        loaded.diagnostics = list { $0.diagnostic() }
        loaded.pictures = list { $0.located(file) }
        loaded.article = optional { $0.article(contentPath: contentPath, file: file) }.flatMap { $0 }
        return loaded
    }

    private mutating func article(contentPath: String, file: String) -> Article? {
        let kind = ContentKind(rawValue: text())
        let slug = text()
        let slugSpan = range(file)
        let title = text()
        let date = optional { $0.date() }.flatMap { $0 }
        let updated = optional { $0.date() }.flatMap { $0 }
        let district = text()
        let districtSpan = range(file)
        let (street, community, author) = (text(), text(), text())
        let summary = optional { $0.text() }
        let frontTexts = list { $0.located(file) }
        let (topics, tags) = (list { $0.text() }, list { $0.text() })
        let cover = optional { $0.picture(file) }
        let sources = list { $0.source() }
        let isDraft = flag()
        let interview = optional { $0.interview(file) }
        let layout = PageLayout(rawValue: text())
        let fields = list { reader -> (label: String, value: String) in
            let label = reader.text()
            return (label, reader.text())
        }
        guard let kind, let layout else {
            fail()
            return nil
        }
        return Article(
            kind: kind, slug: slug, file: file, contentPath: contentPath, slugSpan: slugSpan, title: title, date: date,
            updated: updated, district: district, districtSpan: districtSpan, street: street, community: community,
            topics: topics, tags: tags, author: author, summary: summary, frontTexts: frontTexts, cover: cover,
            sources: sources, isDraft: isDraft, interview: interview, layout: layout, customFields: fields)
    }

    private mutating func date() -> CalendarDate? {
        let (year, month, day, minutes) = (int(), int(), int(), int())
        let date = CalendarDate(
            year: year, month: month == 0 ? nil : month, day: day == 0 ? nil : day, minutes: minutes < 0 ? nil : minutes
        )
        if date == nil { fail() }
        return date
    }

    private mutating func picture(_ file: String) -> Picture {
        let path = located(file)
        return Picture(path: path, alternativeText: text())
    }

    private mutating func source() -> SourceCitation {
        let (title, publisher) = (text(), text())
        let date = optional { $0.date() }.flatMap { $0 }
        let url = text()
        return SourceCitation(title: title, publisher: publisher, date: date, url: url, note: text())
    }

    private mutating func interview(_ file: String) -> InterviewDetails {
        let (speaker, role, interviewer, duration) = (text(), text(), text(), text())
        let video = optional { $0.located(file) }
        let poster = optional { $0.picture(file) }
        return InterviewDetails(
            speaker: speaker, role: role, interviewer: interviewer, video: video, poster: poster, duration: duration)
    }

    private mutating func located(_ file: String) -> Located<String> {
        let value = text()
        return Located(value, at: range(file))
    }

    private mutating func range(_ file: String) -> Span {
        let (start, count) = (int(), int())
        guard start >= 0, count >= 0, start < 1 << 40, count < 1 << 40 else {
            fail()
            return .start(of: file)
        }
        return Span(file: file, range: start..<start + count)
    }
}
