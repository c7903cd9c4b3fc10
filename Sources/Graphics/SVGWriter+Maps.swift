/// The parts that all maps have in common.
extension SVGWriter {
    /// The root element. A linked map is a group, a map without links is one picture; both have a name.
    mutating func open(
        _ options: MapOptions, width: Double, height: Double, isLinked: Bool, isDense: Bool = false
    ) {
        open(
            options.cssClass(isDense: isDense), options.placement, options.figureID, width: width, height: height,
            isLinked: isLinked)
    }

    /// The root element of a picture of the class `cssClass`.
    mutating func open(
        _ cssClass: StaticString, _ placement: Placement, _ figureID: String, width: Double, height: Double,
        isLinked: Bool
    ) {
        markup("<svg")
        if case .standAlone = placement { markup(" xmlns=\"http://www.w3.org/2000/svg\"") }
        markup(" class=\"")
        markup(cssClass)
        markup("\" viewBox=\"0 0 ")
        size(width, " ", height)
        markup("\" width=\"")
        size(width, "\" height=\"", height)
        markup(isLinked ? "\" role=\"group\" aria-labelledby=\"" : "\" role=\"img\" aria-labelledby=\"")
        switch placement {
        case .inPage(let captionID):
            escaped(captionID)
            markup("\">")
        case .standAlone(let title):
            escaped(figureID)
            markup("-title\"><title id=\"")
            escaped(figureID)
            markup("-title\">")
            escaped(title)
            markup("</title><style>")
            escaped(PictureStylesheet.standAlone)
            markup("</style>")
            plain(PicturePatterns.definitions)
        }
    }

    private mutating func size(_ width: Double, _ between: StaticString, _ height: Double) {
        number(Hundredths(rounding: width))
        markup(between)
        number(Hundredths(rounding: height))
    }

    /// The pattern of cells whose figure is missing: lines at 45 degrees on the ground.
    mutating func hatch(_ figureID: String) {
        markup("<defs><pattern id=\"")
        escaped(figureID)
        markup("-hatch\" width=\"6\" height=\"6\" patternUnits=\"userSpaceOnUse\">")
        markup("<path d=\"M0 0H6V6H0z\" stroke=\"none\"/><path class=\"hatch\" d=\"M0 6L6 0\"/></pattern></defs>")
    }

    /// The lines of a label, each an element of its own.
    mutating func label(_ label: Label, cssClass: String? = nil) {
        line(label.first, label, baseline: label.baseline, cssClass)
        guard let second = label.second else { return }
        line(second, label, baseline: label.baseline + LabelFitting.lineHeight, cssClass)
    }

    private mutating func line(_ text: String, _ label: Label, baseline: Int, _ cssClass: String?) {
        markup("<text")
        if let cssClass {
            markup(" class=\"")
            plain(cssClass)
            markup("\"")
        }
        markup(" x=\"")
        integer(label.centreX)
        markup("\" y=\"")
        integer(baseline)
        markup("\">")
        escaped(text)
        markup("</text>")
    }

    /// The attributes that fill a path. One that has no room for the number of its class is marked `u`.
    mutating func shade(_ shade: Shade, _ figureID: String, hasRoom: Bool = true) {
        guard let name = shade.cssClass else { return }
        markup(" class=\"")
        plain(name)
        markup(hasRoom ? "\"" : " u\"")
        guard shade == .missing else { return }
        markup(" fill=\"url(#")
        escaped(figureID)
        markup("-hatch)\"")
    }

    /// A border without a fill.
    mutating func border(_ box: RoundedBox) {
        markup("<path class=\"b\" d=\"")
        rectangle(box)
        markup("\"/>")
    }

    /// Many rectangles as one path: the first absolute, the others from the corner before.
    mutating func rectangles(_ boxes: some Sequence<RoundedBox>) {
        var previous: RoundedBox?
        for box in boxes {
            rectangle(box, after: previous)
            previous = box
        }
    }
}

extension Shade {
    /// A square of 16 pixels with this fill, for a legend in HTML beside the map with this `figureID`. It is hidden
    /// from screen readers: the words beside it say what it means.
    public func swatch(figureID: String) -> String {
        var svg = SVGWriter(capacity: 160)
        svg.markup("<svg class=\"map\" viewBox=\"0 0 16 16\" width=\"16\" height=\"16\" aria-hidden=\"true\"><path")
        svg.shade(self, figureID)
        svg.markup(" d=\"M1 1H15V15H1z\"/></svg>")
        return String(decoding: svg.bytes, as: UTF8.self)
    }
}
