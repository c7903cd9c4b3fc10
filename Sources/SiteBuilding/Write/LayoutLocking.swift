import Content
import Diagnostics
import Graphics

/// What `gridshow lock` did.
public struct LayoutLocking: Sendable {
    /// The layouts that were written, as paths the user would write.
    public let written: [String]
    /// How many stayed as they were.
    public let unchanged: Int
    /// Faults of the content; with any error nothing was written.
    public let diagnostics: [Diagnostic]
    /// The site's language; nil where site.yaml does not tell.
    public let language: Language?

    /// Keeps the row breaks of every community's map in a file beside its data, so that new figures move borders and
    /// not cells. Kept breaks stay as long as the grids do; with `isFresh` every map is laid out anew.
    ///
    /// - Throws: `MachineError` if a file cannot be read or written.
    public static func run(_ options: BuildOptions, isFresh: Bool) throws -> LayoutLocking {
        let inputs = try SiteInputs.load(options, SourceScan(options))
        let diagnostics = (inputs.outcome.diagnostics + inputs.theme.diagnostics).inOrder()
        let language = inputs.loaded.settings?.language
        guard inputs.outcome.site != nil, !diagnostics.containsError else {
            return LayoutLocking(written: [], unchanged: 0, diagnostics: diagnostics, language: language)
        }
        var written: [String] = []
        var unchanged = 0
        for community in inputs.loaded.communities {
            guard let data = inputs.loaded.statistics.communities[community.slug],
                let lock = try layout(of: data, isFresh: isFresh, inputs.theme.words)
            else { continue }
            let path = inputs.loaded.listing.file("communities/\(community.slug)/\(layoutLockName)")
            let text = try layoutLockText(lock)
            if try readFile(path) == text {
                unchanged += 1
            } else {
                try replaceFile(with: text, at: path)
                written.append(path)
            }
        }
        return LayoutLocking(written: written, unchanged: unchanged, diagnostics: diagnostics, language: language)
    }

    /// The row breaks of a community's own map; nil where its map has none.
    private static func layout(of data: CommunityData, isFresh: Bool, _ words: Words) throws -> LayoutLock? {
        guard let plan = GridMapPlan.standard(data), plan.kind == .blocks else { return nil }
        var options = MapOptions(placement: .inPage(captionID: "caption"), figureID: "map")
        options.colours = plan.scheme
        let layout = isFresh ? BlocksMap.Layout() : plan.layout
        return try BlocksMap.draw(plan.units(words), options, layout: layout).lock
    }
}
