import ArgumentParser
import Diagnostics
import SiteBuilding

struct Lock: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "记住各社区网格图的排法，换了数字格子也不搬家 · Keeps the layout of every community's map.",
        discussion: """
            在每个社区的文件夹里写一份 layout.lock.json，请和数据一起保存。网格没有增减，图的分行就不变；增减了，只重排那一块。
            Writes layout.lock.json beside each community's data; keep it with them. As long as no grid comes or goes the \
            rows of its map stay as they are.
            """)

    @OptionGroup var folders: Folders
    @Flag(help: "不管记住的排法，全部重排 · lay every map out anew")
    var relayout = false

    func run() throws {
        let locking = try LayoutLocking.run(folders.options, isFresh: relayout)
        let language = locking.language ?? Terminal.environmentLanguage
        if locking.diagnostics.containsError {
            Reporting.printText(locking.diagnostics, language: language)
            throw ExitStatus.contentFaults
        }
        locking.written.forEach { print($0) }
        Terminal.error(
            LocalizedText(
                zh: "写入 \(locking.written.count) 份布局，未变 \(locking.unchanged) 份",
                en: "\(locking.written.count) layouts written, \(locking.unchanged) unchanged"
            ).text(in: language))
    }
}
