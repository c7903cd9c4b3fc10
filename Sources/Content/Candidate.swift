import Diagnostics

/// Who can be voted for: a row of elections/<slug>/candidates/<award>.csv.
public struct Candidate: Sendable {
    /// The name in ballots and addresses: 2 to 24 of `a-z`, `0-9`, `-`.
    public let key: String
    /// The number that the candidate is announced under, from 1.
    public let number: Int
    /// The name that people read.
    public let name: String
    /// Where the candidate works; may be empty.
    public let unit: String
    /// The district; may be empty.
    public let district: String
    /// The path of a photograph below the content folder; nil without one.
    public let photo: Located<String>?
    /// What the photograph shows; empty only without one.
    public let photoAlternative: String
    /// Paragraphs separated by blank lines; may be empty.
    public let story: String
    /// Where the candidate's consent is filed; empty only in elections that are made up. Never published.
    public let consentReference: String

    /// A candidate from the checked cells of a row.
    public init(
        key: String, number: Int, name: String, unit: String = "", district: String = "",
        photo: Located<String>? = nil, photoAlternative: String = "", story: String = "",
        consentReference: String = ""
    ) {
        self.key = key
        self.number = number
        self.name = name
        self.unit = unit
        self.district = district
        self.photo = photo
        self.photoAlternative = photoAlternative
        self.story = story
        self.consentReference = consentReference
    }
}
