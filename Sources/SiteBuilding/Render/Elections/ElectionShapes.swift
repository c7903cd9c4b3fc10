import Templates

/// What the templates of an election's pages may use.
enum ElectionShapes {
    private static func texts(_ names: String...) -> [String: TemplateShape] {
        Dictionary(uniqueKeysWithValues: names.map { ($0, .text) })
    }

    private static func page(_ own: [String: TemplateShape]) -> [String: TemplateShape] {
        shape(common.merging(own) { _, own in own })
    }

    private static let common: [String: TemplateShape] = [
        "title": .text, "url": .text, "state": .text, "state_text": .text, "demo": .flag,
        "pages": .list(["label": .text, "url": .text, "current": .flag]),
        "organiser": .optional(texts("name", "contact", "supervision")),
    ]

    private static let candidate = texts("key", "number", "name", "unit", "district", "url")
        .merging(["photo": .optional(PageShapes.picture)]) { first, _ in first }

    private static let sentence = texts("text")

    private static let ballotAward = shape(
        texts("key", "title", "choose_min", "choose_max", "choose_text")
            .merging(["needs_code": .flag, "candidates": .list(candidate)]) { first, _ in first })

    private static let ballot = shape(
        texts("service", "slug", "identity", "state_text", "worker", "other_ways")
            .merging(["awards": .list(ballotAward)]) { first, _ in first })

    static let main = page([
        "summary": .text, "introduction": .html, "opens_text": .text, "closes_text": .text,
        "awards": .list(
            shape(
                PageShapes.award.merging(["choose_text": .text, "candidates": .list(candidate)]) { first, _ in first })),
        "sources": .list(PageShapes.source), "fields": .list(texts("label", "value")), "ballot": .optional(ballot),
        "rules": .list(sentence), "review": .list(texts("id", "text")), "promises": .list(sentence),
        "others": .list(texts("title", "url").merging(["demo": .flag]) { first, _ in first }),
    ])

    private static let count = texts("key", "received", "excluded", "counted")

    static let candidatePage = page([
        "award": .text, "award_url": .text, "candidate": .record(candidate), "story": .html,
        "standing": .optional(
            texts("rank", "total", "url").merging(["tied": .flag, "votes": .record(count)]) { first, _ in first }),
    ])

    private static let standing = texts("rank", "key", "name", "unit", "url", "imported", "total", "bar")
        .merging(["tied": .flag, "votes": .record(count)]) { first, _ in first }

    static let resultPage = page([
        "imported": .flag,
        "result": .optional(
            shape([
                "as_of": .text, "ballots": .record(count),
                "awards": .list(
                    shape([
                        "key": .text, "title": .text, "ballots": .record(count), "imports": .flag,
                        "standings": .list(standing),
                    ])),
                "exclusions": .list(
                    texts("index", "count", "rule", "rule_text", "span", "reason", "reinstated")
                        .merging(["stands": .flag]) { first, _ in first }),
                "imports": .list(
                    texts("source", "award", "candidate", "as_of", "note", "file")
                        .merging(["votes": .record(count)]) { first, _ in first }),
            ])),
    ])

    static let noticePage = page(
        texts("from", "until", "days", "frozen", "results_url", "verify_url"))

    static let verificationPage = page([
        "checkpoint": .text, "size": .text, "address": .text, "site": .text, "witnesses": .text,
        "files": .list(texts("name", "url", "text")),
        "events": .list(texts("index", "time", "text", "reason", "actors")), "promises": .list(sentence),
    ])
}
