import Content
import Diagnostics

/// Which folders a build works on, and how.
public struct BuildOptions: Sendable {
    /// The content folder.
    public var content = "content"
    /// The theme's folder: templates, words and assets.
    public var templates = "templates"
    /// The output folder.
    public var output = "output"
    /// The folder in which the last build is remembered for `explain`; nil for none. It can be deleted at any time.
    public var cache: String?
    /// Whether drafts are built too.
    public var includesDrafts = false
    /// Whether the process ends after the build: then nothing needs to be freed, which would take a tenth of the time.
    public var endsProcess = false
    /// Threads at work; at least 1.
    public var jobs = 1

    /// The options of a plain `gridshow build`, with one job.
    public init() {}
}

/// How far a build has come, for a progress bar.
public struct BuildProgress: Sendable {
    /// What is being done.
    public enum Phase: Sendable {
        case loading
        case rendering
        case writing
    }
    /// What is being done now.
    public let phase: Phase
    /// Finished elements of this phase, and how many there are (0 if that is not known yet).
    public let done: Int, total: Int
}

/// What came of a build or a check.
public struct BuildReport: Sendable {
    /// All faults, warnings and hints, in their one order.
    public let diagnostics: [Diagnostic]
    /// What happened to the output folder; nil if nothing was to be written or an error stopped it.
    public internal(set) var summary: OutputSummary?
    /// How many drafts were left out.
    public let draftCount: Int
    /// How many pages were made; the others are those of the last build.
    public let madeCount: Int
    /// The site's language; nil where site.yaml does not tell.
    public let language: Language?
    /// Why the cache could not be written; nil where it was, or where nothing was to be remembered. The site is whole all
    /// the same, and the next build makes more of it again.
    public var cacheFailure: MachineError?
}

/// What a build did to the output folder.
public typealias OutputSummary = OutputTree.Summary

/// Builds a site: load, validate, transform and render, write.
public struct SiteBuild: Sendable {
    private let options: BuildOptions
    private let progress: @Sendable (BuildProgress) -> Void

    /// A build with these options.
    ///
    /// - Parameter progress: called often, from any thread.
    public init(_ options: BuildOptions, progress: @escaping @Sendable (BuildProgress) -> Void = { _ in }) {
        self.options = options
        self.progress = progress
    }

    /// Does everything but writing.
    ///
    /// - Throws: `MachineError` if a file cannot be read.
    public func check() throws -> BuildReport {
        try run(try SourceScan(options), memory: nil, keepsSite: false) { nil }.report
    }

    /// Builds the site into the output folder. With any error the folder stays as it was.
    ///
    /// With a cache folder only those pages are made whose sources have changed since the last build; the outcome is
    /// the same as without one.
    ///
    /// - Throws: `MachineError` if a file cannot be read or written.
    public func build() throws -> BuildReport { try build(keepsSite: false).report }

    /// Builds all that has changed, and gives the site back with what makes single pages of it again.
    func buildKeepingSite() throws -> (report: BuildReport, built: BuiltPages?) { try build(keepsSite: true) }

    private func build(keepsSite: Bool) throws -> (report: BuildReport, built: BuiltPages?) {
        // Held before anything is looked at: what another build changes meanwhile would be taken for unchanged.
        let lock = try OutputLock.ofExisting(options.output)
        defer { lock?.release() }
        guard let folder = options.cache else {
            return try run(try SourceScan(options), memory: nil, keepsSite: keepsSite) {
                try OutputTree(options.output, lock: lock)
            }
        }
        let key = options.cacheKey()
        let (scan, file) = try together({ try SourceScan(options) }, { CacheFile.open(folder, key: key) })
        // Where something has changed the rest of the cache is needed: it is read while the output is looked at.
        let isChanged = keepsSite || file?.front.inputsKey != scan.key
        let (outputs, early) = try together(
            { try OutputSignatures(options.output, jobs: options.jobs) }, { isChanged ? file?.cache() : nil })
        if !isChanged, let front = file?.front, let report = try replay(front, scan, outputs) { return (report, nil) }
        let cache = early ?? file?.cache()
        let memory = BuildMemory(
            cache: cache ?? BuildCache(), outputs: outputs,
            areOutputsSame: outputs.key != .unknown && outputs.key == file?.front.outputsKey, folder: folder, key: key,
            canGrow: cache != nil && file?.canGrow(folder) == true)
        return try run(scan, memory: memory, keepsSite: keepsSite) {
            try OutputTree(options.output, lock: lock, written: outputs.paths)
        }
    }

    /// The report of the last build, where no file has changed since then.
    private func replay(_ front: CacheFront, _ scan: SourceScan, _ outputs: OutputSignatures) throws -> BuildReport? {
        let inputsKey = scan.key
        guard inputsKey != .unknown, inputsKey == front.inputsKey, outputs.key != .unknown,
            outputs.key == front.outputsKey, !OutputTree.hasLeftovers(options.output)
        else { return nil }
        let written = Set(outputs.signatures.keys)
        let summary = OutputSummary(
            written: 0, unchanged: written.count, deleted: 0,
            foreign: try OutputTree.foreignFiles(options.output, written: written))
        return BuildReport(
            diagnostics: front.diagnostics, summary: summary, draftCount: front.draftCount, madeCount: 0,
            language: front.language)
    }

