import ArgumentParser
import Diagnostics
import SiteBuilding

struct Figures: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "数字清单：列出文稿里的每个数，逐个核对 · Lists every number of the texts, for a proof-reader to tick.",
        discussion: """
            gridshow figures content/cases/wayao.md
            gridshow figures wayao --format csv > 数字.csv
            """)

    @Argument(
        help: ArgumentHelp(
            "文稿的路径或文件名；不写就列全部已发布的 · paths or names of texts; all published ones without any", valueName: "file"))
    var files: [String] = []
    @Option(help: "内容文件夹 · the content folder")
    var content = "content"
    @Option(help: "清单格式 · the form of the list: text, json, csv")
    var format = ListFormat.text
    @Flag(help: "连草稿一起 · drafts too")
    var drafts = false

    enum ListFormat: String, ExpressibleByArgument {
        case text
        case json
        case csv
    }

    func run() throws {
        var options = BuildOptions()
        options.content = withoutTrailingSlash(content)
        options.includesDrafts = drafts
        let list: FigureList
        do {
            list = try listFigures(of: files, options: options)
        } catch let unknown as UnknownText {
            throw ValidationError(Self.explanation(of: unknown).text(in: Terminal.environmentLanguage))
        }
        let language = list.language ?? Terminal.environmentLanguage
        switch format {
        case .text: Terminal.output(Array(FigureListText(language: language).text(of: list).utf8))
        case .json: Terminal.output(try FigureListJSON.bytes(of: list))
        case .csv: Terminal.output(FigureListCSV(language: language).bytes(of: list))
        }
        Reporting.printText(list.diagnostics, language: language)
        if !list.diagnostics.isEmpty {
            Terminal.error(DiagnosticText(language: language).summary(of: list.diagnostics))
        }
        if list.diagnostics.containsError { throw ExitStatus.contentFaults }
    }

    private static func explanation(of unknown: UnknownText) -> LocalizedText {
        LocalizedText(
            zh: "没有“\(unknown.name)”这篇文稿" + (unknown.nearest.map { "；是不是 \($0)？" } ?? ""),
            en: "there is no text “\(unknown.name)”" + (unknown.nearest.map { "; did you mean \($0)?" } ?? ""))
    }
}
