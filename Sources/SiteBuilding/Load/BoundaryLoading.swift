import Content
import Diagnostics
import Graphics
import Statistics

/// The boundaries of a community's grids, and by what right they may be shown.
struct CommunityBoundary: Sendable {
    let shapes: GeoShapes
    /// Nil where nobody has said that a map with these boundaries may be published.
    let review: MapReview?
}

/// Reads boundary.geojson beside a community's description; nil where there is none, and after errors.
///
/// Maps with boundaries must be reviewed before they are shown (地图管理条例 Art. 15–16; 地图审核管理规定 Art. 5–6), so
/// without a review they only give tiles their places.
func loadBoundary(
    _ values: FieldValues, _ hierarchy: GridHierarchy?, folder: String, diagnostics: inout [Diagnostic]
) throws -> CommunityBoundary? {
    let file = "\(folder)/boundary.geojson"
    let wantsMap = values.record("map")?.locatedText("kind").flatMap { $0.value == "geo" ? $0.span : nil }
    let geo = values.record("geo")
    guard let bytes = try readFile(file) else {
        if let span = wantsMap ?? values["geo"]?.span { diagnostics.append(.missingBoundary(file, at: span)) }
        return nil
    }
    guard let geo, geo.text("crs") != nil else {
        if geo == nil { diagnostics.append(.boundaryWithoutDatum(at: .start(of: file))) }
        return nil
    }
    let bounds = geo.texts("bounds").compactMap { Double($0.value) }
    let reading =
        bounds.count == 4
        ? GeoJSON.read(
            bytes, file: file, bounds: GeoBounds(west: bounds[0], south: bounds[1], east: bounds[2], north: bounds[3]))
        : GeoJSON.read(bytes, file: file)
    diagnostics += reading.diagnostics
    if let written = values.record("geo")?["bounds"], bounds.count != 4 {
        diagnostics.append(.badBounds(at: written.span))
    }
    let review = MapReview(geo)
    if let wantsMap, review == nil { diagnostics.append(.mapWithoutReview(at: wantsMap)) }
    guard let shapes = reading.shapes else { return nil }
    let cells = hierarchy.map { hierarchy in
        hierarchy.grids.filter { $0.children.isEmpty }.map(\.code)
    }
    diagnostics += shapes.differences(from: cells ?? [])
    return CommunityBoundary(shapes: shapes, review: review)
}

extension MapReview {
    /// The review, else the exemption, of a checked record; nil without both.
    init?(_ geo: FieldValues) {
        if let review = geo.record("review"), let number = review.text("number"), let holder = review.text("holder") {
            self = .number(number, holder: holder)
        } else if let exempt = geo.record("exempt"), let basis = exempt.text("basis"),
            let name = exempt.text("checked_by"), let date = exempt.date("date")
        {
            self = .exempt(basis: basis, checkedBy: name, date: date.isoText)
        } else {
            return nil
        }
    }
}

extension Diagnostic {
    fileprivate static func missingBoundary(_ file: String, at span: Span) -> Diagnostic {
        Diagnostic(
            "missing-boundary", at: span,
            LocalizedText(zh: "要画边界图，就要有 \(file)", en: "a map of boundaries needs \(file)"))
    }

    fileprivate static func boundaryWithoutDatum(at span: Span) -> Diagnostic {
        Diagnostic(
            "boundary-without-datum", at: span,
            LocalizedText(
                zh: "有边界文件，就要在 community.yaml 里写 geo.crs：坐标系是 CGCS2000、WGS84 还是 GCJ02",
                en: "with boundaries community.yaml needs geo.crs: CGCS2000, WGS84 or GCJ02"))
    }

    fileprivate static func badBounds(at span: Span) -> Diagnostic {
        Diagnostic(
            "bad-bounds", at: span,
            LocalizedText(
                zh: "bounds 要写四个数：[西经度, 南纬度, 东经度, 北纬度]",
                en: "bounds are four numbers: [west, south, east, north] in degrees"))
    }

    static func mapWithoutReview(at span: Span) -> Diagnostic {
        Diagnostic(
            "map-without-review", at: span,
            LocalizedText(
                zh:
                    "边界图要先送审才能公布：在 community.yaml 的 geo.review 里写审图号和送审单位，或在 geo.exempt 里写免审依据、核对人和日期；没有就改用 blocks 或 tiles",
                en:
                    "a map of boundaries must be reviewed before it is shown: write geo.review or geo.exempt in community.yaml, or use blocks or tiles"
            ))
    }
}
