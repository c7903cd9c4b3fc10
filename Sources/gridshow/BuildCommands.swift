import ArgumentParser
import Diagnostics
import Glibc
import SiteBuilding

/// The folders that build and check share.
struct Folders: ParsableArguments {
    @Option(help: "内容文件夹 · the content folder")
    var content = "content"
    @Option(help: "模板文件夹 · the templates folder")
    var templates = "templates"
    @Option(help: "缓存文件夹，随时可以删 · the cache folder, safe to delete at any time")
    var cache = ".gridshow"
    @Flag(help: "连草稿一起 · drafts too")
    var drafts = false
    @Option(help: ArgumentHelp("用几个线程 · threads at work", valueName: "N"))
    var jobs = max(1, Int(sysconf(Int32(_SC_NPROCESSORS_ONLN))))

    func validate() throws {
        guard jobs >= 1 else { throw ValidationError("--jobs 至少是 1 · --jobs must be at least 1") }
    }

    /// The options of a build that works on these folders.
    var options: BuildOptions {
        var options = BuildOptions()
        options.content = withoutTrailingSlash(content)
        options.templates = withoutTrailingSlash(templates)
        options.cache = withoutTrailingSlash(cache)
        options.includesDrafts = drafts
        options.jobs = jobs
        return options
    }
}

/// A folder's path without slashes at its end.
func withoutTrailingSlash(_ path: String) -> String {
    var path = path
    while path.count > 1, path.hasSuffix("/") { path.removeLast() }
    return path
}

struct Build: ParsableCommand {
    static let configuration = CommandConfiguration(abstract: "生成网站 · Builds the site.")

    @OptionGroup var folders: Folders
    @Option(help: "输出文件夹 · the output folder")
    var output = "output"
    @Flag(help: "生成后再从头生成一遍，逐字节核对 · build once more from nothing and compare every byte")
    var verify = false

    func run() throws {
        var options = folders.options
        options.output = withoutTrailingSlash(output)
        options.endsProcess = !verify
        let bar = ProgressBar(language: Terminal.environmentLanguage)
        let build = SiteBuild(options) { bar.update($0) }
        let report = try build.build()
        bar.finish()
        let language = report.language ?? Terminal.environmentLanguage
        Reporting.printText(report.diagnostics, language: language)
        if !report.diagnostics.isEmpty {
            Terminal.error(DiagnosticText(language: language).summary(of: report.diagnostics))
        }
        guard let summary = report.summary else {
            Terminal.error(
                LocalizedText(
                    zh: "有错误，没有写任何文件；\(options.output) 里还是原来的网站",
                    en: "there are errors; nothing was written and \(options.output) is as it was"
                ).text(in: language))
            throw ExitStatus.contentFaults
        }
        Reporting.nameForeignFiles(summary.foreign, in: options.output, language: language)
        Reporting.nameCacheFailure(report.cacheFailure, language: language)
        if verify { try Verification.run(build, options: options, language: language) }
        if report.draftCount > 0 {
            Terminal.error(
                LocalizedText(
                    zh: "\(report.draftCount) 篇草稿没有发布；要连草稿一起看，加 --drafts",
                    en: "drafts left out: \(report.draftCount); --drafts shows them too"
                ).text(in: language))
        }
        print(Reporting.closingLine(summary, seconds: bar.elapsed, language: language))
    }
}

struct Check: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "检查内容，不写任何文件 · Checks the content and writes nothing.")

    @OptionGroup var folders: Folders
    @Option(help: "报告格式 · the form of the report: text, json, sarif")
    var format = ReportFormat.text

    enum ReportFormat: String, ExpressibleByArgument {
        case text
        case json
        case sarif
    }

    func run() throws {
        let bar = ProgressBar(language: Terminal.environmentLanguage)
        let report = try SiteBuild(folders.options) { bar.update($0) }.check()
        bar.finish()
        let language = report.language ?? Terminal.environmentLanguage
        switch format {
        case .text:
            Reporting.printText(report.diagnostics, language: language)
            print(DiagnosticText(language: language).summary(of: report.diagnostics))
        case .json: try Reporting.printJSON(report.diagnostics, .plain, language: language)
        case .sarif: try Reporting.printJSON(report.diagnostics, .sarif, language: language)
        }
        if report.diagnostics.containsError { throw ExitStatus.contentFaults }
    }
}
