/// Compares data with the shape that a page was compiled with. What passes can be rendered by slots.
struct DataCheck {
    let page: String

    func check(_ record: TemplateRecord, _ layout: RecordLayout) throws(TemplateDataError) {
        let entries = record.entries
        for slot in layout.keys.indices {
            guard slot < entries.count, entries[slot].key == layout.keys[slot] else {
                throw misfit(of: record, layout)
            }
            do {
                try check(entries[slot].value, layout.shapes[slot])
            } catch {
                throw error.inside(layout.keys[slot])
            }
        }
        if entries.count > layout.keys.count { throw misfit(of: record, layout) }
    }

    private func check(_ value: TemplateValue, _ shape: ValueLayout) throws(TemplateDataError) {
        // Nested, because a pair of both would be a copy of both.
        switch shape {
        case .text: if case .text = value { return }
        case .html: if case .html = value { return }
        case .flag: if case .flag = value { return }
        case .record(let layout): if case .record(let record) = value { return try check(record, layout) }
        case .optional(let layout):
            if case .absent = value { return }
            if case .record(let record) = value { return try check(record, layout) }
        case .list(let layout): if case .list(let records) = value { return try check(records, layout) }
        }
        throw fault(.wrongKind(expected: shape.name))
    }

    private func check(_ records: [TemplateRecord], _ layout: RecordLayout) throws(TemplateDataError) {
        for index in records.indices {
            do {
                try check(records[index], layout)
            } catch {
                throw error.inside(String(index))
            }
        }
    }

    /// The first key that is in one and not in the other.
    private func misfit(of record: TemplateRecord, _ layout: RecordLayout) -> TemplateDataError {
        let present = record.entries.map(\.key)
        for key in layout.keys where !present.contains(key) { return fault(.missingKey).inside(key) }
        var known = layout.keys[...]
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

extension ValueLayout {
    /// The shape's name as ``TemplateShape`` has it.
    var name: String {
        switch self {
        case .text: "text"
        case .html: "html"
        case .flag: "flag"
        case .record: "record"
        case .optional: "optional"
        case .list: "list"
        }
    }
}
