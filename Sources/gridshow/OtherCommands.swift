import ArgumentParser
import Content
import Diagnostics
import Glibc
import Markdown
import SiteBuilding

struct New: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "新建一份写好说明的样稿 · Makes a file with every field explained.",
        discussion: "gridshow new case \"三根松社区：“12345”工作法\" --name sangensong")

    @Argument(help: "种类 · the kind: case, news, interview, page, community, election")
    var kind: ContentKind
    @Argument(help: "标题或名称 · the title or name")
    var title: String
    @Option(help: "文件名，也就是网址里的名字 · the file's name, which is the name in its address")
    var name: String?
    @Option(help: "内容文件夹 · the content folder")
    var content = "content"

    func validate() throws {
        guard Scaffold.isFileName(name ?? Scaffold.fileName(for: title)) else {
            throw ValidationError(
                "用 --name 起一个文件名：\(Schema.slugRule.zh) · name the file with --name: \(Schema.slugRule.en)")
        }
    }

    func run() throws {
        let language = Terminal.environmentLanguage
        let path = try createContent(
            kind, title: title, name: name, root: withoutTrailingSlash(content), language: language, today: today())
        guard let path else {
            Terminal.error(
                LocalizedText(
                    zh: "已经有同名的文件了，没有改动它；用 --name 另起一个名字",
                    en: "a file of that name exists and was left alone; choose another with --name"
                ).text(in: language))
            throw ExitStatus.wrongUsage
        }
        print(path)
    }

    private func today() -> String {
        var now = time(nil)
        var parts = tm()
        localtime_r(&now, &parts)
        let date = CalendarDate(year: Int(parts.tm_year) + 1900, month: Int(parts.tm_mon) + 1, day: Int(parts.tm_mday))
        return date?.isoText ?? ""
    }
}

extension ContentKind: ExpressibleByArgument {}

struct MarkdownCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "markdown",
        abstract: "把一段 Markdown 变成 HTML · Prints one Markdown text as HTML.")

    @Flag(help: "只用 CommonMark，关掉全部扩展 · CommonMark only, every extension off")
    var commonmark = false
    @Argument(help: "文件；不写就读标准输入 · the file; standard input without one")
    var file: String?

    func run() throws {
        let language = Terminal.environmentLanguage
        let name = file ?? "/dev/stdin"
        guard let bytes = try contents(of: name) else {
            throw ValidationError("没有这个文件 · there is no such file: \(name)")
        }
        if let fault = firstInvalidUTF8(in: bytes), !commonmark {
            Reporting.printText([.notUTF8(name, fault.offset, fault.encoding)], language: language)
            throw ExitStatus.contentFaults
        }
        let (document, diagnostics) = MarkdownParser.parse(
            MarkdownSource(file: name, bytes: bytes), options: commonmark ? .commonMark : .gridShow)
        var html: [UInt8] = []
        HTMLWriter.write(document, references: nil, words: language == .chinese ? .chinese : .english, into: &html)
        Terminal.output(html)
        let writer = DiagnosticText(language: language, usesColor: Terminal.usesColor)
        let hints = document.dataDirectives.map(\.hintWithoutData)
        Terminal.errorText(writer.text(of: (diagnostics + hints).inOrder()) { _ in bytes })
        if diagnostics.containsError { throw ExitStatus.contentFaults }
    }

    /// The bytes of the file or of standard input; nil where there is no such file.
    private func contents(of name: String) throws -> [UInt8]? {
        do {
            return file == nil ? readStandardInput() : try readFile(name)
        } catch let failure as MachineError where failure.code == EISDIR {
            return nil
        }
    }

    private func readStandardInput() -> [UInt8] {
        var bytes: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 65_536)
        while true {
            let count = read(STDIN_FILENO, &buffer, buffer.count)
            if count < 0 && errno == EINTR { continue }
            if count <= 0 { return bytes }
            bytes += buffer[..<count]
        }
    }
}

struct Explain: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "说明一个页面由什么做成 · Says what a page is made from.")

    @Argument(help: "页面，例如 cases/wayao.html · the page, such as cases/wayao.html")
    var page: String
    @OptionGroup var folders: Folders

    func run() throws {
        let language = Terminal.environmentLanguage
        // People copy the path from a file list or an address.
        let path = String(page.trimmingPrefix("output/").trimmingPrefix("/"))
        guard let lines = try explainPage(path, options: folders.options, language: language) else {
            Terminal.error(
                LocalizedText(
                    zh: "没有 \(page) 这个页面，或者内容有错误（用 gridshow check 看）",
                    en: "there is no page \(page), or the content has errors (see gridshow check)"
                ).text(in: language))
            throw ExitStatus.contentFaults
        }
        print(lines.joined(separator: "\n"))
    }
}

struct Fields: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "列出一类内容的全部字段 · Lists the fields of one kind of content.")

    @Argument(help: "种类，或 site、topics · the kind, or site, topics")
    var subject: String

    func run() throws {
        guard let text = FieldDocumentation.text(for: subject, in: Terminal.environmentLanguage) else {
            throw ValidationError(
                "请写其中一个 · name one of: site, topics, \(ContentKind.allCases.map(\.rawValue).joined(separator: ", "))")
        }
        print(text)
    }
}
