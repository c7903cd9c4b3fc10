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
        switch (value, shape) {
        case (.text, .text), (.html, .html), (.flag, .flag), (.absent, .optional): break
        case (.record(let record), .record(let layout)), (.record(let record), .optional(let layout)):
            try check(record, layout)
        case (.list(let records), .list(let layout)):
            for (index, record) in records.enumerated() {
                do {
                    try check(record, layout)
                } catch {
                    throw error.inside(String(index))
                }
            }
        case (_, let shape): throw fault(.wrongKind(expected: shape.name))
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
