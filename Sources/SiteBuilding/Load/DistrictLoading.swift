import Content
import Diagnostics

/// Reads districts.yaml: a list of districts with unique names and tiles. Without the file there are none.
func loadDistricts(_ listing: ContentListing, diagnostics: inout [Diagnostic]) throws -> [District] {
    guard listing.hasDistricts,
        let text = try SourceText.read(listing.file("districts.yaml"), diagnostics: &diagnostics),
        let raw = text.yaml(diagnostics: &diagnostics), !raw.isNull
    else { return [] }
    guard case .list(let elements, _) = raw else {
        diagnostics.append(
            Diagnostic(
                "wrong-type", at: raw.span,
                LocalizedText(
                    zh: "districts.yaml 要写成列表，每个区县以“- name: …”开头", en: "districts.yaml must be a list of “- name: …”")))
        return []
    }
    var validation = SchemaValidation()
    let districts = elements.compactMap {
        District(validation.validate($0, fields: Schema.district.fields, owner: Schema.district.label))
    }
    diagnostics += validation.diagnostics + duplicates(districts)
    return districts
}

private func duplicates(_ districts: [District]) -> [Diagnostic] {
    var names: [String: Span] = [:]
    var tiles: [[Int]: Span] = [:]
    return districts.flatMap { district -> [Diagnostic] in
        var faults: [Diagnostic] = []
        if let first = names.updateValue(district.name.span, forKey: district.name.value) {
            faults.append(.duplicateName(district.name.value, at: district.name.span, first: first))
        }
        if let first = tiles.updateValue(district.tile.span, forKey: [district.row, district.column]) {
            faults.append(
                Diagnostic(
                    "duplicate-tile", at: district.tile.span,
                    LocalizedText(zh: "这个格子（row、col）已经有一个区县了", en: "another district has this row and col"),
                    notes: [.init(LocalizedText(zh: "先用的在这里", en: "it is used here"), at: first)]))
        }
        return faults
    }
}
