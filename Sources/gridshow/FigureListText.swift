import Diagnostics
import SiteBuilding
import Statistics

/// The list of numbers for people: one box to tick for each.
struct FigureListText {
    let language: Language

    /// One line of the list: the number, its place, where it stands or comes from.
    private struct Line {
        let number: String
        let place: String
        let remark: String
    }

    /// All texts, one after the other.
    func text(of list: FigureList) -> String {
        list.texts.map { section(of: $0) }.joined(separator: "\n")
    }

    private func section(of text: FigureList.Text) -> String {
        var output = "# \(text.title.isEmpty ? text.file : text.title)\n\n\(text.file)\n"
        let groups = text.groups.map { group in (heading(of: group), group.numbers.map(line)) }
        let fromData = LocalizedText(zh: "来自数据", en: "from the data").text(in: language)
        let all = groups + (text.dataFigures.isEmpty ? [] : [(fromData, text.dataFigures.map(line))])
        let lines = all.flatMap(\.1)
        let numberWidth = lines.map { displayWidth(of: $0.number.unicodeScalars) }.max() ?? 0
        let placeWidth = lines.map { displayWidth(of: $0.place.unicodeScalars) }.max() ?? 0
        for (heading, lines) in all {
            output += "\n## \(heading)\n\n"
            for line in lines {
                output += "- [ ] \(padded(line.number, to: numberWidth))  \(padded(line.place, to: placeWidth))  "
                output += line.remark + "\n"
            }
        }
        if all.isEmpty { output += "\n" + LocalizedText(zh: "没有数字", en: "no numbers").text(in: language) + "\n" }
        return output
    }

    private func heading(of group: FigureList.Group) -> String {
        let kind = group.kind.label.text(in: language)
        return group.unit.isEmpty ? kind : "\(kind) · \(group.unit)"
    }

    private func line(_ number: FigureList.Number) -> Line {
        Line(
            number: number.written + number.unit, place: "\(number.place.line):\(number.place.column)",
            remark: number.sentence)
    }

    private func line(_ figure: FigureList.DataFigure) -> Line {
        let words = FigureWords(language: language)
        return Line(
            number: figure.text ?? "–", place: "\(figure.place.line):\(figure.place.column)",
            remark: "\(figure.owner) · \(figure.label) · \(words.asOf(figure)) · \(words.cells(of: figure, most: 3))")
    }

    private func padded(_ text: String, to width: Int) -> String {
        text + String(repeating: " ", count: max(0, width - displayWidth(of: text.unicodeScalars)))
    }
}

/// What the lists say about figures from the data.
struct FigureWords {
    let language: Language

    /// The time that a figure belongs to.
    func asOf(_ figure: FigureList.DataFigure) -> String {
        guard let period = figure.asOf else {
            return LocalizedText(zh: "时间未注明", en: "date not stated").text(in: language)
        }
        return LocalizedText(zh: "截至\(period.chineseText)", en: "as of \(period)").text(in: language)
    }

    /// `file:row:column` of the cells; of many the first `most` and how many there are.
    func cells(of figure: FigureList.DataFigure, most: Int) -> String {
        let shown = figure.cells.prefix(most).map { "\($0.file):\($0.row):\($0.column)" }
        let separator = language == .chinese ? "、" : ", "
        let count = figure.cells.count
        if count <= most { return shown.joined(separator: separator) }
        return shown.joined(separator: separator)
            + LocalizedText(zh: "等 \(count) 格", en: " … \(count) cells").text(in: language)
    }
}

extension NumberMention.Kind {
    /// What people call it.
    var label: LocalizedText {
        switch self {
        case .count: LocalizedText(zh: "数量", en: "count")
        case .share: LocalizedText(zh: "比例", en: "share")
        case .date: LocalizedText(zh: "日期", en: "date")
        case .time: LocalizedText(zh: "时刻", en: "time")
        case .ordinal: LocalizedText(zh: "次序", en: "order")
        case .identifier: LocalizedText(zh: "号码", en: "number or code")
        }
    }
}
