import Content
import Graphics
import Templates

extension PageRenderer {
    /// The picture of a community's published numbers of grids: one cell a grid, and no claim about which belongs
    /// where. Nil where no figure asks for cells.
    func countPicture(_ community: Community) throws -> TemplateRecord? {
        let blocks = community.figures.compactMap { figure in
            figure.cells.map { CountBlock(name: figure.label, count: $0) }
        }
        if blocks.isEmpty { return nil }
        let caption = "count-picture-caption"
        let options = MapOptions(
            placement: .inPage(captionID: caption), figureID: "count-picture", width: 640, isLinked: false,
            stamp: words["distribution_unknown"])
        let drawing = try CountsMap.draw(blocks, options)
        return [
            "svg": .html(drawing.bytes), "id": .text(caption),
            "caption": .text(words["count_picture"]),
        ]
    }
}
