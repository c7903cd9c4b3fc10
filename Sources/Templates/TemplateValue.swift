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
    struct Entry: Sendable {
        let key: String
        var value: TemplateValue
    }

    /// In the order of ``KeyOrder``: a key has the same index in a record and in its shape's layout.
    var entries: [Entry] { didSet { seal = 0 } }
    /// Stands for all entries in the record's form; 0 for a record that is not sealed.
    private var seal: UInt64 = 0

    /// The record with these values. A key that stands twice is found when the record is rendered.
    public init(dictionaryLiteral elements: (String, TemplateValue)...) {
        self.init(elements)
    }

    /// The record with these values. A key that stands twice is found when the record is rendered.
    public init(_ elements: [(String, TemplateValue)]) {
        entries = []
        entries.reserveCapacity(elements.count)
        var inOrder = true
        for (key, value) in elements {
            if let last = entries.last?.key, !KeyOrder.precedes(last, key) { inOrder = false }
            entries.append(Entry(key: key, value: value))
        }
        if !inOrder { entries.sort { KeyOrder.precedes($0.key, $1.key) } }
    }

    /// The value of `key`; nil where there is none. Setting nil takes the key away.
    public subscript(key: String) -> TemplateValue? {
        get {
            let index = insertionIndex(of: key)
            return index < entries.count && entries[index].key == key ? entries[index].value : nil
        }
        set {
            let index = insertionIndex(of: key)
            let exists = index < entries.count && entries[index].key == key
            switch (exists, newValue) {
            case (true, let value?): entries[index].value = value
            case (true, nil): entries.remove(at: index)
            case (false, let value?): entries.insert(Entry(key: key, value: value), at: index)
            case (false, nil): break
            }
        }
    }

    /// This record with the values of `other` added; where both have a key, `other` wins.
    public func merging(_ other: TemplateRecord) -> TemplateRecord {
        var merged = self
        for entry in other.entries { merged[entry.key] = entry.value }
        return merged
    }

    private func insertionIndex(of key: String) -> Int {
        var low = 0
        var high = entries.count
        while low < high {
            let middle = (low + high) / 2
            if KeyOrder.precedes(entries[middle].key, key) { low = middle + 1 } else { high = middle }
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
}

extension TemplateRecord {
    /// The same record with a form that is short, for one that stands on many pages. Two records that are equal have the
    /// same form only where both are sealed or neither is.
    ///
    /// - Parameter fingerprint: of the bytes of the record's form.
    public func sealed(by fingerprint: ([UInt8]) -> UInt64) -> TemplateRecord {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(1024)
        appendForm(to: &bytes)
        var record = self
        record.seal = max(1, fingerprint(bytes))
        return record
    }

    /// Appends a form of the record that is the same for equal records and differs for different ones, to be
    /// fingerprinted.
    ///
    /// - Parameter skipped: a key that is left out; nil for none.
    public func appendForm(to bytes: inout [UInt8], without skipped: String? = nil) {
        if seal != 0, skipped == nil {
            bytes.append(8)
            return Swift.withUnsafeBytes(of: seal.littleEndian) { bytes.append(contentsOf: $0) }
        }
        bytes.append(9)
        bytes.append(number: entries.count)
        for entry in entries where entry.key != skipped {
            bytes.append(text: entry.key)
            entry.value.appendForm(to: &bytes)
        }
    }
}

extension TemplateValue {
    fileprivate func appendForm(to bytes: inout [UInt8]) {
        switch self {
        case .text(let text):
            bytes.append(1)
            bytes.append(text: text)
        case .html(let html):
            bytes.append(2)
            bytes.append(number: html.count)
            bytes.append(contentsOf: html)
        case .flag(let flag): bytes.append(flag ? 3 : 4)
        case .record(let record):
            bytes.append(5)
            record.appendForm(to: &bytes)
        case .list(let records):
            bytes.append(6)
            bytes.append(number: records.count)
            for record in records { record.appendForm(to: &bytes) }
        case .absent: bytes.append(7)
        }
    }
}

extension [UInt8] {
    fileprivate mutating func append(text: String) {
        var text = text
        text.withUTF8 { bytes in
            append(number: bytes.count)
            append(contentsOf: bytes)
        }
    }

    fileprivate mutating func append(number: Int) {
        Swift.withUnsafeBytes(of: UInt32(truncatingIfNeeded: number).littleEndian) { append(contentsOf: $0) }
    }
}
