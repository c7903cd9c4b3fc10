/// Who has found that a geographic map may be shown. A map cannot be drawn without it, and prints it.
public enum MapReview: Hashable, Sendable {
    /// The map was reviewed under a number (审图号), `川S(2024)00001号`, which a body holds.
    case number(String, holder: String)
    /// The map needs no review by a rule, `地图管理条例第十五条`, as somebody has checked on a day, `2024-12-01`.
    case exempt(basis: String, checkedBy: String, date: String)

    /// Whether everything has been said.
    var isComplete: Bool {
        switch self {
        case .number(let number, let holder): !number.isEmpty && !holder.isEmpty
        case .exempt(let basis, let checkedBy, let date): !basis.isEmpty && !checkedBy.isEmpty && !date.isEmpty
        }
    }

    /// The line below the map.
    func text(_ words: GeoWords) -> String {
        switch self {
        case .number(let number, let holder): "\(words.reviewNumber)\(number)　\(words.holder)\(holder)"
        case .exempt(let basis, let checkedBy, let date):
            "\(words.exempt)\(basis)　\(words.checkedBy)\(checkedBy) \(date)"
        }
    }
}
