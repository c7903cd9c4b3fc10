/// Compares data with the shape that a page was compiled with. What passes can be rendered by slots.
struct DataCheck {
    private let page: String
    private let keys: UnsafeBufferPointer<String>
    private let shapes: UnsafeBufferPointer<FlatLayout.Shape>

    /// Checks the data of a page.
    ///
    /// - Throws: ``TemplateDataError`` for the first value that does not fit.
    static func check(
        _ record: borrowing TemplateRecord, _ layout: FlatLayout, page: String
    ) throws(TemplateDataError) {
        let data = record.lasting
        let fault = layout.keys.withUnsafeBufferPointer { keys in
            layout.shapes.withUnsafeBufferPointer { shapes in
                DataCheck(page: page, keys: keys, shapes: shapes).fault(in: data, layout.root)
            }
        }
        if let fault { throw fault }
    }

    private func fault(in record: LastingRecord, _ fields: Range<Int>) -> TemplateDataError? {
        guard record.entries.count == fields.count, var entry = record.entries.baseAddress else {
            return record.entries.isEmpty && fields.isEmpty ? nil : misfit(of: record, fields)
        }
        for field in fields {
            guard entry.pointee.0 == keys[field] else { return misfit(of: record, fields) }
            if let fault = fault(in: entry, shapes[field]) { return fault.inside(keys[field]) }
            entry += 1
        }
        return nil
    }

    private func fault(
        in entry: UnsafePointer<TemplateRecord.Entry>, _ shape: FlatLayout.Shape
    ) -> TemplateDataError? {
        // Nested, because a pair of both would be a copy of both.
        switch shape {
        case .text: if case .text = entry.pointee.1 { return nil }
        case .html: if case .html = entry.pointee.1 { return nil }
        case .flag: if case .flag = entry.pointee.1 { return nil }
        case .record(let fields): if let record = entry.record { return fault(in: record, fields) }
        case .optional(let fields):
            if case .absent = entry.pointee.1 { return nil }
            if let record = entry.record { return fault(in: record, fields) }
        case .list(let fields): if case .list = entry.pointee.1 { return fault(in: entry.list, fields) }
        }
        return fault(.wrongKind(expected: shape.name))
    }

    private func fault(in records: LastingRecords, _ fields: Range<Int>) -> TemplateDataError? {
        var index = 0
        for record in records {
            if let fault = fault(in: record, fields) { return fault.inside(String(index)) }
            index += 1
        }
        return nil
    }

    /// The first key that is in one and not in the other.
    private func misfit(of record: LastingRecord, _ fields: Range<Int>) -> TemplateDataError {
        let present = record.entries.map(\.0)
        for key in keys[fields] where !present.contains(key) { return fault(.missingKey).inside(key) }
        var known = keys[fields]
        for key in present {
            guard known.first == key else { return fault(.unexpectedKey).inside(key) }
            known.removeFirst()
        }
        return fault(.unexpectedKey)
    }

    private func fault(_ reason: TemplateDataError.Reason) -> TemplateDataError {
        TemplateDataError(page: page, path: [], reason: reason)
    }
}
