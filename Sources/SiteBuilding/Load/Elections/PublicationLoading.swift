import Content
import Diagnostics
import VoteCore

/// Verifies and reads what is published of an election's log.
///
/// - Parameters:
///   - rules: the rules after election.yaml; nil where they are faulty or not complete.
///   - frozenRoot: the root that the log must have for ever.
///   - folder: the published folder.
/// - Returns: nil where nothing is published, or where it is faulty.
/// - Throws: `MachineError` if a file is there but cannot be read.
func loadPublication(
    _ election: Election, _ rules: ElectionRules?, frozenRoot: Located<String>?, folder: String,
    diagnostics: inout [Diagnostic]
) throws -> ElectionPublication? {
    let read: PublishedElection.FileReader = { try readFile("\(folder)/\($0)") }
    guard try directoryEntries(folder)?.contains(where: { !$0.name.hasPrefix(".") }) == true else {
        if let frozenRoot { diagnostics.append(.frozenWithoutLog(frozenRoot, folder)) }
        return nil
    }
    let verification = try ElectionVerification(read)
    diagnostics += verification.diagnostics.map { $0.inside(folder) }
    if let frozenRoot, let root = verification.root.map({ Base64.standard.encode($0.bytes) }), root != frozenRoot.value
    {
        diagnostics.append(.frozenChanged(frozenRoot, root))
    }
    guard verification.isSound, let checkpoint = verification.checkpoint,
        let text = try read(PublishedElection.rules), let published = try? ElectionRules(text: text),
        let note = try read(PublishedElection.checkpoint)
    else { return nil }
    if let rules, let fault = differingRules(rules, text, election: election, folder: folder) {
        diagnostics.append(fault)
    }
    return ElectionPublication(
        rules: published, checkpoint: checkpoint, checkpointText: String(decoding: note, as: UTF8.self),
        state: verification.state, result: try read(PublishedElection.result).flatMap { try? Tally(text: $0) },
        chronicle: try ElectionChronicle(size: checkpoint.size, read), witnessCount: verification.witnessCount)
}

/// The first line in which the published rules are not those of election.yaml.
private func differingRules(
    _ rules: ElectionRules, _ published: [UInt8], election: Election, folder: String
) -> Diagnostic? {
    let own = rules.text
    if own == published { return nil }
    let lines = published.split(separator: 0x0A, omittingEmptySubsequences: false)
    let ownLines = own.split(separator: 0x0A, omittingEmptySubsequences: false)
    let place = zip(lines, ownLines).first { !$0.elementsEqual($1) }
    let span = Span(
        file: "\(folder)/\(PublishedElection.rules)", range: place?.0.indices ?? published.indices.suffix(1))
    let line = place.map { String(decoding: $0.1, as: UTF8.self) } ?? ""
    return Diagnostic(
        "rules-differ", at: .start(of: election.file),
        LocalizedText(
            zh: "这里和已经公布的规则不一样：公布的规则先改日志，再改网页，`gridshow votes rules` 写出新规则，`gridshow votes adopt` 采用",
            en:
                "this is not what the published rules say; rules change in the log first: `gridshow votes rules` writes them, `gridshow votes adopt` adopts them"
        ),
        notes: [
            .init(LocalizedText(zh: "公布的是这一行", en: "this line is published"), at: span),
            .init(LocalizedText(zh: "按这里应当是：\(line)", en: "after this file it would be: \(line)")),
        ])
}

extension Diagnostic {
    /// The same in a file that lies below `folder`.
    fileprivate func inside(_ folder: String) -> Diagnostic {
        func moved(_ span: Span) -> Span { Span(file: "\(folder)/\(span.file)", range: span.range) }
        return Diagnostic(
            id, severity, at: moved(span), message, notes: notes.map { .init($0.message, at: $0.span.map(moved)) },
            suggestion: suggestion.map { .init(replacing: moved($0.span), with: $0.replacement) })
    }

    fileprivate static func frozenWithoutLog(_ root: Located<String>, _ folder: String) -> Diagnostic {
        Diagnostic(
            "frozen-log-missing", at: root.span,
            LocalizedText(
                zh: "结果已经冻结，公布的日志却不在 \(folder)：从备份取回，不要重新生成",
                en:
                    "the result is frozen, but the published log is not in \(folder): take it from a copy, do not make it again"
            ))
    }

    fileprivate static func frozenChanged(_ root: Located<String>, _ found: String) -> Diagnostic {
        Diagnostic(
            "frozen-log-changed", at: root.span,
            LocalizedText(
                zh: "结果已经冻结，公布的日志却变了，现在的指纹是 \(found)：如果确实公布了新的结果，写明理由以后再改这里",
                en:
                    "the result is frozen, but the published log has changed; its root is now \(found): change this only after a new result was declared with its reason"
            ))
    }
}
