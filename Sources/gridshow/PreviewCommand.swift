import ArgumentParser
import Diagnostics
import Foundation
import PreviewServer
import SiteBuilding
import Synchronization

struct Preview: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "边写边看：存盘就更新浏览器 · Shows the site while you write it.",
        discussion: """
            草稿也在其中。看完按 Ctrl-C。网页只给这台电脑看；要给别的电脑看，用 --address。
            Drafts are shown too. Ctrl-C ends it. Only this computer can see it unless --address says otherwise.
            """)

    @OptionGroup var folders: Folders
    @Option(help: "端口，0 表示任选一个空的 · the port; 0 for any that is free")
    var port = 8080
    @Option(help: "在哪个地址上提供 · the address to listen at")
    var address = "127.0.0.1"
    @Option(help: "预览用的输出文件夹 · the preview's output folder")
    var output: String?
    @Flag(help: "打开浏览器 · open a browser")
    var open = false

    func validate() throws {
        guard (0...65_535).contains(port) else {
            throw ValidationError("--port 从 0 到 65535 · --port must be 0 to 65535")
        }
    }

    func run() throws {
        let journal = PreviewJournal(opensBrowser: open)
        let server = PreviewServer(options) { journal.note($0) }
        endAtOnce(on: [SIGINT, SIGTERM])
        // The server runs in tasks; the main thread only waits for it.
        let ending = PreviewEnding()
        Task {
            do {
                try await server.run()
                ending.set(nil)
            } catch {
                ending.set(error)
            }
        }
        guard let failure = ending.wait() else { return }
        Terminal.error(Self.explanation(of: failure).text(in: Terminal.environmentLanguage))
        throw ExitStatus.machineFailed
    }

    private var options: PreviewOptions {
        let cache = withoutTrailingSlash(folders.cache)
        var build = folders.options
        build.output = output.map(withoutTrailingSlash) ?? "\(cache)/preview"
        build.cache = "\(cache)/preview-cache"
        build.includesDrafts = true
        var options = PreviewOptions(build: build)
        options.address = address
        options.port = port
        options.language = Terminal.environmentLanguage
        return options
    }

    /// Ctrl-C is how a preview ends. A build that it interrupts leaves a site that opens, as any killed build does.
    private func endAtOnce(on signals: [Int32]) {
        for number in signals { signal(number) { _ in _exit(0) } }
    }

    private static func explanation(of failure: any Error) -> LocalizedText {
        switch failure {
        case PreviewFailure.portTaken(let port):
            let other = port < 65_535 ? port + 1 : 8080
            return LocalizedText(
                zh: "端口 \(port) 已被别的程序占用；换一个：gridshow preview --port \(other)",
                en: "port \(port) is taken by another program; try gridshow preview --port \(other)")
        case PreviewFailure.addressUnusable(let words):
            return LocalizedText(
                zh: "不能在这个地址上提供网页（\(words)）；去掉 --address 就只给这台电脑看",
                en: "cannot listen at this address (\(words)); without --address only this computer sees the site")
        default: return LocalizedText(zh: "机器出错（\(failure)）", en: "the machine failed (\(failure))")
        }
    }
}

/// Hands the end of the server to the thread that waits for it.
private final class PreviewEnding: Sendable {
    private let failure = Mutex<(any Error)?>(nil)
    private let semaphore = DispatchSemaphore(value: 0)

    func set(_ error: (any Error)?) {
        failure.withLock { $0 = error }
        semaphore.signal()
    }

    func wait() -> (any Error)? {
        semaphore.wait()
        return failure.withLock { $0 }
    }
}
