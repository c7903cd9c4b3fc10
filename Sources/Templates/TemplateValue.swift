/// A value that is handed to a template; its shape is a ``TemplateShape``.
public enum TemplateValue: Sendable {
    /// Plain text, for the shape `text`.
    case text(String)
    /// HTML that is already escaped, in UTF-8, for the shape `html`.
    case html([UInt8])
    /// Yes or no, for the shape `flag`.
    case flag(Bool)
    /// A record, for the shapes `record` and `optional`.
    case record(TemplateRecord)
    /// Records in the order in which they are rendered, for the shape `list`.
    case list([TemplateRecord])
    /// Nothing, for the shape `optional`.
    case absent
}

/// Named values. A record must hold exactly the keys of its shape, each once.
public struct TemplateRecord: Sendable, ExpressibleByDictionaryLiteral {
    /// A key and its value.
    typealias Entry = (String, TemplateValue)

    /// In the order of ``KeyOrder``: a key has the same index in a record and in its shape's layout.
    var entries: [Entry] { didSet { seal = 0 } }
    /// Stands for all entries in the record's form; 0 for a record that is not sealed.
    var seal: UInt64 = 0

    /// The record with these values. A key that stands twice is found when the record is rendered.
    public init(dictionaryLiteral elements: (String, TemplateValue)...) {
        self.init(elements)
    }

    /// The record with these values. A key that stands twice is found when the record is rendered.
    public init(_ elements: consuming [(String, TemplateValue)]) {
        // The array itself is sorted where nobody else holds it.
        var sorted = consume elements
        if !KeyOrder.holds(sorted) { sorted.sort { KeyOrder.precedes($0.0, $1.0) } }
        entries = consume sorted
    }

    /// The value of `key`; nil where there is none. Setting nil takes the key away.
    public subscript(key: String) -> TemplateValue? {
        get {
            let index = insertionIndex(of: key)
            return index < entries.count && entries[index].0 == key ? entries[index].1 : nil
        }
        set {
            let index = insertionIndex(of: key)
            let exists = index < entries.count && entries[index].0 == key
            switch (exists, newValue) {
            case (true, let value?): entries[index].1 = value
            case (true, nil): entries.remove(at: index)
            case (false, let value?): entries.insert((key, value), at: index)
            case (false, nil): break
            }
        }
    }

    /// This record with the values of `other` added; where both have a key, `other` wins.
    public func merging(_ other: TemplateRecord) -> TemplateRecord {
        var merged = self
        for (key, value) in other.entries { merged[key] = value }
        return merged
    }

    private func insertionIndex(of key: String) -> Int {
        var low = 0
        var high = entries.count
        while low < high {
            let middle = (low + high) / 2
            if KeyOrder.precedes(entries[middle].0, key) { low = middle + 1 } else { high = middle }
        }
        return low
    }
}

/// The one order of keys: by length in UTF-8 bytes, which decides most comparisons cheaply, then by text.
enum KeyOrder {
    static func precedes(_ left: String, _ right: String) -> Bool {
        let leftCount = left.utf8.count
        let rightCount = right.utf8.count
        return leftCount == rightCount ? left < right : leftCount < rightCount
    }

    /// Whether entries stand in order, each key once.
    static func holds(_ entries: borrowing [TemplateRecord.Entry]) -> Bool {
        entries.withUnsafeBufferPointer { entries in
            entries.indices.dropFirst().allSatisfy { precedes(entries[$0 - 1].0, entries[$0].0) }
        }
    }
}
