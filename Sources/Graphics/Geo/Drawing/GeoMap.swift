/// A map with the true boundaries of the grids, simplified to what can be seen.
///
/// Never the default: whether such a map may be shown is a question of law, and the answer is printed below it.
public enum GeoMap {
    /// Draws `units`, whose cells have the boundaries in `shapes` with the same codes. Throws the first fault of the data.
    ///
    /// The map fills the width of the options, or less if it would become higher than wide. A parent's border is that of
    /// its cells together; a parent has no boundary of its own. Cells without a boundary are returned in `unplaced`, and
    /// so are parents of which no cell is drawn. `credit`, where the boundaries are from, and `review` stand below the
    /// map; the stamp of the options comes last.
    public static func draw(
        _ units: [MapUnit], shapes: GeoShapes, _ options: MapOptions, credit: String, review: MapReview
    ) throws(MapFault) -> MapDrawing {
        let tree = try MapTree(units)
        let lines = [credit, review.text(options.words.geo)]
        guard review.isComplete else { throw .missingReview }
        guard lines.allSatisfy(\.isFreeOfControls) else { throw .controlCharacter(credit) }
        let shading = Shading(options.colours, of: tree.cells.lazy.map { units[$0].shade })
        var layout = try GeoLayout(tree, shapes, options, shading)
        layout.placeGroups()
        layout.placeNotes(lines)
        let model = layout.model
        return MapDrawing(
            bytes: MapWriter.bytes(units, options, model),
            model: model,
            legend: shading.legend(of: model.cells.lazy.map(\.shade)),
            unplaced: layout.unplaced,
            lock: LayoutLock()
        )
    }
}
