import Diagnostics

/// What must hold of the grids of a community, beyond what each row says for itself.
struct HierarchyRules {
    let community: CommunityDeclaration
    let grids: [Grid]
    let table: TypedTable

    /// - Parameter parentCodes: what the column `parent` says of each grid; nil where the cell is empty.
    func faults(parentCodes: [String?]) -> [Diagnostic] {
        let isLevelled = grids.contains { community.level(ofKind: $0.kind) == 0 }
        return grids.indices.flatMap { position in
            kindFaults(grids[position]) + levelFaults(grids[position])
                + (isLevelled && parentCodes[position] == nil ? orphanFaults(grids[position]) : [])
        } + tileFaults() + countFaults()
    }

    private func cell(_ column: String, of grid: Grid) -> Span {
        let row = table.rowNumbers.firstIndex(of: grid.rowNumber)
        return row.flatMap { table.column(column)?.cells[$0] } ?? grid.span
    }

    private func kindFaults(_ grid: Grid) -> [Diagnostic] {
        guard !grid.kind.isEmpty, community.level(ofKind: grid.kind) == nil else { return [] }
        let kinds = Array(community.levels.joined())
        let span = cell("kind", of: grid)
        return [
            Diagnostic(
                "unknown-kind", at: span,
                LocalizedText(
                    zh: "没有“\(grid.kind)”这一类网格；可用的有：\(kinds.joined(separator: "、"))",
                    en: "there is no kind “\(grid.kind)” of grids; there are: \(kinds.joined(separator: ", "))"),
                suggestion: nearestName(to: grid.kind, among: kinds).map { .init(replacing: span, with: $0) })
        ]
    }

    private func levelFaults(_ grid: Grid) -> [Diagnostic] {
        guard let parent = grid.parent.map({ grids[$0] }), let level = community.level(ofKind: grid.kind),
            let above = community.level(ofKind: parent.kind), above >= level
        else { return [] }
        return [
            Diagnostic(
                "wrong-level", at: cell("parent", of: grid),
                LocalizedText(
                    zh: "\(grid.kind)“\(grid.code)”不能属于\(parent.kind)“\(parent.code)”：上级要高一级",
                    en: "“\(grid.code)” (\(grid.kind)) cannot be a part of “\(parent.code)” (\(parent.kind)), "
                        + "which is not of a higher level"),
                notes: [.init(LocalizedText(zh: "上级在这里", en: "the parent"), at: parent.span)])
        ]
    }

    /// A grid of a lower level that belongs to none, though there are grids of the top level.
    private func orphanFaults(_ grid: Grid) -> [Diagnostic] {
        guard let level = community.level(ofKind: grid.kind), level > 0 else { return [] }
        let above = community.levels[..<level].joined().joined(separator: "、")
        return [
            Diagnostic(
                "orphan-grid", at: grid.span,
                LocalizedText(
                    zh: "\(grid.kind)“\(grid.code)”没有上级：parent 要写它所属的\(above)的编码",
                    en: "“\(grid.code)” (\(grid.kind)) has no parent: name the grid that it is a part of"))
        ]
    }

    /// Two grids on one tile.
    private func tileFaults() -> [Diagnostic] {
        var first: [Grid.Tile: Grid] = [:]
        return grids.compactMap { grid in
            guard let tile = grid.tile else { return nil }
            guard let other = first[tile] else {
                first[tile] = grid
                return nil
            }
            return Diagnostic(
                "duplicate-tile", at: cell("row", of: grid),
                LocalizedText(
                    zh: "“\(grid.code)”和“\(other.code)”的 row、col 相同",
                    en: "“\(grid.code)” stands on the tile of “\(other.code)”"),
                notes: [.init(LocalizedText(zh: "另一个在这里", en: "the other"), at: other.span)])
        }
    }

    private func countFaults() -> [Diagnostic] {
        // Without columns the file could not be read, and nobody has counted.
        if table.columns.isEmpty { return [] }
        return community.expected.compactMap { expected in
            guard let kind = community.kind(expected.kind) else {
                return Diagnostic(
                    "unknown-kind", at: expected.span,
                    LocalizedText(zh: "没有“\(expected.kind)”这一类网格", en: "there is no kind “\(expected.kind)” of grids"),
                    suggestion: nearestName(to: expected.kind, among: Array(community.levels.joined())).map {
                        .init(replacing: expected.span, with: $0)
                    })
            }
            let found = grids.count { $0.kind == kind }
            guard found != expected.count else { return nil }
            return Diagnostic(
                "expected-count", at: expected.span,
                LocalizedText(
                    zh: "公布的\(kind)是 \(expected.count) 个，\(table.file) 里有 \(found) 个",
                    en: "\(expected.count) \(kind) were published, \(table.file) has \(found)"),
                notes: [.init(LocalizedText(zh: "表在这里", en: "the table"), at: .start(of: table.file))])
        }
    }
}
