import Diagnostics

/// A value together with the place where it was written.
public struct Located<Value: Sendable>: Sendable {
    /// The value.
    public let value: Value
    /// Where it stands.
    public let span: Span

    /// A value at a place.
    public init(_ value: Value, at span: Span) {
        self.value = value
        self.span = span
    }
}

/// A value that has passed its field's type.
public indirect enum FieldValue: Sendable {
    case text(String)
    case number(Double, written: String)
    case date(CalendarDate)
    case flag(Bool)
    case list([Located<FieldValue>])
    case record(FieldValues)
    case dictionary([(key: String, value: FieldValues)])
}

/// The checked fields of one mapping. Fields that were not written, or did not pass, are absent.
public struct FieldValues: Sendable {
    private let values: [String: Located<FieldValue>]
    /// Where the mapping stands.
    public let span: Span

    /// The checked values of one mapping at `span`.
    public init(_ values: [String: Located<FieldValue>] = [:], at span: Span) {
        self.values = values
        self.span = span
    }

    /// The value of a field and its place.
    public subscript(name: String) -> Located<FieldValue>? {
        values[name]
    }

    /// The text of a field; a number as it was written.
    public func text(_ name: String) -> String? { locatedText(name)?.value }

    /// The text of a field and its place.
    public func locatedText(_ name: String) -> Located<String>? {
        guard let located = values[name] else { return nil }
        return text(of: located.value).map { Located($0, at: located.span) }
    }

    /// The date of a field.
    public func date(_ name: String) -> CalendarDate? {
        if case .date(let date)? = values[name]?.value { return date }
        return nil
    }

    /// The truth of a field; false where it was not written.
    public func flag(_ name: String) -> Bool {
        if case .flag(true)? = values[name]?.value { return true }
        return false
    }

    /// The number of a field.
    public func number(_ name: String) -> Double? {
        if case .number(let number, _)? = values[name]?.value { return number }
        return nil
    }

    /// The number of a field if it is whole.
    public func wholeNumber(_ name: String) -> Int? { number(name).flatMap { Int(exactly: $0) } }

    /// The texts of a list field, each with its place, in written order.
    public func texts(_ name: String) -> [Located<String>] {
        guard case .list(let elements)? = values[name]?.value else { return [] }
        return elements.compactMap { element in text(of: element.value).map { Located($0, at: element.span) } }
    }

    /// The texts of a field that is a list of lists, such as `[[a, b], c]`; a single text counts as a list of one.
    public func groups(_ name: String) -> [[Located<String>]] {
        guard case .list(let elements)? = values[name]?.value else { return [] }
        return elements.map { element in
            guard case .list(let inner) = element.value else { return [] }
            return inner.compactMap { item in text(of: item.value).map { Located($0, at: item.span) } }
        }
    }

    /// The mapping of a record field.
    public func record(_ name: String) -> FieldValues? {
        if case .record(let record)? = values[name]?.value { return record }
        return nil
    }

    /// The mappings of a list-of-records field, in written order.
    public func records(_ name: String) -> [FieldValues] {
        guard case .list(let elements)? = values[name]?.value else { return [] }
        return elements.compactMap { element in
            if case .record(let record) = element.value { return record }
            return nil
        }
    }

    /// The mappings of a dictionary field by their keys, in written order.
    public func dictionary(_ name: String) -> [(key: String, value: FieldValues)] {
        if case .dictionary(let entries)? = values[name]?.value { return entries }
        return []
    }

    private func text(of value: FieldValue) -> String? {
        switch value {
        case .text(let text), .number(_, let text): text
        case .date(let date): date.isoText
        case .flag(let flag): flag ? "true" : "false"
        case .list, .record, .dictionary: nil
        }
    }
}
