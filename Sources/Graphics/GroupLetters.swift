/// The letters that stand for groups whose headers find no room: A to Z, then AA, AB and so on.
enum GroupLetters {
    /// The letters of the group at this position, counted from 0.
    static func letters(of index: Int) -> String {
        let last = String(Character(Unicode.Scalar(UInt8(ascii: "A") + UInt8(index % 26))))
        return index < 26 ? last : letters(of: index / 26 - 1) + last
    }
}

extension LabelChoices {
    /// The same words behind a group's letters; if there is no short name, the letters alone are the shortest form.
    func lettered(_ letters: String) -> LabelChoices {
        LabelChoices(
            name: letters + " " + name, value: value, shortName: shortName.isEmpty ? letters : letters + " " + shortName
        )
    }
}