    /// - Parameters:
    ///   - memory: what to reuse and to remember; nil to make everything and remember nothing.
    ///   - keepsSite: whether single pages will be made again.
    ///   - openOutput: opens the output folder once the site has passed; nil where nothing is written.
    private func run(
        _ scan: SourceScan, memory: BuildMemory?, keepsSite: Bool, openOutput: @Sendable () throws -> OutputTree?
    ) throws -> (report: BuildReport, built: BuiltPages?) {
        let inputs = try SiteInputs.load(options, scan, cache: memory?.cache ?? BuildCache()) { [progress] done in
            progress(BuildProgress(phase: .loading, done: done, total: 0))
        }
        let (loaded, theme, outcome) = (inputs.loaded, inputs.theme, inputs.outcome)
        let language = loaded.settings?.language
        let found = outcome.diagnostics + theme.diagnostics
        guard let site = outcome.site, !theme.diagnostics.containsError else {
            let bodies = try UnrenderedBodies(options, inputs, reuse: nil)
            let report = BuildReport(
                diagnostics: (found + bodies.diagnostics).inOrder(), summary: nil, draftCount: 0, madeCount: 0,
                language: language)
            return (report, nil)
        }
        let renderer = try PageRenderer(
            site: site, words: theme.words, templates: theme.templates, assets: theme.references,
            makesCards: memory?.cache.siteKey != inputs.siteKey, jobs: options.jobs)
        let keys = PageKeys(
            renderer: renderer, theme: theme, content: inputs.sources, contentRoot: options.content)
        let reuse = memory.map { PageReuse($0, keys, site, inputs) }
        let bodies = try UnrenderedBodies(options, inputs, reuse: reuse)
        let (output, plan) = try together({ try openOutput() }, { site.plan() })
        defer { output?.finish() }
        let making = PageMaking(options: options, renderer: renderer, keys: keys, reuse: reuse, progress: progress)
        let rendering = try making.run(plan, output)
        var diagnostics = found + bodies.diagnostics + rendering.diagnostics
        var committed: OutputTree.Committed?
        var (files, documents): ([OutputTree.Entry], [String]) = ([], [])
        if let output, !diagnostics.containsError {
            (files, documents) = try stageFiles(site, inputs, rendering, output, memory)
            let entries = files + rendering.entries
            diagnostics += entries.filter { $0.change == .conflict }.map { .outputConflict($0.path, options.output) }
            progress(BuildProgress(phase: .writing, done: 0, total: entries.count))
            if !diagnostics.containsError {
                committed = try output.commit(entries)
            }
        }
        var report = BuildReport(
            diagnostics: diagnostics.inOrder(), summary: committed?.summary, draftCount: bodies.draftCount,
            madeCount: rendering.madeCount, language: language)
        if let output, let committed {
            let (finished, written, others) = (report, files, documents)
            let (failure, foreign) = try together(
                {
                    try memory?.write(
                        scan, inputs, rendering, written, documents: others, bodies: bodies.entries, report: finished,
                        options: options)
                },
                { try output.foreignFiles(committed) })
            report.cacheFailure = failure
            report.summary?.foreign = foreign
        }
        if options.endsProcess { keepUntilExit((inputs, rendering, memory, renderer, keys, reuse)) }
        guard keepsSite, committed != nil else { return (report, nil) }
        let built = BuiltPages(
            inputs: inputs, site: site, renderer: renderer, rendering: rendering,
            otherDiagnostics: found + bodies.diagnostics, report: report)
        return (report, built)
    }

    /// Stages everything that is no page: what pages need, so it is moved into place before them. Answers with all these
    /// files, and with the paths of sitemap, feed and so on.
    private func stageFiles(
        _ site: Site, _ inputs: SiteInputs, _ rendering: Rendering, _ output: OutputTree, _ memory: BuildMemory?
    ) throws -> (files: [OutputTree.Entry], documents: [String]) {
        var number = rendering.pages.count
        var files: [OutputTree.Entry] = []
        func stage(_ bytes: [UInt8], _ path: OutputPath) throws {
            files.append(try output.stage(bytes, at: path.text, number: number))
            number += 1
        }
        for asset in inputs.theme.assets { try stage(asset.bytes, asset.path) }
        for file in inputs.files {
            if memory?.holds(file) == true {
                files.append(OutputTree.Entry(path: file.path, number: number, change: .none))
            } else if let entry = try output.stageCopy(
                of: inputs.loaded.listing.file(file.path), at: file.path, number: number)
            {
                files.append(entry)
            }
            number += 1
        }
        if let documents = memory?.documents(inputs, rendering) {
            return (files + documents.map { OutputTree.Entry(path: $0, number: number, change: .none) }, documents)
        }
        let documents = try SiteDocuments(
            site: site, pages: rendering.pages, words: inputs.theme.words, demonstrations: rendering.demonstrations
        ).all(jobs: options.jobs)
        for document in documents { try stage(document.bytes, document.path) }
        return (files, documents.map(\.path.text))
    }
}

/// What is kept for as long as the process runs.
private final class KeptValue<Value> {
    let value: Value

    init(_ value: Value) { self.value = value }
}

private func keepUntilExit<Value>(_ value: Value) { _ = Unmanaged.passRetained(KeptValue(value)) }

extension Diagnostic {
    static func outputConflict(_ path: String, _ output: String) -> Diagnostic {
        Diagnostic(
            "output-conflict", at: .start(of: "\(output)/\(path)"),
            LocalizedText(
                zh: "这个位置已有别的文件，不是 gridshow 写的，不会覆盖；请把它移开，或换一个输出文件夹",
                en:
                    "something that gridshow did not write stands here and is not overwritten; move it away or choose another output folder"
            ))
    }
}
