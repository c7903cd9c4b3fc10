import Diagnostics
import TestSupport
import Testing

@testable import Graphics

@Suite("GeoJSON")
struct GeoJSONTests {
    struct Example: Sendable, CustomTestStringConvertible {
        let id: String
        let text: String
        /// The first piece of text that the diagnostic marks.
        let marked: String
        var testDescription: String { "\(id): \(marked)" }
    }

    private static func file(_ features: String...) -> String {
        "{\"type\":\"FeatureCollection\",\"features\":[\(features.joined(separator: ","))]}"
    }

    private static func feature(_ geometry: String, properties: String = "{\"code\":\"A\"}") -> String {
        "{\"type\":\"Feature\",\"properties\":\(properties),\"geometry\":\(geometry)}"
    }

    private static func polygon(_ rings: String...) -> String {
        "{\"type\":\"Polygon\",\"coordinates\":[\(rings.joined(separator: ","))]}"
    }

    private static func multi(_ rings: String...) -> String {
        "{\"type\":\"MultiPolygon\",\"coordinates\":[\(rings.map { "[\($0)]" }.joined(separator: ","))]}"
    }

    private static let square = "[[104,30.5],[104.1,30.5],[104.1,30.6],[104,30.6],[104,30.5]]"
    private static let inner = "[[104.02,30.52],[104.04,30.52],[104.04,30.54],[104.02,30.52]]"
    private static let crossing = "[[104.05,30.45],[104.15,30.45],[104.15,30.55],[104.05,30.55],[104.05,30.45]]"
    private static let far = "[[104.3,30.5],[104.4,30.5],[104.4,30.6],[104.3,30.5]]"

    private static func one(_ ring: String) -> String { file(feature(polygon(ring))) }

