/// A form of a record in bytes, to be fingerprinted: of records with the same keys, as all data of one template have, it is
/// the same for equal ones and differs for different ones. The keys themselves are not in it.
extension TemplateRecord {
    /// The same record with a form that is short, for one that stands on many pages. Two records that are equal have the
    /// same form only where both are sealed or neither is.
    ///
    /// - Parameter fingerprint: of the bytes of the record's form.
    public func sealed(by fingerprint: (UnsafeRawBufferPointer) -> UInt64) -> TemplateRecord {
        var record = self
        record.seal = max(1, withForm(without: nil, fingerprint))
        return record
    }

    /// Does something with the record's form.
    ///
    /// - Parameter skipped: a key that is left out; nil for none.
    public func withForm<Result>(without skipped: String?, _ body: (UnsafeRawBufferPointer) -> Result) -> Result {
        var buffer = ByteBuffer(capacity: 16_384)
        if skipped == nil {
            buffer.append(lasting)
        } else {
            buffer.append(lasting.entries, without: skipped)
        }
        return body(buffer.bytes)
    }
}

extension ByteBuffer {
    fileprivate mutating func append(_ record: LastingRecord) {
        if record.seal == 0 { return append(record.entries, without: nil) }
        append(8)
        append(number: record.seal)
    }

    fileprivate mutating func append(_ entries: UnsafeBufferPointer<TemplateRecord.Entry>, without skipped: String?) {
        append(9)
        append(count: entries.count)
        guard var entry = entries.baseAddress else { return }
        for _ in entries.indices {
            defer { entry += 1 }
            if let skipped, entry.pointee.0 == skipped { continue }
            append(valueOf: entry)
        }
    }

    private mutating func append(valueOf entry: UnsafePointer<TemplateRecord.Entry>) {
        switch entry.pointee.1 {
        case .text(let text):
            append(1)
            append(text)
        case .html:
            let html = entry.html
            append(2)
            append(count: html.count)
            append(html)
        case .flag(let flag): append(flag ? 3 : 4)
        case .record:
            append(5)
            if let record = entry.record { append(record) }
        case .list:
            let records = entry.list
            append(6)
            append(count: records.count)
            for record in records { append(record) }
        case .absent: append(7)
        }
    }

    private mutating func append(_ text: borrowing String) {
        append(count: text.utf8.count)
        if let bytes = text.lastingBytes { return append(bytes) }
        var text = copy text
        text.withUTF8 { append(UnsafeRawBufferPointer($0)) }
    }

    private mutating func append(count: Int) { append(number: UInt32(truncatingIfNeeded: count)) }
}
