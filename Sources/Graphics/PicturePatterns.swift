/// What pictures need once a page where colour is not enough: in print and in forced colours a class is shown by its
/// hatch, denser from class to class, and in the corner of cells that have room by its number.
///
/// The stylesheet names these patterns, so a page that holds them once serves all its pictures. Without them the greys
/// of print remain. A picture in a file of its own holds them itself.
public enum PicturePatterns {
    /// An SVG element without size, to stand anywhere in the page's body before its first picture.
    public static let markup =
        "<svg class=\"map-patterns\" width=\"0\" height=\"0\" aria-hidden=\"true\">" + definitions + "</svg>"

    /// The lines of the classes 1 to 4, in squares of so many pixels. Class 0 has none.
    private static let hatches = [
        (12, "M0 0L12 12"), (8, "M0 0L8 8"), (5, "M0 0L5 5"), (5, "M0 0L5 5M0 5L5 0"),
    ]

    /// Patterns `map-h1` to `map-h4` and the numbers `map-d0` to `map-d4`, which a path shows where it begins.
    static let definitions: String = {
        let patterns = hatches.enumerated().map { index, hatch in
            let (side, lines) = hatch
            return "<pattern id=\"map-h\(index + 1)\" width=\"\(side)\" height=\"\(side)\" "
                + "patternUnits=\"userSpaceOnUse\"><path class=\"f\(index + 1)\" d=\"M0 0H\(side)V\(side)H0z\"/>"
                + "<path class=\"l\" d=\"\(lines)\"/></pattern>"
        }
        let numbers = (0..<5).map { index in
            "<marker id=\"map-d\(index)\" markerUnits=\"userSpaceOnUse\" overflow=\"visible\">"
                + "<text class=\"d\" x=\"2\" y=\"9\">\(index + 1)</text></marker>"
        }
        return "<defs>" + patterns.joined() + numbers.joined() + "</defs>"
    }()

    /// Pixels of the corner that a number takes.
    static let corner = 10.0

    /// The rules for print and forced colours.
    static let rules: String = {
        let classes = (1...4).map { index in
            ".map .q\(index),.chart .q\(index){fill:url(#map-h\(index)) var(--map-\(index + 1))}"
        }
        let numbers = (0...4).map { ".map .q\($0){marker-start:url(#map-d\($0))}" }
        let fills = (1...4).map { "defs .f\($0){fill:var(--map-\($0 + 1))}" }
        return fills.joined() + "\n"
            + "defs .l{fill:none;stroke:var(--map-hatch)}defs .d{font:8px system-ui,sans-serif;text-anchor:start;fill:var(--map-text)}\n"
            + "@media print,(forced-colors:active){\n" + classes.joined() + "\n" + numbers.joined() + "\n"
            + ".map .u,.map.dense path{marker-start:none}\n"
            + ".map text,.chart text,defs .d{paint-order:stroke;stroke:var(--map-ground);stroke-width:3px}\n}\n"
            + "@media (forced-colors:active){:root:root{" + systemColours + "}}\n"
    }()

    private static let systemColours =
        (1...5).map { "--map-\($0):Canvas;" }.joined()
        + "--map-ground:Canvas;--map-text:CanvasText;--map-border:CanvasText;--map-hatch:CanvasText"
}
