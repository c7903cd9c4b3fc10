import Diagnostics

/// Collects diagnostics: a rule that is broken at one place is said once, however many pages or places of use
/// show it; some of those places are added as notes.
struct FaultCollector {
    /// How many places of use are shown with one fault.
    static let maximumUses = 3

    private var found: [(fault: Diagnostic, uses: [Span])] = []
    private var indices: [Key: Int] = [:]

    private struct Key: Hashable {
        let id: String
        let span: Span
    }

    mutating func report(_ fault: Diagnostic, uses: [Span] = []) {
        let key = Key(id: fault.id, span: fault.span)
        if let index = indices[key] {
            for use in uses where !found[index].uses.contains(use) { found[index].uses.append(use) }
        } else {
            indices[key] = found.count
            found.append((fault, uses))
        }
    }

    /// All diagnostics in their one order.
    func diagnostics() -> [Diagnostic] {
        found.map { fault, uses in
            let notes = uses.prefix(Self.maximumUses).map { Diagnostic.Note(.usedHere, at: $0) }
            return Diagnostic(
                fault.id, fault.severity, at: fault.span, fault.message,
                notes: fault.notes + notes, suggestion: fault.suggestion
            )
        }.inOrder()
    }
}
