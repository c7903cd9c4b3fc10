import Diagnostics
import Foundation
import SiteBuilding

/// Waits for changes, builds, and tells the open pages; in one thread of its own.
struct PreviewLoop: Sendable {
    /// After a failure of the machine, such as a full disk, the build is tried again after so many milliseconds.
    private static let retry = 2_000
    private static let longWait = 60_000

    let site: LiveSite
    let hub: EventHub
    let pages: ServedPages
    let options: PreviewOptions
    let language: LanguageCell
    let notify: @Sendable (PreviewNotice) -> Void

    /// Begins, in a thread of its own: waiting for files blocks.
    func start() {
        let thread = Thread { run() }
        thread.stackSize = 8 << 20
        thread.start()
    }

    /// What the builds before have left.
    private struct Progress {
        var diagnostics: [Diagnostic] = []
        /// The failure of the machine that the last build ended with.
        var failure: String?
    }

    private func run() {
        // Watched first, so that nothing that changes during the first build is missed.
        var watch = makeWatch()
        var progress = Progress()
        build(.everything, &progress)
        while true {
            do {
                let hasFailed = progress.failure != nil
                let changes = try watch.next(milliseconds: hasFailed ? Self.retry : Self.longWait)
                if changes != nil || hasFailed { build(changes ?? .everything, &progress) }
            } catch {
                watch = polling(error)
                build(.everything, &progress)
            }
        }
    }

    private func makeWatch() -> any FileWatch {
        do {
            return try InotifyWatch([options.build.content, options.build.templates])
        } catch {
            return polling(error)
        }
    }

    private func polling(_ error: any Error) -> any FileWatch {
        notify(.polling(error as? MachineError ?? MachineError("watch files")))
        return PollingWatch([options.build.content, options.build.templates])
    }

    /// Builds and tells. A failure that lasts is told once.
    private func build(_ changes: FileChanges, _ progress: inout Progress) {
        let start = ContinuousClock.now
        switch site.update(changed: changes.paths) {
        case .failed(let failure):
            hub.show(overlay: overlay.html(of: failure))
            if progress.failure != failure.description { notify(.failed(failure)) }
            progress.failure = failure.description
        case .built(let update):
            let seconds = (ContinuousClock.now - start) / .seconds(1)
            if let language = update.report.language { self.language.value = language }
            tell(update, &progress)
            progress.failure = nil
            notify(.built(update.report, seconds: seconds, changedFiles: update.changedFiles.count))
        }
    }

    /// Pages come first: what they wait for is the reload.
    private func tell(_ update: LiveBuild.Update, _ progress: inout Progress) {
        if update.report.summary != nil { hub.update(files: update.changedFiles, mentions: pages.mentions) }
        hub.show(overlay: overlay.html(of: update.report.diagnostics))
        // What else a bar tells changes with the page's own bytes.
        if update.report.diagnostics != progress.diagnostics { hub.renewFacts() }
        progress.diagnostics = update.report.diagnostics
    }

    private var overlay: FaultOverlay {
        FaultOverlay(language: language.value) { (try? diagnosticSource($0)) ?? nil }
    }
}
