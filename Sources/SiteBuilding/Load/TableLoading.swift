import Content
import Diagnostics
import Statistics

/// What reading `content/statistics` came to.
struct LoadedTables {
    var tables: [TableData] = []
    /// Names of tables whose files are faulty.
    var faulty: Set<String> = []
}

/// Reads every table of `content/statistics`, in byte order of their names.
///
/// - Throws: `MachineError` if a file cannot be read.
func loadTables(_ listing: ContentListing, diagnostics: inout [Diagnostic]) throws -> LoadedTables {
    var loaded = LoadedTables()
    for name in listing.tables {
        let file = listing.file("statistics/\(name).yaml")
        var found: [Diagnostic] = []
        if let table = try loadTable(name, file: file, csv: listing.file("statistics/\(name).csv"), &found),
            !found.containsError
        {
            loaded.tables.append(table)
        } else {
            loaded.faulty.insert(name)
        }
        diagnostics += found
    }
    return loaded
}

private func loadTable(
    _ name: String, file: String, csv: String, _ diagnostics: inout [Diagnostic]
) throws -> TableData? {
    guard let text = try SourceText.read(file, diagnostics: &diagnostics),
        let raw = text.yaml(diagnostics: &diagnostics)
    else { return nil }
    var validation = SchemaValidation()
    let values = validation.validate(raw, fields: Schema.statistics.fields, owner: Schema.statistics.label)
    diagnostics += validation.diagnostics
    var columns = values.dictionary("columns").compactMap { ColumnDeclaration(name: $0, $1, isMeasure: false) }
    // Texts ask for rows by their names, and links lead to them.
    if let key = columns.firstIndex(where: { $0.type == .code }) ?? columns.firstIndex(where: { $0.type == .text }) {
        columns[key].isRequired = true
        columns[key].isUnique = true
    }
    var declaration = StatisticsTable.Declaration(name: name, title: values.text("title") ?? name, columns: columns)
    declaration.asOf = Period(values.date("as_of"))
    guard let source = try loadCSV(csv) else {
        diagnostics.append(
            Diagnostic(
                "missing-file", at: .start(of: csv),
                LocalizedText(zh: "缺少这个文件：\(name).yaml 说明的就是它", en: "this file is missing; \(name).yaml describes it")))
        return nil
    }
    let checked = StatisticsTable.check(declaration, csv: source)
    diagnostics += checked.diagnostics + (checked.value.map { personalDataFaults($0.table) } ?? [])
    return checked.value.map {
        TableData(
            statistics: $0, summary: values.text("summary") ?? "", sources: SourceCitation.list(values),
            isDemonstration: values.flag("demo"), file: file)
    }
}
