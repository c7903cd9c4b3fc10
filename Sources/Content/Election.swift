import Diagnostics

/// A public vote as it is announced: elections/<slug>/election.yaml.
public struct Election: Sendable {
    /// One award that is voted on.
    public struct Award: Sendable {
        /// The name in addresses, ASCII.
        public let key: String
        /// The award's name.
        public let title: String
        /// What it is for; may be empty.
        public let description: String
        /// How many different candidates a ballot names.
        public let choices: ClosedRange<Int>
        /// How many ballots a voter has in a period.
        public let ballots: Int
        /// Whether the period is a day; else it is the whole vote.
        public let isDaily: Bool

        init?(_ values: FieldValues) {
            guard let key = values.text("key"), let title = values.text("title") else { return nil }
            self.key = key
            self.title = title
            description = values.text("description") ?? ""
            let choose = values.record("choose")
            let least = choose?.wholeNumber("min") ?? 1
            choices = least...max(least, choose?.wholeNumber("max") ?? 1)
            ballots = values.wholeNumber("ballots") ?? 1
            isDaily = values.text("period") != "election"
        }
    }

    /// Who runs the vote, for its pages.
    public struct Organiser: Sendable {
        /// The name.
        public let name: String
        /// How to ask and to object.
        public let contact: String
        /// How to report abuse; may be empty.
        public let supervision: String
    }

    /// How far the vote has come, as the editor says.
    public enum State: String, Sendable {
        case announced
        case open
        case closed
    }

    /// The folder's name, which is the name in its address.
    public let slug: String
    /// The description file's path as the user would write it.
    public let file: String
    /// The title.
    public let title: String
    /// The summary; may be empty.
    public let summary: String
    /// Paragraphs separated by blank lines; may be empty.
    public let introduction: String
    /// How far it has come.
    public let state: State
    /// When it opens, if that is known.
    public let opens: CalendarDate?
    /// When it closes, if that is known.
    public let closes: CalendarDate?
    /// The awards in written order.
    public let awards: [Award]
    /// Where the facts come from.
    public let sources: [SourceCitation]
    /// Labels and values of the fields that the site adds, in declared order.
    public let customFields: [(label: String, value: String)]
    /// Who runs it; nil while that is not said.
    public let organiser: Organiser?
    /// How to take part without the page; may be empty.
    public let otherWays: String
    /// The path of the vote service; empty where the organiser supplies the numbers.
    public let service: String
    /// The first and the last day of the public notice, if they are known.
    public let notice: (from: CalendarDate?, until: CalendarDate?)
    /// Whether it is made up: marked on every page, and kept out of feed and sitemap.
    public let isDemonstration: Bool
    /// Whether it must not be published.
    public let isDraft: Bool

    /// An election from its checked description; nil where the title did not pass.
    public init?(_ values: FieldValues, slug: String, file: String, custom: [CustomField] = []) {
        guard let title = values.text("title") else { return nil }
        self.slug = slug
        self.file = file
        self.title = title
        summary = values.text("summary") ?? ""
        introduction = values.text("introduction") ?? ""
        state = values.text("state").flatMap(State.init) ?? .announced
        opens = values.date("opens")
        closes = values.date("closes")
        awards = values.records("awards").compactMap(Award.init)
        sources = SourceCitation.list(values)
        customFields = CustomField.shown(custom, values)
        organiser = values.record("organiser").flatMap { organiser in
            guard let name = organiser.text("name"), let contact = organiser.text("contact") else { return nil }
            return Organiser(name: name, contact: contact, supervision: organiser.text("supervision") ?? "")
        }
        otherWays = values.text("other_ways") ?? ""
        service = values.text("service") ?? ""
        let days = values.record("notice")
        notice = (days?.date("from"), days?.date("until"))
        isDemonstration = values.flag("demo")
        isDraft = values.flag("draft")
    }
}
