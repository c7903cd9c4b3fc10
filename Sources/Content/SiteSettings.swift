import Diagnostics

/// Everything that site.yaml says.
public struct SiteSettings: Sendable {
    /// Who runs the site.
    public struct Organiser: Sendable {
        /// Name, part and address; the last two may be empty.
        public let name: String, role: String, url: String
    }

    /// A way to get in touch.
    public struct Channel: Sendable {
        /// `phone`, `weibo`, `wechat`, `email` or `web`.
        public let kind: String
        /// Its name, the number or account, an address and a remark; the last two may be empty.
        public let label: String, value: String, url: String, note: String
    }

    /// An entry of the navigation.
    public struct NavigationEntry: Sendable {
        /// The words.
        public let label: String
        /// A built-in page's name or a content path, and where it was written.
        public let page: Located<String>
    }

    /// What a section says about itself; both texts may be empty.
    public struct Section: Sendable {
        /// The title and the introduction, paragraphs separated by blank lines.
        public let title: String, introduction: String
    }

    /// The rules that the footer is held to.
    public enum Profile: String, Sendable {
        case none
        case media
        case gov
    }

    /// What the footer must or may show. Empty texts are not shown.
    public struct Footer: Sendable {
        public let sponsor: String, address: String, icp: String
        public let policeNumber: String, policeURL: String
        public let siteIDCode: String, errorReportURL: String, governmentMarkURL: String, note: String
    }

    /// The site's name.
    public let title: String
    /// The line under the name; may be empty, as the description may.
    public let subtitle: String
    /// What the site is.
    public let description: String
    /// A BCP 47 tag: `zh-CN` or `en`.
    public let languageTag: String
    /// The public address with a slash at the end.
    public let baseURL: String
    /// The rules that the footer is held to.
    public let profile: Profile
    /// The logo below `content/`.
    public let logo: Located<String>?
    /// Items on a list page.
    public let pageSize: Int
    /// Who runs the site, in written order.
    public let organisers: [Organiser]
    /// Ways to get in touch, in written order.
    public let channels: [Channel]
    /// The navigation in written order; empty for the standard one.
    public let navigation: [NavigationEntry]
    /// What sections say about themselves, by the names of built-in pages.
    public let sections: [String: Section]
    /// The footer.
    public let footer: Footer
    /// The fields that the site adds, by kind, in declared order.
    public let customFields: [ContentKind: [CustomField]]

    /// The language that the site speaks.
    public var language: Language { Language(tag: languageTag) }

    /// What the section of a built-in page says about itself.
    public func section(_ name: String) -> Section { sections[name] ?? Section(title: "", introduction: "") }

    /// Settings from the checked site.yaml; nil where title or address did not pass.
    public init?(_ values: FieldValues) {
        guard let title = values.text("title"), let baseURL = values.text("base_url") else { return nil }
        self.title = title
        self.baseURL = baseURL
        subtitle = values.text("subtitle") ?? ""
        description = values.text("description") ?? ""
        languageTag = values.text("language") ?? "zh-CN"
        profile = values.text("profile").flatMap(Profile.init) ?? .none
        logo = values.locatedText("logo")
        pageSize = values.number("page_size").map { Int($0) } ?? 24
        organisers = values.records("organisers").map {
            Organiser(name: $0.text("name") ?? "", role: $0.text("role") ?? "", url: $0.text("url") ?? "")
        }
        channels = values.records("channels").map {
            Channel(
                kind: $0.text("kind") ?? "", label: $0.text("label") ?? "", value: $0.text("value") ?? "",
                url: $0.text("url") ?? "", note: $0.text("note") ?? "")
        }
        navigation = values.records("navigation").compactMap { entry in
            guard let label = entry.text("label"), let page = entry.locatedText("page") else { return nil }
            return NavigationEntry(label: label, page: page)
        }
        var sections: [String: Section] = [:]
        for name in Schema.builtInPages {
            guard let section = values.record("sections")?.record(name) else { continue }
            sections[name] = Section(
                title: section.text("title") ?? "", introduction: section.text("introduction") ?? "")
        }
        self.sections = sections
        footer = Footer(values.record("footer"))
        var custom: [ContentKind: [CustomField]] = [:]
        for (kind, declarations) in values.dictionary("fields") {
            guard let kind = ContentKind(rawValue: kind) else { continue }
            custom[kind] = declarations.dictionary("fields").compactMap { CustomField(name: $0.key, $0.value) }
        }
        customFields = custom
    }
}

extension SiteSettings.Footer {
    init(_ values: FieldValues?) {
        func text(_ name: String) -> String { values?.text(name) ?? "" }
        let police = values?.record("police")
        self.init(
            sponsor: text("sponsor"), address: text("address"), icp: text("icp"),
            policeNumber: police?.text("number") ?? "", policeURL: police?.text("url") ?? "",
            siteIDCode: text("site_id_code"), errorReportURL: text("error_report_url"),
            governmentMarkURL: text("government_mark_url"), note: text("note"))
    }
}
