import Diagnostics
import Foundation
import Testing

struct DiagnosticJSONTests {
    private static let source = "title: 三根松\ntopics: [天气]\n"

    private static let diagnostics = [
        Diagnostic(
            "unknown-topic", at: Span(file: "content/a.md", range: 26..<32), LocalizedText(zh: "没有“天气”", en: "no “天气”"),
            notes: [
                .init(LocalizedText(zh: "看这里", en: "see here"), at: Span(file: "content/a.md", range: 0..<5)),
                .init(LocalizedText(zh: "没有位置", en: "nowhere")),
            ],
            suggestion: .init(replacing: Span(file: "content/a.md", range: 26..<32), with: "党建\"\\/")),
        Diagnostic("stray", .hint, at: .start(of: "content/gone.md"), LocalizedText(zh: "提示", en: "hint")),
    ]

    private func object(_ format: DiagnosticJSON.Format, _ list: [Diagnostic] = diagnostics) throws -> [String: Any] {
        let text = try DiagnosticJSON(language: .chinese).text(of: list, format: format) { file in
            file == "content/a.md" ? Array(Self.source.utf8) : nil
        }
        #expect(text.hasSuffix("}\n"))
        return try #require(try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any])
    }

    @Test("The plain report says everything that the diagnostics hold")
    func plain() throws {
        let report = try object(.plain)
        #expect(report["errors"] as? Int == 1 && report["warnings"] as? Int == 0 && report["hints"] as? Int == 1)
        let entries = try #require(report["diagnostics"] as? [[String: Any]])
        #expect(entries.count == 2)
        #expect(entries[0]["id"] as? String == "unknown-topic" && entries[0]["severity"] as? String == "error")
        #expect(entries[0]["message"] as? String == "没有“天气”")
        let place = try #require(entries[0]["place"] as? [String: Any])
        #expect(place["file"] as? String == "content/a.md" && place["byteRange"] as? [Int] == [26, 32])
        #expect(["line", "column", "endLine", "endColumn"].map { place[$0] as? Int } == [2, 10, 2, 12])
        let suggestion = try #require(entries[0]["suggestion"] as? [String: Any])
        #expect(suggestion["replacement"] as? String == "党建\"\\/")
        let notes = try #require(entries[0]["notes"] as? [[String: Any]])
        #expect(notes.map { $0["message"] as? String } == ["看这里", "没有位置"])
        #expect(notes[1]["place"] == nil)
        let missing = try #require(entries[1]["place"] as? [String: Any])
        #expect(missing["line"] == nil, "a file that cannot be read has no lines")
    }

    @Test("An empty report is whole")
    func empty() throws {
        #expect((try object(.plain, [])["diagnostics"] as? [Any])?.isEmpty == true)
        let runs = try #require(try object(.sarif, [])["runs"] as? [[String: Any]])
        #expect((runs[0]["results"] as? [Any])?.isEmpty == true)
    }

    @Test("The SARIF report has the members that SARIF 2.1.0 demands")
    func sarif() throws {
        let report = try object(.sarif)
        #expect(report["version"] as? String == "2.1.0")
        #expect((report["$schema"] as? String)?.contains("sarif-2.1.0") == true)
        let run = try #require((report["runs"] as? [[String: Any]])?.first)
        #expect(run["columnKind"] as? String == "unicodeCodePoints")
        let driver = try #require((run["tool"] as? [String: Any])?["driver"] as? [String: Any])
        #expect(driver["name"] as? String == "gridshow")
        let rules = try #require(driver["rules"] as? [[String: Any]])
        #expect(rules.map { $0["id"] as? String } == ["stray", "unknown-topic"])
        let results = try #require(run["results"] as? [[String: Any]])
        #expect(results.map { $0["ruleId"] as? String } == ["unknown-topic", "stray"])
        #expect(results.map { $0["level"] as? String } == ["error", "note"])
        #expect((results[0]["message"] as? [String: Any])?["text"] as? String == "没有“天气”")
        let location = try #require(
            (results[0]["locations"] as? [[String: Any]])?.first?["physicalLocation"] as? [String: Any])
        #expect((location["artifactLocation"] as? [String: Any])?["uri"] as? String == "content/a.md")
        let region = try #require(location["region"] as? [String: Any])
        #expect(["startLine", "startColumn", "endLine", "endColumn"].map { region[$0] as? Int } == [2, 10, 2, 12])
        #expect((results[0]["relatedLocations"] as? [Any])?.count == 1, "only notes with a place are locations")
    }

    @Test("Artifact locations are URIs: other characters than ASCII are percent-encoded")
    func uris() throws {
        let fault = Diagnostic("x", at: .start(of: "content/cases/瓦窑 村.md"), LocalizedText(zh: "改", en: "fix"))
        let run = try #require((try object(.sarif, [fault])["runs"] as? [[String: Any]])?.first)
        let result = try #require((run["results"] as? [[String: Any]])?.first)
        let location = try #require(
            (result["locations"] as? [[String: Any]])?.first?["physicalLocation"] as? [String: Any])
        let uri = (location["artifactLocation"] as? [String: Any])?["uri"] as? String
        #expect(uri == "content/cases/%E7%93%A6%E7%AA%91%20%E6%9D%91.md")
    }
}
