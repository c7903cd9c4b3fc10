import Content
import Diagnostics

/// Reads every community's description, in the order of the folders' names.
func loadCommunities(
    _ listing: ContentListing, _ custom: [CustomField], diagnostics: inout [Diagnostic]
) throws -> [Community] {
    try loadFolders(listing.communities, .community, listing, custom, &diagnostics) { values, slug, file in
        Community(values, slug: slug, file: file, custom: custom)
    }
}

/// Reads every election's description, in the order of the folders' names.
func loadElections(
    _ listing: ContentListing, _ custom: [CustomField], diagnostics: inout [Diagnostic]
) throws -> [Election] {
    try loadFolders(listing.elections, .election, listing, custom, &diagnostics) { values, slug, file in
        Election(values, slug: slug, file: file, custom: custom)
    }
}

private func loadFolders<Item>(
    _ slugs: [String], _ kind: ContentKind, _ listing: ContentListing, _ custom: [CustomField],
    _ diagnostics: inout [Diagnostic],
    make: (FieldValues, String, String) -> Item?
) throws -> [Item] {
    let schema = Schema.of(kind)
    var items: [Item] = []
    for slug in slugs {
        let file = listing.file("\(kind.folder)/\(slug)/\(kind.descriptionFile ?? "")")
        guard let text = try SourceText.read(file, diagnostics: &diagnostics),
            let raw = text.yaml(diagnostics: &diagnostics)
        else { continue }
        var validation = SchemaValidation()
        let values = validation.validate(raw, fields: schema.fields + custom.map(\.field), owner: schema.label)
        diagnostics += validation.diagnostics
        if let item = make(values, slug, file) { items.append(item) }
    }
    return items
}
