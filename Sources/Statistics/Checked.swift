import Diagnostics

/// What reading or checking a source came to: the value, and everything that is wrong with it.
///
/// Checking goes on behind a fault, so that one run reports all; what comes out can only be used where no error
/// was found.
public struct Checked<Value> {
    /// What was read, faults or not: only for checks that look for more faults.
    package let draft: Value
    /// All faults in their one order.
    public let diagnostics: [Diagnostic]

    init(_ draft: Value, _ diagnostics: [Diagnostic]) {
        self.draft = draft
        self.diagnostics = diagnostics.inOrder()
    }

    /// The value; nil where there is any error. Warnings do not hold it back.
    public var value: Value? { diagnostics.containsError ? nil : draft }
}

extension Checked: Sendable where Value: Sendable {}
