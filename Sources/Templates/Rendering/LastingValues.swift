/// A record without a reference to it being counted: good for as long as the record is held somewhere and unchanged.
struct LastingRecord {
    /// Its entries, in the order of ``KeyOrder``; they stand in the record.
    let entries: UnsafeBufferPointer<TemplateRecord.Entry>
    /// What stands for all of them in a form; 0 for a record that is not sealed.
    let seal: UInt64
}

extension TemplateRecord {
    @inline(__always)
    var lasting: LastingRecord { LastingRecord(entries: entries.withUnsafeBufferPointer { $0 }, seal: seal) }
}

/// The records of a list, one after the other.
struct LastingRecords: Sequence, IteratorProtocol {
    private var following: UnsafePointer<TemplateRecord>?
    private var left: Int
    var count: Int { left }

    init(_ records: UnsafeBufferPointer<TemplateRecord>) {
        following = records.baseAddress
        left = records.count
    }

    @inline(__always)
    mutating func next() -> LastingRecord? {
        guard left > 0, let record = following else { return nil }
        following = record + 1
        left -= 1
        return record.pointee.lasting
    }
}

/// What an entry holds. Each of these reads the value and writes nothing, so that the compiler need not copy it.
extension UnsafePointer where Pointee == TemplateRecord.Entry {
    /// The UTF-8 of a text; nil for a short text, which has its bytes in itself, and for anything else.
    @inline(__always)
    var text: UnsafeRawBufferPointer? {
        if case .text(let text) = pointee.1 { return text.lastingBytes }
        return nil
    }

    /// HTML; nothing for anything else.
    @inline(__always)
    var html: UnsafeRawBufferPointer {
        if case .html(let bytes) = pointee.1 { return bytes.withUnsafeBytes { $0 } }
        return UnsafeRawBufferPointer(start: nil, count: 0)
    }

    /// A record; nil for anything else.
    @inline(__always)
    var record: LastingRecord? {
        if case .record(let record) = pointee.1 { return record.lasting }
        return nil
    }

    /// The records of a list; none for anything else.
    @inline(__always)
    var list: LastingRecords {
        if case .list(let records) = pointee.1 { return LastingRecords(records.withUnsafeBufferPointer { $0 }) }
        return LastingRecords(UnsafeBufferPointer(start: nil, count: 0))
    }
}