    static let examples: [Example] = [
        .init(id: "geojson-syntax", text: "{\"type\":", marked: ""),
        .init(id: "geojson-syntax", text: "{\"type\" \"a\"}", marked: "\""),
        .init(id: "geojson-syntax", text: "{} x", marked: "x"),
        .init(id: "geojson-syntax", text: "{\"a\":01}", marked: "}"),
        .init(id: "geojson-syntax", text: "[1,]", marked: "]"),
        .init(id: "geojson-syntax", text: "[\"\\x\"]", marked: "\\"),
        .init(id: "geojson-too-deep", text: String(repeating: "[", count: 100_000), marked: "["),
        .init(
            id: "geojson-duplicate-name", text: "{\"type\":\"FeatureCollection\",\"type\":1,\"features\":[]}",
            marked: "\"type\""),
        .init(id: "geojson-not-finite", text: one("[[104,NaN],[104.1,30.5],[104.1,30.6],[104,30.5]]"), marked: "NaN"),
        .init(
            id: "geojson-not-finite", text: one("[[1e999,30],[104.1,30.5],[104.1,30.6],[104,30.5]]"), marked: "1e999"),
        .init(
            id: "geojson-not-finite", text: one("[[104,-Infinity],[104.1,30.5],[104.1,30.6],[104,30.5]]"),
            marked: "-Infinity"),
        .init(id: "geojson-wrong-type", text: "[]", marked: "["),
        .init(id: "geojson-wrong-type", text: "{\"type\":\"Feature\",\"features\":[]}", marked: "\"Feature\""),
        .init(id: "geojson-wrong-type", text: "{\"type\":\"FeatureCollection\",\"features\":3}", marked: "3"),
        .init(id: "geojson-wrong-type", text: file("7"), marked: "7"),
        .init(id: "geojson-wrong-type", text: file(feature("5")), marked: "5"),
        .init(id: "geojson-wrong-type", text: one("[[104],[104.1,30.5],[104.1,30.6],[104,30.5]]"), marked: "["),
        .init(id: "geojson-wrong-type", text: one("[[104,\"30\"],[104.1,30.5],[104.1,30.6]]"), marked: "[104,\"30\"]"),
        .init(id: "geojson-missing-member", text: "{\"features\":[]}", marked: "{"),
        .init(id: "geojson-missing-member", text: "{\"type\":\"FeatureCollection\"}", marked: "{"),
        .init(
            id: "geojson-missing-member", text: file("{\"type\":\"Feature\",\"properties\":{\"code\":\"A\"}}"),
            marked: "{"),
        .init(id: "geojson-no-features", text: file(), marked: "[]"),
        .init(
            id: "geojson-crs",
            text: "{\"type\":\"FeatureCollection\",\"crs\":{\"properties\":{\"name\":\"EPSG:4524\"}},\"features\":["
                + feature(polygon(square)) + "]}", marked: "\"crs\""),
        .init(id: "geojson-null-geometry", text: file(feature("null")), marked: "null"),
        .init(
            id: "geojson-wrong-geometry", text: file(feature("{\"type\":\"LineString\",\"coordinates\":[]}")),
            marked: "\"LineString\""),
        .init(
            id: "geojson-wrong-geometry", text: file(feature("{\"type\":\"GeometryCollection\"}")),
            marked: "\"GeometryCollection\""),
        .init(id: "geojson-no-code", text: file(feature(polygon(square), properties: "{}")), marked: "{"),
        .init(id: "geojson-no-code", text: file(feature(polygon(square), properties: "null")), marked: "null"),
        .init(
            id: "geojson-no-code", text: file(feature(polygon(square), properties: "{\"code\":\"\"}")), marked: "\"\""),
        .init(
            id: "geojson-numeric-code", text: file(feature(polygon(square), properties: "{\"code\":12}")), marked: "12"),
        .init(
            id: "geojson-duplicate-code", text: file(feature(polygon(square)), feature(polygon(far))), marked: "\"A\""),
        .init(
            id: "geojson-swapped", text: one("[[30.5,104],[30.5,104.1],[30.6,104.1],[30.5,104]]"), marked: "[30.5,104]"),
        .init(
            id: "geojson-projected", text: one("[[500000,3400000],[500100,3400000],[500100,3400100],[500000,3400000]]"),
            marked: "[500000,3400000]"),
        .init(
            id: "geojson-projected",
            text: one("[[35500000.5,3400000],[35500100,3400000],[35500100,3400100],[35500000.5,3400000]]"),
            marked: "[35500000.5,3400000]"),
        .init(
            id: "geojson-outside", text: one("[[116,39.9],[116.1,39.9],[116.1,40],[116,39.9]]"), marked: "[116,39.9]"),
        .init(id: "geojson-few-positions", text: one("[[104,30.5],[104.1,30.5],[104,30.5]]"), marked: "["),
        .init(
            id: "geojson-few-positions", text: one("[[104,30.5],[104.1,30.5],[104,30.5],[104,30.5]]"), marked: "["),
        .init(id: "geojson-few-positions", text: one("[]"), marked: "["),
        .init(id: "geojson-few-positions", text: one("[[104,30.5],[104,30.5],[104,30.5],[104,30.5]]"), marked: "["),
        .init(id: "geojson-not-closed", text: one("[[104,30.5],[104.1,30.5],[104.1,30.6],[104,30.6]]"), marked: ""),
        .init(
            id: "geojson-spike",
            text: one("[[104,30.5],[104.1,30.5],[104.2,30.5],[104.1,30.5],[104.1,30.6],[104,30.5]]"),
            marked: "[104.2,30.5]"),
        .init(id: "geojson-flat-ring", text: one("[[104,30.5],[104.1,30.5],[104.2,30.5],[104,30.5]]"), marked: "["),
        .init(id: "geojson-polygon-in-polygon", text: file(feature(multi(square, inner))), marked: "[104.02,30.52]"),
        .init(id: "geojson-hole-outside", text: file(feature(polygon(square, far))), marked: "["),
        .init(
            id: "geojson-crossing",
            text: file(feature(polygon(square)), feature(polygon(crossing), properties: "{\"code\":\"B\"}")),
            marked: "[104.1,30.5]"),
        .init(
            id: "geojson-crossing", text: one("[[104,30.5],[104.1,30.6],[104.1,30.5],[104,30.7],[104,30.5]]"),
            marked: "[104.1,30.6]"),
        .init(
            id: "geojson-overlap",
            text: file(feature(polygon(square)), feature(polygon(square), properties: "{\"code\":\"B\"}")),
            marked: "\"A\""),
        .init(
            id: "geojson-overlap",
            text: file(feature(polygon(square)), feature(polygon(inner), properties: "{\"code\":\"B\"}")),
            marked: "\"B\""),
    ]

