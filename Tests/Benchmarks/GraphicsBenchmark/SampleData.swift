import Foundation
import Graphics

/// The data of a sample as a program in another language reads it: a root with groups with cells.
struct SampleData: Encodable {
    let width: Int
    let height: Int
    let root: Node
    /// The lower bounds of all classes but the first.
    let thresholds: [Double]

    struct Node: Encodable {
        let code: String
        let name: String
        let short: String
        let text: String
        var value: Double?
        var shade: Double?
        var children: [Node]?

        init(_ unit: MapUnit) {
            code = unit.code
            name = unit.name
            short = unit.shortName
            text = unit.valueText
            if case .number(let number) = unit.size { value = number }
            if case .number(let number) = unit.shade { shade = number }
        }
    }

    init(_ sample: Sample, _ units: [MapUnit], _ drawing: MapDrawing) {
        width = sample.options.width
        height = sample.options.height
        var root = Node(MapUnit(code: "", name: ""))
        root.children = []
        for unit in units {
            var node = Node(unit)
            if unit.parent == nil {
                node.children = []
                root.children?.append(node)
            } else if let last = root.children?.indices.last {
                root.children?[last].children?.append(node)
            }
        }
        self.root = root
        thresholds = drawing.legend.entries.dropFirst().compactMap { $0.bounds.first?.value }
    }
}
