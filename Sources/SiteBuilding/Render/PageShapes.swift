import Templates

/// What each template may use: the declarations that templates are checked against before anything renders.
enum PageShapes {
    /// The shape of each page's data by the name of its template.
    static let all: [String: TemplateShape] = [
        "home": page(["home": .record(home)]),
        "case-list": page(["list": .record(list)]),
        "item-list": page(["list": .record(list)]),
        "overview": page(["overview": .record(overview)]),
        "case": page(["article": .record(article)]),
        "news": page(["article": .record(article)]),
        "page": page(["article": .record(article)]),
        "report": page(["article": .record(article)]),
        "campaign": page([
            "article": .record(article), "election": .optional(electionTeaser), "topics": .list(topic),
        ]),
        "interview": page(["article": .record(article), "interview": .record(interview)]),
        "community": page(["community": .record(community)]),
        "table": page([
            "table": .record(
                shape(["title": .text, "summary": .text, "figure": .html, "demo": .flag, "sources": .list(source)]))
        ]),
        "figure": .record(["root": .text, "figure": .record(figure)]),
        "election": page(["election": .record(ElectionShapes.main)]),
        "election-candidate": page(["election": .record(ElectionShapes.candidatePage)]),
        "election-results": page(["election": .record(ElectionShapes.resultPage)]),
        "election-notice": page(["election": .record(ElectionShapes.noticePage)]),
        "election-verify": page(["election": .record(ElectionShapes.verificationPage)]),
        "404": page([:]),
    ]

    private static func page(_ own: [String: TemplateShape]) -> TemplateShape {
        .record(shape(frame.merging(own) { _, own in own }))
    }

    static func texts(_ names: String...) -> [String: TemplateShape] {
        Dictionary(uniqueKeysWithValues: names.map { ($0, .text) })
    }

    private static let link = texts("label", "url").merging(["last": .flag]) { first, _ in first }

    static let frame: [String: TemplateShape] = [
        "root": .text, "language": .text, "structured_data": .html,
        "site": .record(site),
        "navigation": .list(["label": .text, "url": .text, "current": .flag]),
        "page": .record(
            texts("title", "head_title", "description", "kind", "canonical", "image", "robots", "updated", "policy")
                .merging(["draft": .flag]) { first, _ in first }),
        "metas": .list(texts("name", "content")),
        "open_graph": .list(texts("property", "content")),
        "assets": .record(
            texts("css", "js", "icon", "figures", "vote").merging(["patterns": .html]) { first, _ in first }),
        "breadcrumbs": .list(link),
        PageRenderer.catalogueKey: .record(catalogue),
    ]

    /// Lists and counts of the whole site, for every page.
    private static let catalogue = shape([
        "count": .text,
        "topics": .list(topic), "districts": .list(texts("title", "url", "count")),
        "years": .list(texts("title", "url", "count")), "newest": .list(texts("title", "url", "date")),
    ])

    private static let site = shape([
        "title": .text, "subtitle": .text, "description": .text, "home_url": .text, "feed_url": .text,
        "sitemap_url": .text, "logo": .text,
        "organisers": .list(texts("name", "role", "url")), "pages": .list(texts("title", "url")),
        "channels": .list(texts("kind", "label", "value", "url", "note")),
        "footer": .record(
            texts("sponsor", "address", "icp", "site_id_code", "error_report_url", "government_mark_url", "note")
                .merging(["police": .optional(texts("number", "url"))]) { first, _ in first }),
    ])

    private static let topicReference: [String: TemplateShape] = [
        "title": .text, "key": .text, "url": .text, "number": .text, "glyph": .html,
    ]

    static let picture = texts("src", "alt", "width", "height")

    private static let card = shape(
        texts(
            "title", "url", "summary", "date", "date_text", "kind", "district", "district_url", "street", "street_url",
            "community", "community_url", "author"
        ).merging([
            "topics": .list(topicReference), "draft": .flag, "cover": .optional(picture), "glyph": .html,
        ]) { first, _ in first })

    private static let topic = topicReference.merging(texts("motto", "introduction", "count")) { first, _ in first }
    private static let place = texts("name", "url", "count")
    static let source = texts("title", "publisher", "date_text", "url", "note")
    private static let teaser = texts("title", "url", "summary")
    static let award = texts("key", "title", "description", "number")

