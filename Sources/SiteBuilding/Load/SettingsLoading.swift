import Content
import Diagnostics

/// Reads site.yaml.
///
/// - Returns: nil after diagnostics.
func loadSettings(_ listing: ContentListing, diagnostics: inout [Diagnostic]) throws -> SiteSettings? {
    guard let text = try SourceText.read(listing.file("site.yaml"), diagnostics: &diagnostics) else { return nil }
    guard let raw = text.yaml(diagnostics: &diagnostics) else { return nil }
    var validation = SchemaValidation()
    let values = validation.validate(raw, fields: Schema.site.fields, owner: Schema.site.label)
    diagnostics += validation.diagnostics
    let settings = SiteSettings(values)
    if let settings { diagnostics += footerFaults(settings, values) + takenFieldNames(values) }
    return settings
}

/// Fields that the site adds under names that its kinds of content use already.
private func takenFieldNames(_ values: FieldValues) -> [Diagnostic] {
    guard let fields = values["fields"] else { return [] }
    return values.dictionary("fields").flatMap { kind, declarations in
        let known = ContentKind(rawValue: kind).map { Schema.of($0).fields.map(\.name) } ?? []
        return declarations.dictionary("fields").filter { known.contains($0.key) }.map { name, _ in
            Diagnostic.duplicateName(name, at: fields.span, first: Span.start(of: fields.span.file))
        }
    }
}

/// What the site's profile demands of its footer.
///
/// Source: 互联网信息服务管理办法 Art. 12 (ICP number); 政府网站发展指引 (site code, sponsor).
private func footerFaults(_ settings: SiteSettings, _ values: FieldValues) -> [Diagnostic] {
    guard settings.profile != .none, let profile = values["profile"] else { return [] }
    var missing: [(name: String, zh: String)] = []
    if settings.footer.icp.isEmpty { missing.append(("footer.icp", "ICP 备案号")) }
    if settings.profile == .gov {
        if settings.footer.siteIDCode.isEmpty { missing.append(("footer.site_id_code", "政府网站标识码")) }
        if settings.footer.sponsor.isEmpty { missing.append(("footer.sponsor", "主办单位")) }
    }
    return missing.map { item in
        Diagnostic(
            "missing-footer-item", at: profile.span,
            LocalizedText(
                zh: "profile 写了 \(settings.profile.rawValue)，页脚就必须有 \(item.name)（\(item.zh)）",
                en: "with profile \(settings.profile.rawValue) the footer must have \(item.name)"))
    }
}

/// Reads topics.yaml: a list of themes with unique keys and titles.
func loadTopics(_ listing: ContentListing, diagnostics: inout [Diagnostic]) throws -> TopicIndex {
    guard let text = try SourceText.read(listing.file("topics.yaml"), diagnostics: &diagnostics),
        let raw = text.yaml(diagnostics: &diagnostics)
    else { return TopicIndex([]) }
    if raw.isNull { return TopicIndex([]) }
    guard case .list(let elements, _) = raw else {
        diagnostics.append(
            Diagnostic(
                "wrong-type", at: raw.span,
                LocalizedText(
                    zh: "topics.yaml 要写成列表，每个专题以“- key: …”开头", en: "topics.yaml must be a list of “- key: …”")))
        return TopicIndex([])
    }
    var validation = SchemaValidation()
    var topics: [Topic] = []
    var seen: [String: Span] = [:]
    for (position, element) in elements.enumerated() {
        let values = validation.validate(element, fields: Schema.topic.fields, owner: Schema.topic.label)
        if let topic = Topic(values, number: position + 1) { topics.append(topic) }
        for written in ["key", "title"].compactMap({ values.locatedText($0) }) {
            if let first = seen[written.value] {
                diagnostics.append(.duplicateName(written.value, at: written.span, first: first))
            }
            seen[written.value] = written.span
        }
    }
    diagnostics += validation.diagnostics
    return TopicIndex(topics)
}

extension Diagnostic {
    static func duplicateName(_ name: String, at span: Span, first: Span) -> Diagnostic {
        Diagnostic(
            "duplicate-name", at: span,
            LocalizedText(zh: "“\(name)”已经用过了，不能重复", en: "“\(name)” is taken; it may be used once"),
            notes: [.init(LocalizedText(zh: "先用在这里", en: "it is used here first"), at: first)])
    }
}
