/// Everything about an election that is fixed before the first ballot, as it is published in `rules.txt`.
///
/// The log's first entry holds the hash of that file.
public struct ElectionRules: Sendable, Equatable {
    /// Who can be voted for.
    public struct Candidate: Sendable, Equatable {
        /// The name in ballots and addresses: 2 to 24 of `a-z`, `0-9`, `-`.
        public let key: String
        /// The name that people read.
        public let name: String
        /// Where the candidate works; `-` where that is not said.
        public let unit: String

        /// A candidate.
        public init(key: String, name: String, unit: String) {
            self.key = key
            self.name = name
            self.unit = unit
        }
    }

    /// The span of time within which a voter's ballots are counted against the limit.
    public enum Period: String, Sendable {
        /// A day in UTC+8.
        case day
        /// The whole vote.
        case election
    }

    /// One award that is voted on.
    public struct Award: Sendable, Equatable {
        /// The name in ballots and addresses: 2 to 24 of `a-z`, `0-9`, `-`.
        public let key: String
        /// The name that people read.
        public let title: String
        /// How many different candidates a ballot may name.
        public let choices: ClosedRange<Int>
        /// How many ballots a voter has in a period; no candidate may stand on two of them.
        public let ballots: Int
        /// The period.
        public let period: Period
        /// The candidates in their published order.
        public let candidates: [Candidate]

        /// An award.
        public init(
            key: String, title: String, choices: ClosedRange<Int>, ballots: Int, period: Period,
            candidates: [Candidate]
        ) {
            self.key = key
            self.title = title
            self.choices = choices
            self.ballots = ballots
            self.period = period
            self.candidates = candidates
        }
    }

    /// What a voter is recognised by.
    public enum Identity: Sendable, Equatable {
        /// A random token in the browser.
        case device
        /// A printed code. Published are how many there are and the Merkle root over the sorted hashes of all.
        case code(count: Int, commitment: MerkleHash)

        /// The letter in entries.
        public var channel: String {
            switch self {
            case .device: "d"
            case .code: "c"
            }
        }
    }

    /// When numbers are shown while the vote is open.
    public enum Display: Sendable, Equatable {
        /// Not before the result is published.
        case hidden
        /// Once a day, so many minutes after midnight in UTC+8.
        case daily(minute: Int)
        /// Every so many minutes, at least ten.
        case every(minutes: Int)
    }

    /// What the public result is for.
    public enum Purpose: String, Sendable {
        /// To show, no more.
        case showcase
        /// One thing among others that the organiser looks at.
        case advisory
    }

    /// How many ballots an address may send before its puzzles get harder and before it is refused.
    public struct NetworkLimits: Sendable, Equatable {
        /// Per award and day: from here on puzzles are harder.
        public let soft: Int
        /// Per award and day: from here on ballots are refused. At least 50: a whole dormitory may share an address.
        public let hard: Int

        /// Both limits.
        public init(soft: Int, hard: Int) {
            self.soft = soft
            self.hard = hard
        }
    }

    /// A key with the short name that entries use for it.
    public struct NamedKey: Sendable, Equatable {
        /// The short name.
        public let id: String
        /// The key.
        public let key: NoteKey

        /// The key under a short name.
        public init(id: String, key: NoteKey) {
            self.id = id
            self.key = key
        }
    }

    /// The election's name in addresses: 3 to 48 of `a-z`, `0-9`, `-`.
    public var id: String
    /// The name that people read.
    public var title: String
    /// What the result is for.
    public var purpose: Purpose
    /// The log's identity, the first line of every checkpoint.
    public var origin: String
    /// When the vote opens, in seconds since 1970; a full ten minutes.
    public var opens: Int
    /// When it closes: the first second that is too late; a full ten minutes.
    public var closes: Int
    /// What a voter is recognised by.
    public var identity: Identity
    /// When numbers are shown.
    public var display: Display
    /// Working days of public notice before the result can be frozen.
    public var noticeDays: Int
    /// Limits per address.
    public var limits: NetworkLimits
    /// The usual and the highest level of the puzzles.
    public var work: ClosedRange<Int>
    /// The awards in their published order.
    public var awards: [Award]
    /// The rules that an exclusion may cite.
    public var reviewRules: [ReviewRule]
    /// The key that signs checkpoints.
    public var logKey: NoteKey
    /// Those who run the vote, at least two.
    public var operators: [NamedKey]
    /// Those who countersign checkpoints; may be none.
    public var witnesses: [NamedKey]

    /// Rules from their parts, unchecked: `faults()` says what is wrong with them.
    public init(
        id: String, title: String, purpose: Purpose, origin: String, opens: Int, closes: Int, identity: Identity,
        display: Display, noticeDays: Int, limits: NetworkLimits, work: ClosedRange<Int>, awards: [Award],
        reviewRules: [ReviewRule], logKey: NoteKey, operators: [NamedKey], witnesses: [NamedKey]
    ) {
        self.id = id
        self.title = title
        self.purpose = purpose
        self.origin = origin
        self.opens = opens
        self.closes = closes
        self.identity = identity
        self.display = display
        self.noticeDays = noticeDays
        self.limits = limits
        self.work = work
        self.awards = awards
        self.reviewRules = reviewRules
        self.logKey = logKey
        self.operators = operators
        self.witnesses = witnesses
    }

    /// The slots in which ballots can lie: a slot is ten minutes, counted from 1970.
    public var slots: Range<Int> { opens / ElectionClock.slot..<closes / ElectionClock.slot }

    /// The hash that the log holds of these rules.
    public var hash: MerkleHash { MerkleHash(hashing: text) }

    /// Whether `next` may replace these rules when the vote has been opened already: only words, display, limits per
    /// address and puzzles may change, and the closing time may move back.
    public func allowsWhileOpen(_ next: ElectionRules) -> Bool {
        next.id == id && next.origin == origin && next.opens == opens && next.closes >= closes
            && next.identity == identity && next.awards == awards && next.reviewRules == reviewRules
            && next.logKey == logKey && next.operators == operators && next.noticeDays >= noticeDays
    }
}

/// Time as elections count it: fixed arithmetic in UTC+8, without time zones and without a clock.
public enum ElectionClock {
    /// Seconds of a slot, the unit of time of a ballot: coarse enough to say nothing about a person.
    public static let slot = 600
    private static let slotsPerDay = 144
    private static let slotsAheadOfUTC = 48

    /// The day in UTC+8 that holds the slot, in days since 1970-01-01.
    public static func day(ofSlot slot: Int) -> Int { (slot + slotsAheadOfUTC) / slotsPerDay }

    /// Minutes since midnight in UTC+8 at the beginning of the slot.
    public static func minuteOfDay(ofSlot slot: Int) -> Int { (slot + slotsAheadOfUTC) % slotsPerDay * 10 }

    /// The date of a day since 1970-01-01: `2026-09-01`.
    ///
    /// Source: Howard Hinnant, chrono-Compatible Low-Level Date Algorithms, `civil_from_days`.
    public static func date(ofDay day: Int) -> String {
        let shifted = day + 719_468
        let era = shifted / 146_097
        let dayOfEra = shifted % 146_097
        let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let marchMonth = (5 * dayOfYear + 2) / 153
        let dayOfMonth = dayOfYear - (153 * marchMonth + 2) / 5 + 1
        let month = marchMonth < 10 ? marchMonth + 3 : marchMonth - 9
        let year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
        func twoDigits(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
        return "\(year)-\(twoDigits(month))-\(twoDigits(dayOfMonth))"
    }
}
