import Diagnostics

/// A kind of thing that an editor writes one file (or one folder) for.
public enum ContentKind: String, Sendable, CaseIterable, Hashable {
    case caseStudy = "case"
    case news
    case interview
    case page
    case report
    case community
    case election

    /// The folder below `content/` that holds files of this kind, without slashes at the ends.
    public var folder: String {
        switch self {
        case .caseStudy: "cases"
        case .news: "news"
        case .interview: "interviews"
        case .page: "pages"
        case .report: "reports"
        case .community: "communities"
        case .election: "elections"
        }
    }

    /// The file that describes one item when an item is a folder; nil for kinds with one Markdown file each.
    public var descriptionFile: String? {
        switch self {
        case .community: "community.yaml"
        case .election: "election.yaml"
        case .caseStudy, .news, .interview, .page, .report: nil
        }
    }

    /// The kinds that are one Markdown file each, in the order in which they are loaded.
    public static let articles: [ContentKind] = [.caseStudy, .news, .interview, .page, .report]

    /// What people call one of these.
    public var label: LocalizedText {
        switch self {
        case .caseStudy: LocalizedText(zh: "案例", en: "case")
        case .news: LocalizedText(zh: "新闻", en: "news item")
        case .interview: LocalizedText(zh: "访谈", en: "interview")
        case .page: LocalizedText(zh: "页面", en: "page")
        case .report: LocalizedText(zh: "报告", en: "report")
        case .community: LocalizedText(zh: "社区", en: "community")
        case .election: LocalizedText(zh: "评选", en: "election")
        }
    }
}