    @Test("Every fault is named, at its bytes, and refuses the file", arguments: examples)
    func faults(example: Example) throws {
        let bytes = Array(example.text.utf8)
        let reading = GeoJSON.read(bytes, file: "boundary.geojson")
        let diagnostic = try #require(
            reading.diagnostics.first { $0.id == example.id }, "\(reading.diagnostics.map(\.id))")
        #expect(reading.shapes == nil)
        #expect(diagnostic.severity == .error)
        #expect(String(decoding: bytes[diagnostic.span.range], as: UTF8.self) == example.marked)
        #expect(!diagnostic.message.zh.isEmpty && !diagnostic.message.en.isEmpty)
    }

    @Test("A file may say a known crs, too many decimals and a position twice, and is told so")
    func warnings() throws {
        let text =
            "{\"type\":\"FeatureCollection\",\"crs\":{\"properties\":{\"name\":\"urn:ogc:def:crs:EPSG::4490\"}},\"features\":["
            + Self.feature(
                Self.polygon("[[104,30.5],[104,30.5],[104.123456789,30.5],[104.1,30.6,512.5],[104,30.6],[104,30.5]]"))
            + "]}"
        let reading = GeoJSON.read(Array(text.utf8), file: "f")
        #expect(reading.shapes != nil)
        #expect(reading.diagnostics.map(\.id) == ["geojson-crs", "geojson-repeated-position", "geojson-too-precise"])
        #expect(reading.diagnostics.map(\.severity) == [.warning, .warning, .hint])
    }

    @Test("All faults of a file are found in one run")
    func allAtOnce() {
        let text = Self.file(
            Self.feature("null", properties: "{}"),
            Self.feature(Self.polygon("[[30.5,104],[30.5,104.1],[30.6,104.1],[30.5,104]]")),
            Self.feature(Self.polygon(Self.square), properties: "{\"code\":\"B\"}"),
            Self.feature(Self.polygon(Self.crossing), properties: "{\"code\":\"C\"}"),
            Self.feature("{\"type\":\"Point\",\"coordinates\":[104,30.5]}", properties: "{\"code\":\"D\"}"))
        let ids = GeoJSON.read(Array(text.utf8), file: "f").diagnostics.map(\.id)
        #expect(
            ids == [
                "geojson-no-code", "geojson-null-geometry", "geojson-swapped", "geojson-crossing",
                "geojson-wrong-geometry",
            ])
    }

    @Test("An open ring is closed by writing what is suggested")
    func closing() throws {
        var text = Self.one("[[104,30.5],[104.1,30.5],[104.1,30.6],[104,30.6]]")
        let diagnostics = GeoJSON.read(Array(text.utf8), file: "f").diagnostics
        let suggestion = try #require(diagnostics.first?.suggestion)
        let place = text.utf8.index(text.startIndex, offsetBy: suggestion.span.range.lowerBound)
        text.insert(contentsOf: suggestion.replacement, at: place)
        #expect(GeoJSON.read(Array(text.utf8), file: "f").shapes != nil)
    }

    @Test("A crossing is told with its coordinates and both places")
    func crossingPlace() throws {
        let text = Self.file(
            Self.feature(Self.polygon(Self.square)),
            Self.feature(Self.polygon(Self.crossing), properties: "{\"code\":\"B\"}"))
        let found = GeoJSON.read(Array(text.utf8), file: "f").diagnostics.filter { $0.id == "geojson-crossing" }
        #expect(found.count == 1)
        #expect(found[0].message.en.contains("104.0500000, 30.5000000 (2 times"))
        #expect(found[0].notes.count == 1)
    }

    @Test("Other bounds let other places in")
    func bounds() {
        let text = Self.one("[[116,39.9],[116.1,39.9],[116.1,40],[116,39.9]]")
        let beijing = GeoBounds(west: 115, south: 39, east: 118, north: 41)
        #expect(GeoJSON.read(Array(text.utf8), file: "f", bounds: beijing).shapes != nil)
    }

    @Test("An enclave needs a hole, and with it there is no fault", arguments: UInt64(1)...60)
    func partitions(seed: UInt64) {
        let reading = GeoJSON.read(Array(RandomPartition(seed: seed).geoJSON.utf8), file: "f")
        #expect(reading.diagnostics.isEmpty && reading.shapes != nil)
    }

    @Test("A text that ends too early is refused with a diagnostic within it")
    func truncation() {
        let bytes = Array(RandomPartition(seed: 5, rows: 2, columns: 2, corners: 2).geoJSON.utf8)
        for count in 0..<bytes.count - 2 {
            let reading = GeoJSON.read(Array(bytes[..<count]), file: "f")
            #expect(reading.shapes == nil && reading.diagnostics.containsError)
            #expect(reading.diagnostics.allSatisfy { $0.span.range.upperBound <= count })
        }
    }

    @Test("Damaged bytes give shapes or an error, never neither", arguments: UInt64(1)...200)
    func damage(seed: UInt64) {
        var random = SeededGenerator(seed: seed)
        var bytes = Array(RandomPartition(seed: seed, rows: 2, columns: 2).geoJSON.utf8)
        for _ in 0..<random.number(1...4) {
            let place = random.number(0...bytes.count - 1)
            let signs = Array("0123456789.-[]{},:\"e\\ \u{FF}".utf8)
            if random.isOne(in: 3) {
                bytes.remove(at: place)
            } else {
                bytes[place] = signs[random.number(0...signs.count - 1)]
            }
        }
        let reading = GeoJSON.read(bytes, file: "f")
        #expect((reading.shapes == nil) == reading.diagnostics.containsError)
        #expect(reading.diagnostics.allSatisfy { $0.span.range.upperBound <= bytes.count })
    }

    @Test("Strings are read with their escapes")
    func escapes() {
        var scanner = JSONScanner(Array("[\"a\\n\\u7f51\\ud83c\\udfe0\\\"\",\"网\"]".utf8), file: "f")
        #expect(scanner.read()?.array?.map(\.string) == ["a\n网🏠\"", "网"])
        #expect(scanner.diagnostics.isEmpty)
    }

    @Test("A file in another encoding is named as such")
    func encoding() {
        let reading = GeoJSON.read(Array("{\"a\":\"".utf8) + [0xD6, 0xD0] + Array("\"}".utf8), file: "f")
        #expect(reading.diagnostics.map(\.id) == ["geojson-not-utf8"])
    }
}
