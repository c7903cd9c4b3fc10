import Diagnostics

/// A YAML value as it was written, with the place of each part: what validation starts from.
///
/// Scalars keep their text, so `007` stays `007` and a date stays what was typed.
public indirect enum RawValue: Sendable {
    /// A scalar: its text, whether it stood in quotes, and its place.
    case scalar(String, isQuoted: Bool, Span)
    /// A sequence in written order.
    case list([RawValue], Span)
    /// A mapping in written order. Keys may occur once only; the reader has seen to that.
    case map([RawEntry], Span)

    /// Where the value stands.
    public var span: Span {
        switch self {
        case .scalar(_, _, let span), .list(_, let span), .map(_, let span): span
        }
    }

    /// Whether this is YAML's null: nothing, `~` or `null` without quotes.
    public var isNull: Bool {
        guard case .scalar(let text, isQuoted: false, _) = self, text.utf8.count <= 4 else { return false }
        return switch text {
        case "", "~", "null", "Null", "NULL": true
        default: false
        }
    }
}

/// One `key: value` of a mapping.
public struct RawEntry: Sendable {
    /// The key's text.
    public let key: String
    /// Where the key stands.
    public let keySpan: Span
    /// The value.
    public let value: RawValue

    /// An entry of a mapping.
    public init(key: String, keySpan: Span, value: RawValue) {
        self.key = key
        self.keySpan = keySpan
        self.value = value
    }
}
