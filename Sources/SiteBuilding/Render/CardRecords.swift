import Content
import Templates

extension PageRenderer {
    /// Cards in the given order.
    func cards(_ kind: ContentKind, _ positions: some Sequence<Int>) -> [TemplateRecord] {
        if let made = cardRecords[kind] { return positions.map { made[$0] } }
        let articles = site.articles[kind] ?? []
        return positions.map { card(articles[$0]) }
    }

    /// The card of an article. Every article's card is made once, because it stands in many lists.
    func card(_ article: Article) -> TemplateRecord {
        record([
            ("url", .text(article.outputPath.url)), ("kind", .text(article.kind.rawValue)),
            ("date", .text(article.date?.isoText ?? "")), ("title", .text(article.title)),
            ("draft", .flag(article.isDraft)), ("cover", .optional(article.cover.map(picture))),
            ("glyph", .html(glyphs[firstTopicNumber(article)])), ("author", .text(article.author)),
            ("street", .text(article.street)), ("topics", .list(topicReferences(article.topics))),
            ("summary", .text(article.summary ?? "")), ("district", .text(article.district)),
            ("date_text", .text(article.date.map { words.date($0) } ?? "")), ("community", .text(article.community)),
            ("street_url", .text(site.streetURL(article.street, district: article.district))),
            ("district_url", .text(site.districtURL(article.district))),
            ("community_url", .text(site.community(of: article)?.outputPath.url ?? "")),
        ]).sealed()
    }

    /// The number of an article's first theme; 0 without one.
    func firstTopicNumber(_ article: Article) -> Int {
        article.topics.first.flatMap { site.topics.topic(named: $0)?.number } ?? 0
    }

    /// Links to themes by their keys.
    func topicReferences(_ keys: [String]) -> [TemplateRecord] {
        keys.compactMap { topicLinks[$0] }
    }

    /// The link to a theme.
    func topicLink(_ topic: Topic) -> TemplateRecord {
        [
            "key": .text(topic.key), "url": .text(OutputPath.list("topics/\(topic.key)", page: 1).url),
            "glyph": .html(glyphs[topic.number]), "title": .text(topic.title), "number": .text(String(topic.number)),
        ]
    }

    /// Every theme with its count of cases.
    func topicRecords() -> [TemplateRecord] {
        zip(site.topics.topics, site.groups.topics).map { topic, group in
            [
                "title": .text(topic.title), "key": .text(topic.key), "number": .text(String(topic.number)),
                "url": .text(OutputPath.list("topics/\(topic.key)", page: 1).url), "motto": .text(topic.motto),
                "introduction": .text(topic.introduction), "count": .text(grouped(group.positions.count)),
                "glyph": .html(glyphs[topic.number]),
            ]
        }
    }

    /// A picture with its size, where that could be read.
    func picture(_ picture: Picture) -> TemplateRecord {
        var size: ImageSize?
        if case .file(let found)? = site.routes.target(of: picture.path.value) { size = found }
        return [
            "src": .text(percentEncoded(picture.path.value)), "alt": .text(picture.alternativeText),
            "width": .text(size.map { String($0.width) } ?? ""), "height": .text(size.map { String($0.height) } ?? ""),
        ]
    }

    /// Where facts come from.
    func sourceRecords(_ sources: [SourceCitation]) -> [TemplateRecord] {
        sources.map { source in
            [
                "title": .text(source.title), "publisher": .text(source.publisher),
                "date_text": .text(source.date.map { words.date($0) } ?? ""), "url": .text(source.url),
                "note": .text(source.note),
            ]
        }
    }

    /// The awards of an election, numbered from 1.
    func awardRecords(_ election: Election) -> [TemplateRecord] {
        election.awards.enumerated().map { position, award in
            [
                "key": .text(award.key), "title": .text(award.title), "description": .text(award.description),
                "number": .text(String(position + 1)),
            ]
        }
    }

    /// The first election, as other pages announce it.
    func electionTeaser() -> TemplateRecord? {
        let real = site.elections.first { !$0.election.isDemonstration } ?? site.elections.first
        return real.map { found in
            let election = found.election
            return record([
                ("title", .text(election.title)), ("url", .text(election.outputPath.url)),
                ("summary", .text(election.summary)), ("awards", .list(awardRecords(election))),
                ("state_text", .text(words["election_state_\(found.stateKey)"])),
            ])
        }
    }
}
