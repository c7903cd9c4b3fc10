import Content
import Diagnostics
import Graphics
import Statistics

/// A community's description with the values that its data are read by.
struct DescribedCommunity {
    let community: Community
    let values: FieldValues
}

/// What reading a community's data came to.
struct LoadedCommunityData: Sendable {
    /// Nil where anything is an error.
    let data: CommunityData?
    let diagnostics: [Diagnostic]
}

/// Reads grids.csv, stats.csv and the layout lock beside a community's description.
///
/// - Throws: `MachineError` if a file is there but cannot be read.
func loadCommunityData(_ described: DescribedCommunity, folder: String) throws -> LoadedCommunityData {
    let (community, values) = (described.community, described.values)
    let declaration = CommunityDeclaration(values, community)
    let checked = CommunityStatistics.check(
        declaration, grids: try loadCSV("\(folder)/grids.csv"), stats: try loadCSV("\(folder)/stats.csv"))
    let map = MapSettings(values.record("map"))
    let privacy = values.record("privacy")?.text("people").flatMap(PeoplePrivacy.init) ?? .role
    var diagnostics =
        checked.diagnostics + measureNameFaults(declaration) + mapFaults(map, declaration) + consentFaults(values)
    diagnostics += figureFaults(community) + gridFileFaults(declaration, folder: folder, values)
    if let statistics = checked.value {
        diagnostics += statistics.hierarchy.map { personalDataFaults($0.table) } ?? []
        diagnostics += areaFaults(statistics, map)
    }
    let lock = try loadLayoutLock("\(folder)/\(layoutLockName)", diagnostics: &diagnostics)
    let boundary = try loadBoundary(values, checked.value?.hierarchy, folder: folder, diagnostics: &diagnostics)
    guard let statistics = checked.value, !diagnostics.containsError else {
        return LoadedCommunityData(data: nil, diagnostics: diagnostics)
    }
    let data = CommunityData(
        statistics: statistics, map: map, privacy: privacy, lock: lock, boundary: boundary,
        isDemonstration: community.isDemonstration,
        sources: community.sources,
        markedCounts: community.figures.compactMap { figure in figure.cells.map { (figure.label, $0) } },
        path: community.outputPath)
    return LoadedCommunityData(data: data, diagnostics: diagnostics)
}

/// The table at `path`; nil if there is no such file.
func loadCSV(_ path: String) throws -> Checked<CSVFile>? {
    try readFile(path).map { CSVFile.read($0, file: path) }
}

extension MapSettings {
    /// The settings of a checked record; the standard ones without one.
    init(_ values: FieldValues?) {
        self.init()
        guard let values else { return }
        kind = values.text("kind").flatMap(Kind.init) ?? .automatic
        area = values.locatedText("area")
        colour = values.locatedText("color")
        classes = values.number("classes").flatMap { Int(exactly: $0) } ?? 5
        usesQuantiles = values.flag("quantiles")
    }
}

/// Measures that the map names and nobody declares.
private func mapFaults(_ map: MapSettings, _ declaration: CommunityDeclaration) -> [Diagnostic] {
    [map.area, map.colour].compactMap { $0 }.compactMap { written in
        if declaration.measures.contains(where: { $0.name == written.value }) { return nil }
        return FigureFault(part: .measure, written: written.value, known: declaration.measures.map(\.name))
            .diagnostic(at: written.span)
    }
}

/// Names of measures stand in the names of files, so they follow the rule for codes.
private func measureNameFaults(_ declaration: CommunityDeclaration) -> [Diagnostic] {
    declaration.measures.compactMap { measure in
        do throws(CellFault) {
            _ = try CellGrammar.code(measure.name)
            return nil
        } catch {
            return Diagnostic(
                "bad-format", at: measure.span,
                LocalizedText(
                    zh: "指标名“\(measure.name)”只能用文字、数字和 - _ .（网页上的名称写在 label 里）",
                    en: "the name “\(measure.name)” of a measure holds letters, digits and - _ . only"))
        }
    }
}

/// Grids whose figures cannot be areas on the community's own map.
private func areaFaults(_ statistics: CommunityStatistics, _ map: MapSettings) -> [Diagnostic] {
    guard let hierarchy = statistics.hierarchy,
        let area = statistics.declaration.measures.first(where: { $0.name == map.area?.value }),
        let aggregates = statistics.aggregates(of: area, period: nil)
    else { return [] }
    return zip(hierarchy.grids, aggregates.grids).compactMap { grid, aggregate in
        guard grid.children.isEmpty, let number = aggregate.entry.known, number.isNegative else { return nil }
        return Diagnostic(
            "map-fault", at: grid.span,
            LocalizedText(
                zh: "“\(grid.code)”的“\(area.label)”是负数，不能画成面积：请改正，或给 map.area 换一个指标",
                en:
                    "“\(area.label)” of “\(grid.code)” is below zero and cannot be an area: mend it or choose another map.area"
            ))
    }
}

/// Names of people may be published with their consent only (个人信息保护法 Art. 13, 25).
private func consentFaults(_ values: FieldValues) -> [Diagnostic] {
    guard let privacy = values.record("privacy"), let people = privacy.locatedText("people"), people.value == "name",
        privacy.text("consent") == nil
    else { return [] }
    return [
        Diagnostic(
            "missing-consent", at: people.span,
            LocalizedText(
                zh: "要写出姓名，就要在 privacy.consent 里写明本人同意的凭据存在哪里；没有同意，用 role 或 surname",
                en:
                    "names need privacy.consent, which says where the people's consent is kept; without it use role or surname"
            ),
            suggestion: .init(replacing: people.span, with: "role"))
    ]
}

/// Published figures that are neither numbers nor bounds. Leading zeros stay as they were written.
private func figureFaults(_ community: Community) -> [Diagnostic] {
    community.figures.compactMap { figure in
        if Double(figure.value)?.isFinite == true || NumberBound(figure.value) != nil { return nil }
        return Diagnostic(
            "bad-figure", at: figure.span,
            LocalizedText(
                zh: "“\(figure.label)”要写成数字，例如 83，单位写在 unit 里；原文只有约数时写“上百”“约200”“200余”“不到30”这样的话",
                en:
                    "“\(figure.label)” must be a number such as 83, its unit in unit, or a bound such as 上百, 约200, 200余, 不到30"
            ),
            suggestion: mendedNumber(figure.value).map { .init(replacing: figure.span, with: $0) })
    }
}

/// Measures without the table that would hold them.
private func gridFileFaults(
    _ declaration: CommunityDeclaration, folder: String, _ values: FieldValues
) -> [Diagnostic] {
    let hasTable = fileSize("\(folder)/grids.csv") != nil || fileSize("\(folder)/stats.csv") != nil
    guard !declaration.measures.isEmpty, !hasTable, let measures = values["measures"] else { return [] }
    return [
        Diagnostic(
            "measures-without-table", at: measures.span,
            LocalizedText(
                zh: "声明了指标，却没有数据：同一文件夹里要有 grids.csv 或 stats.csv；只公布总数的写在 figures 里",
                en:
                    "measures need their data: grids.csv or stats.csv in this folder; totals that stand alone belong in figures"
            ))
    ]
}
