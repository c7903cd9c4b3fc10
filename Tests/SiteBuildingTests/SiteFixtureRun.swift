import TestSupport
import Diagnostics
import Foundation
import SiteBuilding

/// A fixture laid out on disk, ready to be checked and built.
struct SiteFixtureRun {
    let fixture: SiteFixture
    let folder: TemporaryFolder
    private let options: BuildOptions

    init(_ fixture: SiteFixture) throws {
        self.fixture = fixture
        folder = try TemporaryFolder()
        for file in fixture.files { try folder.write(file.bytes, to: file.path) }
        var options = BuildOptions()
        options.content = "\(folder.path)/content"
        options.output = "\(folder.path)/output"
        if !fixture.missingWords.isEmpty { try Self.copyTheme(to: folder, without: fixture.missingWords) }
        let bringsTheme =
            !fixture.missingWords.isEmpty || fixture.files.contains { $0.path.hasPrefix("templates/") }
        options.templates = bringsTheme ? "\(folder.path)/templates" : ProjectFolder.templates
        options.includesDrafts = fixture.includesDrafts
        options.jobs = 2
        self.options = options
    }

    /// The project's theme without some of its words.
    private static func copyTheme(to folder: TemporaryFolder, without words: [String]) throws {
        try FileManager.default.copyItem(atPath: ProjectFolder.templates, toPath: "\(folder.path)/templates")
        let name = "templates/strings/zh-CN.yaml"
        let lines = folder.text(name)?.components(separatedBy: "\n") ?? []
        try folder.write(
            lines.filter { line in !words.contains { line.hasPrefix("\($0):") } }.joined(separator: "\n"), to: name)
    }

    func check() throws -> BuildReport { try SiteBuild(options).check() }

    func build() throws -> BuildReport { try SiteBuild(options).build() }

    /// `file:line:column: severity[id]`, and ` → text` where there is a suggestion.
    func line(for diagnostic: Diagnostic) throws -> String {
        let file = diagnostic.span.file
        let index = LineIndex(try diagnosticSource(file) ?? [])
        let place = index.position(of: diagnostic.span.range.lowerBound)
        let fix = diagnostic.suggestion.map { " → \($0.replacement)" } ?? ""
        return "\(relative(file)):\(place.line):\(place.column): \(diagnostic.severity)[\(diagnostic.id)]\(fix)"
    }

    /// The message and all notes, as one text.
    func message(of diagnostic: Diagnostic, in language: Language) -> String {
        let texts = [diagnostic.message] + diagnostic.notes.map(\.message)
        return relative(texts.map { $0.text(in: language) }.joined(separator: " / ").replacing("\n", with: " "))
    }

    private func relative(_ text: String) -> String {
        text.replacingOccurrences(of: "\(folder.path)/", with: "")
            .replacingOccurrences(of: "\(ProjectFolder.root)/", with: "")
    }
}

extension SiteFixture {
    /// The names of all fixtures, in order.
    static let names: [String] = {
        let files = (try? FileManager.default.contentsOfDirectory(atPath: ProjectFolder.sites)) ?? []
        return files.sorted()
    }()

    /// - Throws: `FixtureFault` where the file is no fixture.
    static func load(_ name: String) throws -> SiteFixture {
        guard name.hasSuffix(".site"),
            let bytes = FileManager.default.contents(atPath: "\(ProjectFolder.sites)/\(name)")
        else { throw FixtureFault("Sites/\(name) is not used by any test: name it *.site or delete it") }
        return try SiteFixture(name: name, text: String(decoding: bytes, as: UTF8.self))
    }
}
