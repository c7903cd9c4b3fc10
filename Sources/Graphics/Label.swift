/// The words of one cell as they are drawn: one or two lines, centred.
public struct Label: Hashable, Sendable {
    /// What is written, from top to bottom.
    public var lines: [String] { second.map { [first, $0] } ?? [first] }
    /// The upper line, and the lower one if there are two.
    let first: String
    let second: String?
    /// The middle of every line, in whole pixels.
    public let centreX: Int
    /// The baseline of the first line, in whole pixels.
    public let baseline: Int
    /// The rectangle that holds the text for certain, by the upper bound of its width.
    public let box: Box
    /// Whether the lines say both name and value in full.
    public let isComplete: Bool
}

/// The words that a cell could bear, longest form first.
struct LabelChoices {
    let name: String
    let value: String
    let shortName: String
}

/// Finds the longest form of a cell's words that fits into it.
///
/// The ladder: name and value on two lines, name, name broken into two lines, short name, nothing.
/// Text is never rotated and never smaller than `fontSize`.
enum LabelFitting {
    /// Pixels. Never below 10.
    static let fontSize = 12
    /// Pixels from baseline to baseline: descenders reach 4 below, Han glyphs 11 above (measured in Chromium).
    static let lineHeight = 15
    /// Pixels that stay free on each side, so that four are free across.
    static let inset = 2.0
    /// Pixels from the top of a line's box to its baseline: Han glyphs rise 0.88 em.
    static let ascent = 10

    /// The label of a cell, or nothing if not even the short name fits. Where cells are many, a short name goes before
    /// a broken one.
    static func label(_ choices: LabelChoices, in cell: Box, prefersShortName: Bool = false) -> Label? {
        guard let room = roundedRoom(in: cell), room.height >= Double(fontSize) else { return nil }
        let name = Line(choices.name)
        let hasTwoLines = room.height >= twoLines
        if name.width <= room.width {
            let value = choices.value.isEmpty || !hasTwoLines ? nil : Line(choices.value)
            if let value, value.width <= room.width { return place(name, value, in: room, isComplete: true) }
            return place(name, in: room, isComplete: choices.value.isEmpty)
        }
        let short = Line(choices.shortName)
        let shortFits = !choices.shortName.isEmpty && short.width <= room.width
        if hasTwoLines, !(shortFits && prefersShortName), let lines = broken(name, width: room.width) {
            return place(lines.0, lines.1, in: room, isComplete: choices.value.isEmpty)
        }
        return shortFits ? place(short, in: room, isComplete: false) : nil
    }

    /// The label of a group's header, on one line at its left end.
    static func header(_ choices: LabelChoices, in box: Box) -> Label? {
        let full = choices.value.isEmpty ? choices.name : choices.name + " " + choices.value
        for (text, isComplete) in [(full, true), (choices.name, false), (choices.shortName, false)] where !text.isEmpty
        {
            let needed = TextWidth.upperBound(of: text, fontSize: fontSize).rounded(.up) + 1
            guard let room = roundedRoom(in: box), room.height >= Double(fontSize), needed <= room.width else {
                continue
            }
            let start = Box(left: box.left, top: box.top, right: box.left + needed + 2 * inset, bottom: box.bottom)
            guard let narrow = roundedRoom(in: start) else { continue }
            return place(Line(text), in: narrow, isComplete: isComplete)
        }
        return nil
    }

    private static let twoLines = Double(fontSize + lineHeight)

    /// One line of text with the upper bound of its width in pixels.
    struct Line {
        let text: String
        let width: Double

        init(_ text: String) {
            self.text = text
            width = TextWidth.upperBound(of: text, fontSize: LabelFitting.fontSize)
        }
    }

    /// What is left of a cell inside its inset, or nothing. One pixel is kept for the rounding of the centre.
    private static func roundedRoom(in cell: Box) -> Box? {
        let room = cell.inset(left: inset + 0.5, top: inset + 0.5, right: inset + 0.5, bottom: inset + 0.5)
        return room.width > 0 && room.height > 0 ? room : nil
    }

    /// The label with the middle of its lines in the middle of `room`, moved to whole pixels.
    static func place(_ line: Line, _ second: Line? = nil, in room: Box, isComplete: Bool) -> Label {
        let height = Double(second == nil ? fontSize : fontSize + lineHeight)
        let centreX = room.centreX.rounded()
        let top = (room.centreY - height / 2).rounded()
        let half = max(line.width, second?.width ?? 0) / 2
        return Label(
            first: line.text,
            second: second?.text,
            centreX: Int(centreX),
            baseline: Int(top) + ascent,
            box: Box(left: centreX - half, top: top, right: centreX + half, bottom: top + height),
            isComplete: isComplete
        )
    }

    /// The name on two lines, broken as late as it fits: between Han characters only, and never before ，。、）.
    private static func broken(_ name: Line, width room: Double) -> (Line, Line)? {
        guard name.width <= 2 * room else { return nil }
        return broken(name.text).first { $0.width <= room && $1.width <= room }
    }

    /// The name on two lines, the latest break first.
    static func broken(_ name: String) -> [(Line, Line)] {
        let characters = Array(name)
        guard characters.count > 1 else { return [] }
        return stride(from: characters.count - 1, through: 1, by: -1).compactMap { place in
            guard isHan(characters[place - 1]), isHan(characters[place]) else { return nil }
            return (Line(String(characters[..<place])), Line(String(characters[place...])))
        }
    }

    private static func isHan(_ character: Character) -> Bool {
        character.unicodeScalars.allSatisfy { ("\u{3400}"..."\u{9FFF}").contains($0) || $0.value >= 0x20000 }
    }
}
