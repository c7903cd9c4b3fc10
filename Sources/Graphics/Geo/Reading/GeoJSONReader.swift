import Diagnostics

/// Walks the values of a GeoJSON text and collects features and faults.
struct GeoJSONReader {
    let file: String
    let bounds: GeoBounds
    /// Features without a fault, in the order of the file.
    private(set) var features: [ReadFeature] = []
    var diagnostics: [Diagnostic] = []
    /// Where every code was seen first. Only looked up, never listed.
    private var codes: [String: Range<Int>] = [:]
    private var tooPrecise: (first: Range<Int>, count: Int)?

    init(file: String, bounds: GeoBounds) {
        self.file = file
        self.bounds = bounds
    }

    mutating func report(_ fault: GeoFault, _ range: Range<Int>) {
        diagnostics.append(.geo(fault, file, range))
    }

    mutating func collection(_ root: JSONValue) {
        guard root.isObject else {
            return report(.wrongType(expected: "{ \"type\": \"FeatureCollection\" }"), root.start)
        }
        checkCRS(of: root)
        guard type(of: root, is: ["FeatureCollection"]) != nil else { return }
        guard let features = elements(of: root, "features") else { return }
        if features.isEmpty { report(.noFeatures, root.member("features")?.range ?? root.start) }
        for value in features { feature(value) }
        if let tooPrecise { report(.tooPrecise(count: tooPrecise.count), tooPrecise.first) }
    }

    private mutating func feature(_ value: JSONValue) {
        guard value.isObject else { return report(.wrongType(expected: "{ \"type\": \"Feature\" }"), value.start) }
        checkCRS(of: value)
        guard type(of: value, is: ["Feature"]) != nil else { return }
        let code = code(of: value)
        guard let geometry = value.member("geometry") else { return report(.missingMember("geometry"), value.start) }
        guard let polygons = self.geometry(geometry), let code else { return }
        features.append(ReadFeature(code: code.text, codeRange: code.range, polygons: polygons))
    }

    private mutating func code(of feature: JSONValue) -> (text: String, range: Range<Int>)? {
        guard let value = feature.member("properties")?.member("code") else {
            report(.noCode, feature.member("properties")?.start ?? feature.start)
            return nil
        }
        if case .number = value.content {
            report(.numericCode, value.range)
            return nil
        }
        guard let text = value.string, !text.isEmpty else {
            report(.noCode, value.start)
            return nil
        }
        if let first = codes[text] {
            let message = LocalizedText(zh: "第一次出现在这里", en: "it is first here")
            let note = Diagnostic.Note(message, at: Span(file: file, range: first))
            diagnostics.append(.geo(.duplicateCode(text), file, value.range, notes: [note]))
            return nil
        }
        codes[text] = value.range
        return (text, value.range)
    }

    /// The polygons of a geometry, or nothing if a ring of it could not be read.
    private mutating func geometry(_ value: JSONValue) -> [[ReadRing]]? {
        guard !value.isNull else {
            report(.nullGeometry, value.range)
            return nil
        }
        guard value.isObject else {
            report(.wrongType(expected: "{ \"type\": \"Polygon\" }"), value.start)
            return nil
        }
        checkCRS(of: value)
        guard let type = type(of: value, is: ["Polygon", "MultiPolygon"]),
            let coordinates = elements(of: value, "coordinates")
        else { return nil }
        let parts = type == "Polygon" ? [coordinates] : coordinates.map { $0.array ?? [] }
        if parts.contains(where: \.isEmpty) || parts.isEmpty {
            report(.wrongType(expected: "[ [ [x, y], … ] ]"), value.member("coordinates")?.start ?? value.start)
            return nil
        }
        var faults = PositionFaults()
        let polygons = parts.map { polygon($0, &faults) }
        guard !faults.isBroken else { return nil }
        checkNesting(polygons)
        return polygons
    }

    /// The `type` of an object, or nothing if it is none of those that are allowed here.
    private mutating func type(of value: JSONValue, is allowed: [String]) -> String? {
        guard let member = value.member("type") else {
            report(.missingMember("type"), value.start)
            return nil
        }
        guard let type = member.string, allowed.contains(type) else {
            let isGeometry = allowed.contains("Polygon")
            report(
                isGeometry ? .wrongGeometry(member.string ?? "") : .wrongType(expected: "\"\(allowed[0])\""),
                member.start)
            return nil
        }
        return type
    }

    private mutating func elements(of value: JSONValue, _ name: String) -> [JSONValue]? {
        guard let member = value.member(name) else {
            report(.missingMember(name), value.start)
            return nil
        }
        guard let elements = member.array else {
            report(.wrongType(expected: "[ … ]"), member.start)
            return nil
        }
        return elements
    }

    /// The name that a `crs` member gives is enough to know whether its positions can be longitude and latitude.
    private mutating func checkCRS(of value: JSONValue) {
        guard case .object(let members) = value.content, let crs = members.first(where: { $0.name == "crs" }) else {
            return
        }
        let name = crs.value.member("properties")?.member("name")?.string ?? ""
        let isKnown = crs.value.isNull || ["CRS84", ":4326", ":4490"].contains { name.hasSuffix($0) }
        report(.crsMember(isKnown: isKnown), crs.nameRange)
    }

    mutating func notePrecision(_ range: Range<Int>) {
        tooPrecise = (tooPrecise?.first ?? range, (tooPrecise?.count ?? 0) + 1)
    }
}
