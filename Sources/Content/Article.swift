import Diagnostics

/// A picture that front matter names.
public struct Picture: Sendable {
    /// Its path below `content/`, and where that was written.
    public let path: Located<String>
    /// What it shows, in words.
    public let alternativeText: String

    /// A picture at a path with its words.
    public init(path: Located<String>, alternativeText: String) {
        self.path = path
        self.alternativeText = alternativeText
    }
}

/// Where a fact comes from.
public struct SourceCitation: Sendable, Hashable {
    /// The source's own title.
    public let title: String
    /// Who published it; may be empty, as the rest may.
    public let publisher: String
    /// When it was published.
    public let date: CalendarDate?
    /// Its address on the web.
    public let url: String
    /// A remark.
    public let note: String

    /// A source; everything but its title may be empty.
    public init(title: String, publisher: String = "", date: CalendarDate? = nil, url: String = "", note: String = "") {
        self.title = title
        self.publisher = publisher
        self.date = date
        self.url = url
        self.note = note
    }

    /// The sources listed in a checked field.
    public static func list(_ values: FieldValues) -> [SourceCitation] {
        values.records("sources").compactMap { source in
            guard let title = source.text("title") else { return nil }
            return SourceCitation(
                title: title, publisher: source.text("publisher") ?? "", date: source.date("date"),
                url: source.text("url") ?? "", note: source.text("note") ?? "")
        }
    }
}

/// What only an interview has.
public struct InterviewDetails: Sendable {
    /// Who is interviewed.
    public let speaker: String
    /// Office and position.
    public let role: String
    /// Who asks; may be empty.
    public let interviewer: String
    /// The video below `content/`, if there is one.
    public let video: Located<String>?
    /// The video's poster.
    public let poster: Picture?
    /// The length as it was written; may be empty.
    public let duration: String

    /// All that is known of an interview.
    public init(
        speaker: String, role: String, interviewer: String, video: Located<String>?, poster: Picture?, duration: String
    ) {
        self.speaker = speaker
        self.role = role
        self.interviewer = interviewer
        self.video = video
        self.poster = poster
        self.duration = duration
    }
}

/// The layout of a plain page.
public enum PageLayout: String, Sendable {
    case page
    case campaign
}

/// A Markdown file: a case, a news item, an interview or a page. Everything but its body, which is read
/// again when the page is rendered.
///
/// A class, because it never changes and stands in many lists: a copy is a reference, not half a kilobyte.
public final class Article: Sendable {
    /// What it is.
    public let kind: ContentKind
    /// The name in its address.
    public let slug: String
    /// Its path as the user would write it, such as `content/cases/wayao.md`.
    public let file: String
    /// Its path below `content/`, such as `cases/wayao.md`.
    public let contentPath: String
    /// Where the slug was written; the start of the file where the file's name gave it.
    public let slugSpan: Span
    /// The title.
    public let title: String
    /// Cases, news and interviews always have one.
    public let date: CalendarDate?
    /// When it was last changed.
    public let updated: CalendarDate?
    /// The district; empty where none was written, as the rest may be.
    public let district: String
    /// Where the district is written; the start of the file where it is not.
    public let districtSpan: Span
    /// The sub-district or town.
    public let street: String
    /// The community's name as written.
    public let community: String
    /// Keys of themes, in written order, each once.
    public let topics: [String]
    /// Keywords in written order, each once.
    public let tags: [String]
    /// The author.
    public let author: String
    /// The summary as written; nil where it is to be taken from the text.
    public let summary: String?
    /// The title and the summary, each with its place: texts that readers see beside the body.
    public let frontTexts: [Located<String>]
    /// The cover picture.
    public let cover: Picture?
    /// Where its facts come from.
    public let sources: [SourceCitation]
    /// Whether it must not be published.
    public let isDraft: Bool
    /// What only interviews have.
    public let interview: InterviewDetails?
    /// The layout, for pages.
    public let layout: PageLayout
    /// Labels and values of the fields that the site adds, in declared order.
    public let customFields: [(label: String, value: String)]

