import Diagnostics

/// What can be wrong with a file of boundaries. Each case is a rule with an id of its own.
enum GeoFault {
    case notUTF8
    case syntax(expected: String)
    case tooDeep
    case notFinite
    case duplicateName(String)
    case missingMember(String)
    case wrongType(expected: String)
    case crsMember(isKnown: Bool)
    case nullGeometry
    case wrongGeometry(String)
    case noCode
    case numericCode
    case duplicateCode(String)
    case noFeatures
    case swapped
    case projected
    case outside(GeoBounds)
    case tooPrecise(count: Int)
    case fewPositions
    case notClosed
    case repeatedPositions(count: Int)
    case spike
    case flatRing
    case polygonInPolygon
    case holeOutside
    case crossing(GridPoint, count: Int)
    case overlap(GridPoint, code: String, other: String)
    case unknownCode(String)
    case noShape(String)
}

extension Diagnostic {
    /// The diagnostic of a fault in the bytes `range` of a file of boundaries.
    static func geo(
        _ fault: GeoFault, _ file: String, _ range: Range<Int>, notes: [Note] = [], replacement: String? = nil
    ) -> Diagnostic {
        let span = Span(file: file, range: range)
        let suggestion = replacement.map { Suggestion(replacing: span, with: $0) }
        return Diagnostic(
            fault.id, fault.severity, at: span, fault.message, notes: notes, suggestion: suggestion)
    }
}

extension GeoFault {
    var severity: Severity {
        switch self {
        case .crsMember(let isKnown): isKnown ? .warning : .error
        case .repeatedPositions, .noShape: .warning
        case .tooPrecise: .hint
        default: .error
        }
    }

    var id: String {
        switch self {
        case .notUTF8: "geojson-not-utf8"
        case .syntax: "geojson-syntax"
        case .tooDeep: "geojson-too-deep"
        case .notFinite: "geojson-not-finite"
        case .duplicateName: "geojson-duplicate-name"
        case .missingMember: "geojson-missing-member"
        case .wrongType: "geojson-wrong-type"
        case .crsMember: "geojson-crs"
        case .nullGeometry: "geojson-null-geometry"
        case .wrongGeometry: "geojson-wrong-geometry"
        case .noCode: "geojson-no-code"
        case .numericCode: "geojson-numeric-code"
        case .duplicateCode: "geojson-duplicate-code"
        case .noFeatures: "geojson-no-features"
        case .swapped: "geojson-swapped"
        case .projected: "geojson-projected"
        case .outside: "geojson-outside"
        case .tooPrecise: "geojson-too-precise"
        case .fewPositions: "geojson-few-positions"
        case .notClosed: "geojson-not-closed"
        case .repeatedPositions: "geojson-repeated-position"
        case .spike: "geojson-spike"
        case .flatRing: "geojson-flat-ring"
        case .polygonInPolygon: "geojson-polygon-in-polygon"
        case .holeOutside: "geojson-hole-outside"
        case .crossing: "geojson-crossing"
        case .overlap: "geojson-overlap"
        case .unknownCode: "geojson-unknown-code"
        case .noShape: "geojson-no-shape"
        }
    }
}
