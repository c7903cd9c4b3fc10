import Diagnostics

/// Checkpoints that somebody kept: the log must hold what they say, or it was rolled back, rewritten or split.
extension Verifier {
    /// Notes what older copies say, for the walk to compare.
    mutating func readOlderCopies(_ copies: [(name: String, bytes: [UInt8])]) {
        for (name, bytes) in copies {
            for note in PublishedElection.notes(inHistory: bytes) { readOlderNote(note, name) }
        }
    }

    private mutating func readOlderNote(_ bytes: ArraySlice<UInt8>, _ name: String) {
        do {
            let head = try CheckpointNote(bytes)
            if let rules, head.checkpoint.origin != rules.origin || !head.isSigned(by: rules.logKey) {
                return report(
                    "copy-foreign", name, bytes.indices, zh: "旧检查点不是这个日志的密钥签的，不能用来比对",
                    en: "the old checkpoint is not signed by this log's key; it cannot be compared")
            }
            let isNewer = head.checkpoint.size > (checkpoint?.size ?? 0)
            let fault =
                isNewer
                ? Diagnostic(
                    "log-rolled-back", at: Span(file: name, range: bytes.indices),
                    LocalizedText(
                        zh: "旧检查点有 \(head.checkpoint.size) 条记录，现在公布的日志只有 \(checkpoint?.size ?? 0) 条：日志被退回过",
                        en:
                            "the old checkpoint has \(head.checkpoint.size) entries, the published log only \(checkpoint?.size ?? 0): it was rolled back"
                    ))
                : Diagnostic(
                    "log-split", at: Span(file: name, range: bytes.indices),
                    LocalizedText(
                        zh: "主办方的密钥签过两份不同的日志：旧检查点不是现在公布的日志的开头。请保存好这两份文件，它们就是证据",
                        en:
                            "the log's key signed two different logs: the old checkpoint is not the beginning of the published log. Keep both; they are the evidence"
                    ))
            claims[head.checkpoint.size, default: []].append(HeadClaim(root: head.checkpoint.root, fault: fault))
        } catch {
            diagnostics.append(error.diagnostic(in: name))
        }
    }
}

extension CheckpointNote {
    /// Whether one of the signatures is a valid one of `key`.
    public func isSigned(by key: NoteKey) -> Bool { note.signatures.contains { note.isValid($0, by: key) } }
}
