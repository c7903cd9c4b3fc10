/// What a cell of data says: three things that are never mixed up. Zero is a value.
public enum Entry<Value> {
    /// The value is not known: an empty cell.
    case missing
    /// There can be no value here: `-`.
    case notApplicable
    /// The value is known.
    case value(Value)

    /// The value, where there is one.
    public var known: Value? {
        if case .value(let value) = self { return value }
        return nil
    }

    /// Whether the value is not known, though there is one.
    public var isMissing: Bool {
        if case .missing = self { return true }
        return false
    }

    /// The same statement about another value.
    public func map<Other>(_ transform: (Value) -> Other) -> Entry<Other> {
        switch self {
        case .missing: .missing
        case .notApplicable: .notApplicable
        case .value(let value): .value(transform(value))
        }
    }
}

extension Entry: Sendable where Value: Sendable {}
extension Entry: Equatable where Value: Equatable {}
extension Entry: Hashable where Value: Hashable {}