    private static let electionTeaser = shape(
        teaser.merging(["awards": .list(award), "state_text": .text]) { first, _ in first })

    private static let home = shape([
        "introduction": .html, "case_count": .text, "district_count": .text, "community_count": .text,
        "featured": .optional(card), "cases": .list(card), "topics": .list(topic), "districts": .list(place),
        "district_map": .html,
        "news": .list(card), "interviews": .list(card), "interviews_url": .text, "news_url": .text, "more_url": .text,
        "reports": .list(card), "reports_url": .text,
        "election": .optional(electionTeaser), "campaign": .optional(teaser), "mosaic": .html,
    ])

    private static let paging = shape([
        "label": .text, "previous": .optional(["url": .text]), "next": .optional(["url": .text]),
        "pages": .list(["number": .text, "url": .text, "current": .flag, "gap": .flag]),
    ])

    private static let list = shape([
        "title": .text, "kicker": .text, "introduction": .html, "count": .text, "count_text": .text, "glyph": .html,
        "motto": .text, "empty": .flag, "empty_title": .text, "empty_text": .text,
        "filters": .list(
            shape([
                "label": .text, "all_url": .text, "all_current": .flag,
                "choices": .list(["label": .text, "url": .text, "count": .text, "current": .flag]),
            ])),
        "cards": .list(card), "paging": .optional(paging), "children": .list(place),
    ])

    private static let overview = shape([
        "title": .text, "introduction": .html,
        "entries": .list(
            shape([
                "demo": .flag, "title": .text, "url": .text, "count": .text, "summary": .text, "glyph": .html,
                "number": .text,
                "children": .list(place),
            ])),
    ])

    private static let article = shape(
        texts(
            "title", "summary", "date", "date_text", "updated", "updated_text", "author", "district", "district_url",
            "street", "street_url", "community", "community_url", "kind"
        ).merging([
            "topics": .list(topicReference), "tags": .list(["name": .text]), "cover": .optional(picture),
            "content": .html,
            "outline": .list(shape(["id": .text, "text": .text, "children": .list(texts("id", "text"))])),
            "sources": .list(source), "fields": .list(texts("label", "value")), "related": .list(card),
            "figures": .list(texts("label", "value", "as_of", "url", "owner")), "demo": .flag,
            "previous": .optional(texts("title", "url")), "next": .optional(texts("title", "url")), "draft": .flag,
        ]) { first, _ in first })

    private static let figureTable = shape([
        "id": .text, "corner": .text, "sortable": .flag,
        "columns": .list(["label": .text, "unit": .text, "numeric": .flag]),
        "rows": .list(
            shape([
                "id": .text, "header": .text, "url": .text, "total": .flag, "nested": .flag,
                "cells": .list(texts("id", "text", "state", "url")),
            ])),
    ])

    private static let figure = shape([
        "id": .text, "kind": .text, "caption": .text, "caption_id": .text, "pictures": .html,
        "legend": .list(["swatch": .html, "label": .text, "count": .text]), "remarks": .html, "as_of": .text,
        "demo": .flag, "owners": .list(texts("name", "url")), "sources": .list(["title": .text]),
        "table": .optional(figureTable), "open": .flag, "bare": .flag, "csv": .text,
    ])

    private static let interview: [String: TemplateShape] = [
        "speaker": .text, "role": .text, "interviewer": .text, "duration": .text,
        "video": .optional(["src": .text, "type": .text, "poster": .optional(picture)]),
    ]

    private static let community = shape([
        "name": .text, "kind": .text, "district": .text, "district_url": .text, "street": .text, "street_url": .text,
        "summary": .text, "introduction": .html, "as_of": .text, "as_of_text": .text,
        "picture": .optional(["svg": .html, "id": .text, "caption": .text]),
        "map": .html, "series": .html, "demo": .flag,
        "figures": .list(texts("id", "label", "value", "unit", "note", "as_of")), "cases": .list(card),
        "news": .list(card),
        "sources": .list(source), "fields": .list(texts("label", "value")),
    ])
}