    /// An article from values that were checked before, as a cache holds them.
    public init(
        kind: ContentKind, slug: String, file: String, contentPath: String, slugSpan: Span, title: String,
        date: CalendarDate?, updated: CalendarDate?, district: String, districtSpan: Span, street: String,
        community: String, topics: [String], tags: [String], author: String, summary: String?,
        frontTexts: [Located<String>], cover: Picture?, sources: [SourceCitation], isDraft: Bool,
        interview: InterviewDetails?, layout: PageLayout, customFields: [(label: String, value: String)]
    ) {
        self.kind = kind
        self.slug = slug
        self.file = file
        self.contentPath = contentPath
        self.slugSpan = slugSpan
        self.title = title
        self.date = date
        self.updated = updated
        self.district = district
        self.districtSpan = districtSpan
        self.street = street
        self.community = community
        self.topics = topics
        self.tags = tags
        self.author = author
        self.summary = summary
        self.frontTexts = frontTexts
        self.cover = cover
        self.sources = sources
        self.isDraft = isDraft
        self.interview = interview
        self.layout = layout
        self.customFields = customFields
    }

    /// An article from checked front matter; nil where a field it cannot do without did not pass.
    ///
    /// - Parameters:
    ///   - contentPath: the path below `content/`.
    ///   - file: the path as the user would write it.
    public init?(_ values: FieldValues, kind: ContentKind, contentPath: String, file: String, custom: [CustomField]) {
        let needsDate = kind != .page && kind != .report
        guard let title = values.text("title"), !needsDate || values.date("date") != nil else { return nil }
        let fileName = contentPath.utf8.lastIndex(of: UInt8(ascii: "/")).map { String(contentPath[$0...].dropFirst()) }
        let writtenSlug = values.locatedText("slug")
        self.kind = kind
        self.slug = writtenSlug?.value ?? String((fileName ?? contentPath).dropLast(3))
        self.file = file
        self.contentPath = contentPath
        self.slugSpan = writtenSlug?.span ?? .start(of: file)
        self.title = title
        date = values.date("date")
        updated = values.date("updated")
        district = values.text("district") ?? ""
        districtSpan = values.locatedText("district")?.span ?? .start(of: file)
        street = values.text("street") ?? ""
        community = values.text("community") ?? ""
        topics = unique(values.texts("topics").map(\.value))
        tags = unique(values.texts("tags").map(\.value))
        author = values.text("author") ?? ""
        summary = values.text("summary")
        frontTexts = ["title", "summary"].compactMap { values.locatedText($0) }
        cover = Picture(values, path: "cover", alternativeText: "cover_alt")
        sources = SourceCitation.list(values)
        isDraft = values.flag("draft")
        layout = values.text("layout").flatMap(PageLayout.init) ?? .page
        interview = InterviewDetails(values)
        customFields = CustomField.shown(custom, values)
    }
}

extension Picture {
    /// The picture that two fields describe; nil without a path.
    init?(_ values: FieldValues, path: String, alternativeText: String) {
        guard let written = values.locatedText(path) else { return nil }
        self.path = written
        self.alternativeText = values.text(alternativeText) ?? ""
    }
}

extension InterviewDetails {
    init?(_ values: FieldValues) {
        guard let speaker = values.record("speaker"), let name = speaker.text("name") else { return nil }
        self.speaker = name
        role = speaker.text("role") ?? ""
        interviewer = values.text("interviewer") ?? ""
        video = values.locatedText("video")
        poster = Picture(values, path: "poster", alternativeText: "poster_alt")
        duration = values.text("duration") ?? ""
    }
}

/// The elements in order, each once.
private func unique(_ names: [String]) -> [String] {
    if names.count < 2 { return names }
    var seen: Set<String> = []
    return names.filter { seen.insert($0).inserted }
}
