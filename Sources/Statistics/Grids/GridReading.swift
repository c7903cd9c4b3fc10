import Diagnostics

/// Reads grids.csv: rows to grids, codes to positions, and every rule about the hierarchy.
///
/// Siblings stand in the order of the column `order`; those without one follow in the order of the file.
struct GridReading {
    private let community: CommunityDeclaration
    private let table: TypedTable
    private(set) var grids: [Grid] = []
    private var tableRows: [Int] = []
    private var parentCodes: [String?] = []
    private var positions: [String: Int] = [:]
    private(set) var faults: [Diagnostic]

    /// The columns that every grids.csv may have, before its measures.
    static func columns(_ community: CommunityDeclaration, file: String) -> [ColumnDeclaration] {
        let optional: [(String, String, ColumnType)] = [
            ("short", "简称", .text), ("order", "次序", .number), ("lead_role", "负责人职务", .text), ("lead", "负责人", .text),
            ("orgs", "单位", .text), ("row", "行", .number), ("col", "列", .number), ("std_code", "标准编码", .code),
        ]
        let required: [(String, String, ColumnType)] = [
            ("code", "编码", .code), ("kind", "类别", .text), ("name", "名称", .text),
        ]
        func declaration(_ name: String, _ label: String, _ type: ColumnType, required: Bool) -> ColumnDeclaration {
            var column = ColumnDeclaration(name, label: label, type: type, at: .start(of: file))
            column.isRequired = required
            column.isUnique = name == "code" || name == "std_code"
            return column
        }
        return required.map { declaration($0.0, $0.1, $0.2, required: true) }
            + [declaration("parent", "上级", .code, required: false)]
            + optional.map { declaration($0.0, $0.1, $0.2, required: false) } + community.measures
    }

    static func read(_ csv: Checked<CSVFile>, community: CommunityDeclaration) -> Checked<GridHierarchy> {
        let table = TypedTable.read(csv, columns: columns(community, file: csv.draft.file))
        var reading = GridReading(community, table)
        reading.takeRows()
        reading.connect()
        reading.breakCycles()
        let rules = HierarchyRules(community: community, grids: reading.grids, table: table.draft)
        let roots = reading.orderChildren()
        let hierarchy = GridHierarchy(
            grids: reading.grids, roots: roots, table: table.draft, tableRows: reading.tableRows)
        return Checked(hierarchy, reading.faults + rules.faults(parentCodes: reading.parentCodes))
    }

    private init(_ community: CommunityDeclaration, _ table: Checked<TypedTable>) {
        self.community = community
        self.table = table.draft
        faults = table.diagnostics
    }

    /// Makes grids of the rows that have a code of their own.
    private mutating func takeRows() {
        for row in table.rows.indices {
            guard let code = text("code", row), positions[code] == nil else { continue }
            let name = text("name", row) ?? code
            let written = text("kind", row) ?? ""
            positions[code] = grids.count
            tableRows.append(row)
            parentCodes.append(text("parent", row))
            grids.append(
                Grid(
                    code: code, parent: nil, kind: community.kind(written) ?? written, name: name,
                    short: text("short", row) ?? name, order: number("order", row),
                    leadRole: text("lead_role", row) ?? "", lead: text("lead", row) ?? "",
                    organisations: organisations(row), tile: tile(row), rowNumber: table.rowNumbers[row],
                    span: table.column("code")?.cells[row] ?? table.rows[row]))
        }
    }

    private func text(_ column: String, _ row: Int) -> String? { table.column(column)?.values.texts?[row].known }

    private func number(_ column: String, _ row: Int) -> ExactDecimal? {
        table.column(column)?.values.numbers?[row].known
    }

    private func organisations(_ row: Int) -> [String] {
        (text("orgs", row) ?? "").split { $0 == ";" || $0 == "；" }.map { trimmed(String($0)).text }.filter {
            !$0.isEmpty
        }
    }

    private func tile(_ row: Int) -> Grid.Tile? {
        guard let line = number("row", row)?.smallCount, let column = number("col", row)?.smallCount else { return nil }
        return Grid.Tile(row: line, column: column)
    }

    private mutating func connect() {
        for position in grids.indices {
            guard let code = parentCodes[position] else { continue }
            if let parent = positions[code] {
                grids[position].parent = parent
            } else {
                faults.append(.unknownParent(code, at: parentSpan(position), known: positions.keys.sorted()))
            }
        }
    }

    private func parentSpan(_ position: Int) -> Span {
        table.column("parent")?.cells[tableRows[position]] ?? grids[position].span
    }

    /// Reports each cycle once, at its member that comes first in the file, and cuts it there.
    private mutating func breakCycles() {
        // The walk from a grid upwards that first saw each grid; 0 for none.
        var seenBy = [Int](repeating: 0, count: grids.count)
        for start in grids.indices {
            var path: [Int] = []
            var next: Int? = start
            while let position = next, seenBy[position] == 0 {
                seenBy[position] = start + 1
                path.append(position)
                next = grids[position].parent
            }
            guard let meeting = next, seenBy[meeting] == start + 1, let from = path.firstIndex(of: meeting),
                let first = path[from...].min()
            else { continue }
            faults.append(.cycle(path[from...].sorted().map { grids[$0] }, at: parentSpan(first)))
            grids[first].parent = nil
        }
    }

    /// Fills in the children, in order; answers with the top.
    private mutating func orderChildren() -> [Int] {
        let order = grids.indices.sorted { left, right in
            switch (grids[left].order, grids[right].order) {
            case (let first?, let second?) where first != second: first < second
            case (.some, nil): true
            case (nil, .some): false
            default: left < right
            }
        }
        for position in order {
            if let parent = grids[position].parent { grids[parent].children.append(position) }
        }
        return order.filter { grids[$0].parent == nil }
    }
}

extension ExactDecimal {
    /// The number as a whole number from 0 to 9999; nil for all others.
    var smallCount: Int? {
        let number = normalized
        return number.scale == 0 && (0..<10_000).contains(number.mantissa) ? Int(number.mantissa) : nil
    }
}

extension Diagnostic {
    fileprivate static func unknownParent(_ code: String, at span: Span, known: [String]) -> Diagnostic {
        Diagnostic(
            "unknown-parent", at: span,
            LocalizedText(
                zh: "上级“\(code)”不在这个表的 code 列里", en: "the parent “\(code)” is not in the column code of this table"),
            suggestion: nearestName(to: code, among: known).map { .init(replacing: span, with: $0) })
    }

    fileprivate static func cycle(_ members: [Grid], at span: Span) -> Diagnostic {
        let codes = members.map(\.code).joined(separator: "、")
        return Diagnostic(
            "grid-cycle", at: span,
            LocalizedText(
                zh: "网格的上下级成了一个圈：\(codes)；顶层网格的 parent 要留空",
                en: "these grids are parts of each other: \(codes); a grid at the top has no parent"),
            notes: members.dropFirst().map {
                Note(LocalizedText(zh: "圈里还有“\($0.code)”", en: "with “\($0.code)”"), at: $0.span)
            })
    }
}
