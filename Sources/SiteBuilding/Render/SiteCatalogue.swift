import Content
import Templates

extension PageRenderer {
    /// The field of every page that holds lists and counts of the whole site.
    static let catalogueKey = "catalogue"
    private static let newestCount = 10

    /// Themes, districts and years with their counts of cases, and the newest cases. The same for every page, so it is
    /// made once; pages whose templates do not use it do not depend on it.
    func siteCatalogue() -> TemplateRecord {
        record([
            ("count", .text(grouped(site.cases.count))), ("topics", .list(topicRecords())),
            ("districts", .list(counts(site.groups.districts))),
            ("years", .list(counts(site.groups.years) { words.filled("year_label", ["year": $0]) })),
            (
                "newest",
                .list(
                    site.cases.prefix(Self.newestCount).map {
                        [
                            "title": .text($0.title), "url": .text($0.outputPath.url),
                            "date": .text($0.date?.isoText ?? ""),
                        ]
                    })
            ),
        ])
    }

    private func counts(_ groups: [CaseGroup], title: (String) -> String = { $0 }) -> [TemplateRecord] {
        groups.map {
            [
                "title": .text(title($0.name)), "url": .text($0.url),
                "count": .text(grouped($0.positions.count)),
            ]
        }
    }
}
