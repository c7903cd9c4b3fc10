import Content
import Diagnostics
import Templates
import VoteCore

extension PublicElection {
    /// The addresses of an election's pages.
    func path(of page: ElectionPage) -> OutputPath {
        let folder = "elections/\(election.slug)"
        return switch page {
        case .main: election.outputPath
        case .candidate(let award, let position):
            OutputPath("\(folder)/candidates/\(election.awards[award].key)-\(candidates[award][position].key).html")
        case .result: OutputPath("\(folder)/results.html")
        case .notice: OutputPath("\(folder)/notice.html")
        case .verification: OutputPath("\(folder)/verify.html")
        }
    }

    /// The address of a file of the published folder.
    func publishedURL(_ file: String) -> String { "elections/\(election.slug)/published/\(file)" }

    /// The pages that have something to show, the main one first.
    var pages: [ElectionPage] {
        let all = candidates.enumerated().flatMap { award, list in
            list.indices.map { ElectionPage.candidate(award, $0) }
        }
        let isPublished = publication != nil
        return [.main] + all + (isPublished ? [.result] : []) + (hasNotice ? [.notice] : [])
            + (isPublished ? [.verification] : [])
    }

    /// Whether there is anything to say about the public notice.
    var hasNotice: Bool {
        election.notice.from != nil || publication.map { [.published, .frozen].contains($0.state) } == true
    }

    /// The name of the state in words: the log decides where one is published.
    var stateKey: String {
        switch publication?.state {
        case .draft, .announced: "announced"
        case .open: "open"
        case .paused: "paused"
        case .closed: "closed"
        case .published: "published"
        case .frozen: "frozen"
        case .annulled: "annulled"
        case nil: election.state.rawValue
        }
    }

    /// The key of every state's words.
    static let stateKeys = ["announced", "open", "paused", "closed", "published", "frozen", "annulled"]
}

extension PageRenderer {
    /// A page of an election.
    func electionPage(_ election: PublicElection, _ page: ElectionPage, _ path: OutputPath) -> PageData {
        let (template, title, own): (String, String, [(String, TemplateValue)]) =
            switch page {
            case .main: ("election", election.election.title, mainFields(election))
            case .candidate(let award, let position):
                (
                    "election-candidate", election.candidates[award][position].name,
                    candidateFields(election, award, position)
                )
            case .result: ("election-results", words["election_results"], resultFields(election))
            case .notice: ("election-notice", words["election_notice"], noticeFields(election))
            case .verification: ("election-verify", words["election_verify"], verificationFields(election))
            }
        var description = PageDescription(title: title, kind: "election")
        description.section = "elections/\(election.election.slug)"
        description.isDraft = election.election.isDraft
        description.robots = election.election.isDraft || election.election.isDemonstration ? "noindex" : ""
        description.column = words["kind_election"]
        if case .main = page {
            description.summary = election.election.summary
        } else {
            description.trail = [Breadcrumb(election.election.title, election.election.outputPath.url)]
        }
        // What is only announced is a page like others; where there are candidates, nothing else may run.
        if election.candidates.contains(where: { !$0.isEmpty }) { description.policy = Self.contentPolicy }
        if case .main = page { description.hasBallot = election.takesVotes }
        let fields = commonFields(election, page) + own
        return pageData(template, [("election", .record(record(fields)))], frame(for: path, description))
    }

    /// What every page of an election shows.
    private func commonFields(_ election: PublicElection, _ page: ElectionPage) -> [(String, TemplateValue)] {
        let description = election.election
        return [
            ("title", .text(description.title)), ("url", .text(description.outputPath.url)),
            ("state", .text(election.stateKey)), ("state_text", .text(words["election_state_\(election.stateKey)"])),
            ("demo", .flag(description.isDemonstration)), ("pages", .list(pageLinks(election, page))),
            ("organiser", .optional(organiserRecord(description))),
        ]
    }

    /// Nothing from elsewhere, nothing that runs except the site's own files.
    private static let contentPolicy =
        "default-src 'none'; script-src 'self'; worker-src 'self'; connect-src 'self'; style-src 'self'; "
        + "img-src 'self' data:; font-src 'self'; base-uri 'none'; form-action 'none'"

    /// Links from one of an election's pages to the others; those of candidates are reached from the main one.
    private func pageLinks(_ election: PublicElection, _ current: ElectionPage) -> [TemplateRecord] {
        let path = election.path(of: current)
        return election.pages.compactMap { page in
            let key: String
            switch page {
            case .main: key = "election_main"
            case .candidate: return nil
            case .result: key = "election_results"
            case .notice: key = "election_notice"
            case .verification: key = "election_verify"
            }
            let target = election.path(of: page)
            return [
                "label": .text(words[key]), "url": .text(target.url), "current": .flag(target.text == path.text),
            ]
        }
    }

    private func organiserRecord(_ election: Election) -> TemplateRecord? {
        election.organiser.map { organiser in
            [
                "name": .text(organiser.name), "contact": .text(organiser.contact),
                "supervision": .text(organiser.supervision),
            ]
        }
    }

    /// A candidate in a list.
    func candidateRecord(_ election: PublicElection, _ award: Int, _ position: Int) -> TemplateRecord {
        let candidate = election.candidates[award][position]
        return [
            "key": .text(candidate.key), "number": .text(String(candidate.number)), "name": .text(candidate.name),
            "unit": .text(candidate.unit), "district": .text(candidate.district),
            "photo": .optional(
                candidate.photo.map {
                    picture(Picture(path: $0, alternativeText: candidate.photoAlternative))
                }),
            "url": .text(election.path(of: .candidate(award, position)).url),
        ]
    }

    /// How many candidates a ballot names, and how many ballots there are.
    func choiceText(_ award: Election.Award) -> String {
        let (least, most) = (award.choices.lowerBound, award.choices.upperBound)
        let choose =
            least == most
            ? words.filled("vote_choose_exactly", ["count": String(most)])
            : words.filled("vote_choose_range", ["min": String(least), "max": String(most)])
        return words.filled(
            award.isDaily ? "vote_ballots_daily" : "vote_ballots_once",
            ["choose": choose, "count": String(award.ballots)])
    }
}
