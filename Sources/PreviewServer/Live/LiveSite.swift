import Diagnostics
import Dispatch
import Glibc
import SiteBuilding
import Synchronization

/// One site that is built again and again, for many threads: one at a time builds or asks.
final class LiveSite: Sendable {
    /// What an update did.
    enum Outcome: Sendable {
        case built(LiveBuild.Update)
        /// The machine failed; the output folder holds the last good site.
        case failed(MachineError)
    }

    /// What is known of a page.
    struct Answer: Sendable {
        /// As of the last good build.
        let facts: PageFacts
        /// What the last build, good or not, found in the page's file.
        let diagnostics: [Diagnostic]
    }

    private struct State {
        let build: LiveBuild
        /// What was answered since the last good build; while the site has errors it is all that is known.
        var facts: [String: PageFacts] = [:]
        var diagnostics: [Diagnostic] = []
        /// After a failure of the machine nobody knows what was done: the next update looks at all files.
        var hasFailed = true
    }

    private let state: Mutex<State>
    private let questions = DispatchQueue(label: "facts")

    init(_ options: BuildOptions) { state = Mutex(State(build: LiveBuild(options))) }

    /// Builds what has changed.
    ///
    /// - Parameter changed: files that may have changed, as paths below the working folder; nil to look at all.
    func update(changed: Set<String>?) -> Outcome {
        state.withLock { state in
            do {
                let update = try state.build.update(changed: state.hasFailed ? nil : changed)
                state.hasFailed = false
                state.diagnostics = update.report.diagnostics
                if update.report.summary != nil { state.facts = [:] }
                return .built(update)
            } catch {
                state.hasFailed = true
                return .failed(error as? MachineError ?? MachineError("build the site", code: EIO))
            }
        }
    }

    /// What is known of a page below the output folder; nil where nothing is.
    func facts(of page: String) async -> Answer? {
        await withCheckedContinuation { continuation in
            // Building takes long: a thread of the task pool must not wait for it.
            questions.async { continuation.resume(returning: self.factsNow(of: page)) }
        }
    }

    private func factsNow(of page: String) -> Answer? {
        state.withLock { state in
            guard let facts = state.facts[page] ?? (try? state.build.facts(of: page)) ?? nil else { return nil }
            state.facts[page] = facts
            let diagnostics = state.diagnostics.filter { $0.span.file == facts.sourceFile }
            return Answer(facts: facts, diagnostics: diagnostics)
        }
    }
}
