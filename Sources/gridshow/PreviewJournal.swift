import Diagnostics
import Foundation
import PreviewServer
import SiteBuilding
import Synchronization

/// Says on standard error what a preview does.
final class PreviewJournal: Sendable {
    private let opensBrowser: Bool
    private let language = Mutex(Terminal.environmentLanguage)

    init(opensBrowser: Bool) { self.opensBrowser = opensBrowser }

    /// Says it.
    func note(_ notice: PreviewNotice) {
        switch notice {
        case .listening(let address):
            say(LocalizedText(zh: "预览：\(address)（Ctrl-C 结束）", en: "preview: \(address) (Ctrl-C ends it)"))
            if opensBrowser { open(address) }
        case .built(let report, let seconds, let changedFiles):
            if let found = report.language { language.withLock { $0 = found } }
            built(report, milliseconds: Int((seconds * 1_000).rounded()), changedFiles)
        case .failed(let failure): say(failure.explanation)
        case .polling(let failure):
            say(
                LocalizedText(
                    zh: "系统不再提供文件监视（\(failure)），改为每秒查看一次；可以调大 fs.inotify.max_user_watches",
                    en: "the system gives no more watches (\(failure)); files are looked at once a second. "
                        + "Raising fs.inotify.max_user_watches helps"))
        }
    }

    private func built(_ report: BuildReport, milliseconds: Int, _ changedFiles: Int) {
        let language = language.withLock { $0 }
        Reporting.printText(report.diagnostics, language: language)
        if !report.diagnostics.isEmpty {
            Terminal.error(DiagnosticText(language: language).summary(of: report.diagnostics))
        }
        Reporting.nameCacheFailure(report.cacheFailure, language: language)
        if report.summary == nil {
            say(LocalizedText(zh: "有错误，浏览器里还是上一次的网页", en: "there are errors; browsers show the last good site"))
        } else {
            say(
                LocalizedText(
                    zh: "已更新 \(changedFiles) 个文件，用时 \(milliseconds) 毫秒",
                    en: "\(changedFiles) files updated, \(milliseconds) ms"))
        }
    }

    private func say(_ text: LocalizedText) { Terminal.error(text.text(in: language.withLock { $0 })) }

    /// Opens the address as the desktop likes it; where there is none, nothing happens.
    private func open(_ address: String) {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        process.arguments = ["xdg-open", address]
        process.standardError = FileHandle.nullDevice
        try? process.run()
    }
}
