import Content
import Diagnostics

/// Reads every community's description, in the order of the folders' names.
///
/// - Parameter faultyNames: gets the names of communities whose descriptions did not pass.
func loadCommunities(
    _ listing: ContentListing, _ custom: [CustomField], faultyNames: inout Set<String>,
    diagnostics: inout [Diagnostic]
) throws -> [DescribedCommunity] {
    try loadFolders(
        listing.communities, .community, listing, custom, &diagnostics, check: uncountableCells
    ) { values, slug, file in
        guard let community = Community(values, slug: slug, file: file, custom: custom) else {
            faultyNames.formUnion([values.text("name")].compactMap { $0 } + values.texts("aliases").map(\.value))
            return nil
        }
        return DescribedCommunity(community: community, values: values)
    }
}

/// Reads every election, in the order of the folders' names.
///
/// - Parameter slug: the only election to read, and that without what is published of it; nil for all as they are.
func loadElections(
    _ listing: ContentListing, only slug: String? = nil, _ custom: [CustomField], diagnostics: inout [Diagnostic]
) throws -> [PublicElection] {
    var found: [Diagnostic] = []
    let isWhole = slug == nil
    let slugs = slug.map { [$0] } ?? listing.elections
    let elections = try loadFolders(slugs, .election, listing, custom, &diagnostics) { values, slug, file in
        try Election(values, slug: slug, file: file, custom: custom).map {
            try loadElection($0, values, listing, readsPublication: isWhole, diagnostics: &found)
        }
    }
    diagnostics += found
    return elections
}

private func loadFolders<Item>(
    _ slugs: [String], _ kind: ContentKind, _ listing: ContentListing, _ custom: [CustomField],
    _ diagnostics: inout [Diagnostic],
    check: (FieldValues) -> [Diagnostic] = { _ in [] },
    make: (FieldValues, String, String) throws -> Item?
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
        diagnostics += validation.diagnostics + check(values)
        if let item = try make(values, slug, file) { items.append(item) }
    }
    return items
}

/// How many cells one figure may be drawn as; more would be a texture, not a count.
private let mostCells = 10_000

/// Figures that ask to be drawn as cells and are no count of things, and published numbers of grids beyond drawing.
private func uncountableCells(_ values: FieldValues) -> [Diagnostic] {
    let figures = values.records("figures").filter { $0.flag("cells") }.compactMap { $0.locatedText("value") }
    let counts = values.dictionary("expect").compactMap { _, entry in
        entry.number("count").map { Located(String(Int($0)), at: entry.span) }
    }
    return (figures + counts).compactMap { written in
        if let count = Int(written.value), (0...mostCells).contains(count) { return nil }
        return Diagnostic(
            "uncountable-cells", at: written.span,
            LocalizedText(
                zh: "要画成格子（cells），数值须是 0 到 \(mostCells) 的整数",
                en: "to be drawn as cells the number must be whole, from 0 to \(mostCells)"))
    }
}
