/// Finds the longest form of a cell's words that fits into an outline, at its pole.
enum OutlineLabel {
    /// The ladder of all maps: name and value, name, name on two lines, short name or the number at the end of the name,
    /// nothing.
    static func label(_ choices: LabelChoices, in outline: Outline) -> Label? {
        guard outline.pole.distance > 0 else { return nil }
        let pole = Box(left: outline.pole.x, top: outline.pole.y, right: outline.pole.x, bottom: outline.pole.y)
        for (lines, isComplete) in ladder(choices) {
            let label = LabelFitting.place(lines.0, lines.1, in: pole, isComplete: isComplete)
            if fits(label.box, in: outline) { return label }
        }
        return nil
    }

    private typealias Form = (lines: (LabelFitting.Line, LabelFitting.Line?), isComplete: Bool)

    private static func ladder(_ choices: LabelChoices) -> [Form] {
        let isComplete = choices.value.isEmpty
        let name = LabelFitting.Line(choices.name)
        var forms: [Form] = []
        if !name.text.isEmpty {
            if !isComplete { forms.append(((name, LabelFitting.Line(choices.value)), true)) }
            forms.append(((name, nil), isComplete))
            forms += LabelFitting.broken(choices.name).map { (($0.0, $0.1), isComplete) }
        }
        let number = String(choices.name.reversed().prefix { $0.isASCII && $0.isNumber }.reversed())
        let short = LabelFitting.Line(choices.shortName.isEmpty ? number : choices.shortName)
        if !short.text.isEmpty { forms.append(((short, nil), false)) }
        return forms
    }

    /// Whether a box with an inset lies inside: no edge comes into it, and its middle is inside.
    private static func fits(_ box: Box, in outline: Outline) -> Bool {
        let inset = LabelFitting.inset
        let room = box.inset(left: -inset, top: -inset, right: -inset, bottom: -inset)
        guard outline.holds(room.centreX, room.centreY) else { return false }
        return outline.rings.allSatisfy { ring in
            ring.indices.allSatisfy { !meets(room, ring[$0], ring[$0 + 1 < ring.count ? $0 + 1 : 0]) }
        }
    }

    /// Whether a segment has a point in a box: their extents meet, and the corners are not all on one side of its line.
    private static func meets(_ box: Box, _ start: GridPoint, _ end: GridPoint) -> Bool {
        let (x, y) = (Double(start.x) / 100, Double(start.y) / 100)
        let (endX, endY) = (Double(end.x) / 100, Double(end.y) / 100)
        guard max(x, endX) >= box.left, min(x, endX) <= box.right, max(y, endY) >= box.top, min(y, endY) <= box.bottom
        else { return false }
        let corners = [(box.left, box.top), (box.right, box.top), (box.left, box.bottom), (box.right, box.bottom)]
        let sides = corners.map { (endX - x) * ($0.1 - y) - (endY - y) * ($0.0 - x) }
        return sides.contains { $0 >= 0 } && sides.contains { $0 <= 0 }
    }
}

extension Outline {
    /// Whether a place, in pixels, lies inside; on the border it may be either.
    func holds(_ x: Double, _ y: Double) -> Bool {
        rings.reduce(false) { $0 != ReadRing(places: $1, ranges: []).holds(x * 100, y * 100) }
    }
}
