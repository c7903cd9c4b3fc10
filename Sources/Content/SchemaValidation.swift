import Diagnostics

/// Holds what was written against a schema. All rules run; every fault is collected.
public struct SchemaValidation: Sendable {
    /// The faults found so far, in the order of finding.
    public private(set) var diagnostics: [Diagnostic] = []
    private let topics: TopicIndex

    /// A validation that resolves theme references in `topics`.
    public init(topics: TopicIndex = TopicIndex([])) {
        self.topics = topics
    }

    /// Checks one mapping: unknown keys, missing keys, and each value against its field's type.
    ///
    /// - Parameter owner: what the mapping is, for messages: 案例, 联系渠道.
    /// - Returns: the values that passed.
    public mutating func validate(_ raw: RawValue, fields: [Field], owner: LocalizedText) -> FieldValues {
        guard case .map(let entries, let span) = raw else {
            if raw.isNull { return validate(.map([], raw.span), fields: fields, owner: owner) }
            // One fault: the fields that cannot be there are not reported one by one.
            diagnostics.append(.wrongType(of: owner, expected: .record(fields), at: raw.span))
            return FieldValues(at: raw.span)
        }
        var values: [String: Located<FieldValue>] = [:]
        var emptyKeys: [String: Span] = [:]
        // A misspelt key is one fault; the key that was meant is not reported as missing, too.
        var misspelt: Set<String> = []
        for entry in entries {
            guard let field = fields.first(where: { $0.name == entry.key }) else {
                let fault = Diagnostic.unknownKey(entry, known: fields.map(\.name), owner: owner)
                diagnostics.append(fault)
                if let meant = fault.suggestion?.replacement { misspelt.insert(meant) }
                continue
            }
            if isEmpty(entry.value) {
                emptyKeys[field.name] = entry.keySpan
            } else if let value = check(entry.value, field.type, name: field.name) {
                values[field.name] = Located(value, at: entry.value.span)
            }
        }
        for field in fields where field.isRequired {
            if let keySpan = emptyKeys[field.name] {
                diagnostics.append(.emptyField(field, owner: owner, at: keySpan))
            } else if !entries.contains(where: { $0.key == field.name }), !misspelt.contains(field.name) {
                diagnostics.append(.missingField(field, owner: owner, at: span))
            }
        }
        return FieldValues(values, at: span)
    }

    private func isEmpty(_ raw: RawValue) -> Bool {
        switch raw {
        case .scalar(let text, _, _): raw.isNull || text.unicodeScalars.allSatisfy(\.properties.isWhitespace)
        case .list(let elements, _): elements.isEmpty
        case .map: false
        }
    }

    /// The typed value, or nil after a diagnostic.
    private mutating func check(_ raw: RawValue, _ type: FieldType, name: String) -> FieldValue? {
        var label: LocalizedText { LocalizedText(zh: "“\(name)”", en: "“\(name)”") }
        switch type {
        case .list(let element): return .list(checkList(raw, element, name: name))
        case .record(let fields): return .record(validate(raw, fields: fields, owner: label))
        case .dictionary(let fields): return checkDictionary(raw, fields, label).map { .dictionary($0) }
        case .counts: return checkCounts(raw, label).map { .dictionary($0) }
        case .fieldDeclarations:
            return checkDictionary(raw, nil, label).map { .dictionary($0) }
        default: break
        }
        guard case .scalar(let text, _, let span) = raw else {
            diagnostics.append(.wrongType(of: label, expected: type, at: raw.span))
            return nil
        }
        let result = ScalarRule(name: name, text: text, span: span, topics: topics).check(type)
        switch result {
        case .success(let value): return value
        case .failure(let fault):
            diagnostics.append(fault.diagnostic)
            return nil
        }
    }

    private mutating func checkList(_ raw: RawValue, _ element: FieldType, name: String) -> [Located<FieldValue>] {
        let elements: [RawValue]
        if case .list(let list, _) = raw { elements = list } else { elements = [raw] }
        return elements.compactMap { value in
            check(value, element, name: name).map { Located($0, at: value.span) }
        }
    }

    /// Names with whole numbers, 0 or more.
    private mutating func checkCounts(
        _ raw: RawValue, _ label: LocalizedText
    ) -> [(key: String, value: FieldValues)]? {
        guard case .map(let entries, _) = raw else {
            diagnostics.append(.wrongType(of: label, expected: .counts, at: raw.span))
            return nil
        }
        return entries.compactMap { entry in
            guard let value = check(entry.value, .number(minimum: 0, maximum: 1_000_000), name: entry.key) else {
                return nil
            }
            guard case .number(let number, _) = value, number == number.rounded() else {
                diagnostics.append(
                    .wrongType(
                        of: LocalizedText(zh: "“\(entry.key)”", en: "“\(entry.key)”"), expected: .counts,
                        at: entry.value.span))
                return nil
            }
            return (entry.key, FieldValues(["count": Located(value, at: entry.value.span)], at: entry.value.span))
        }
    }

    private mutating func checkDictionary(
        _ raw: RawValue, _ fields: [Field]?, _ label: LocalizedText
    ) -> [(key: String, value: FieldValues)]? {
        guard case .map(let entries, _) = raw else {
            diagnostics.append(.wrongType(of: label, expected: .record([]), at: raw.span))
            return nil
        }
        let kinds = ContentKind.allCases.map(\.rawValue)
        return entries.compactMap { entry in
            let owner = LocalizedText(zh: "“\(entry.key)”", en: "“\(entry.key)”")
            if let fields { return (entry.key, validate(entry.value, fields: fields, owner: owner)) }
            guard kinds.contains(entry.key) else {
                diagnostics.append(.unknownKey(entry, known: kinds, owner: label))
                return nil
            }
            let declarations = checkDictionary(entry.value, CustomField.declarationFields, owner) ?? []
            let fields = Located(FieldValue.dictionary(declarations), at: entry.value.span)
            return (entry.key, FieldValues(["fields": fields], at: entry.value.span))
        }
    }
}
