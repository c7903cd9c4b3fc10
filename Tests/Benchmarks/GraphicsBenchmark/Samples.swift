import Graphics
import GraphicsSamples
import TestSupport

/// A map that is drawn for measurements and for the tests in a browser.
struct Sample {
    /// Names its files.
    let name: String
    let units: [MapUnit]
    let options: MapOptions
    let kind: Kind

    enum Kind {
        case blocks
        case tiles
    }

    /// The sizes of the budgets: 83, 1,000 and 10,000 cells; names and values by themselves are made up.
    static let all: [Sample] = [
        Sample("blocks-83", groups: 6, cells: 83, width: 960, height: 600),
        Sample("blocks-83-narrow", groups: 6, cells: 83, width: 960, height: 600) { $0.variants(cells: 83)[1] },
        Sample("blocks-1000", groups: 40, cells: 1000, width: 960, height: 600),
        Sample("blocks-1000-wide", groups: 40, cells: 1000, width: 1600, height: 1000),
        Sample("blocks-10000", groups: 100, cells: 10_000, width: 1600, height: 1000),
        Sample("tiles-83", groups: 6, cells: 83, width: 960, height: 600, kind: .tiles),
        Sample("tiles-1000", groups: 40, cells: 1000, width: 1600, height: 1000, kind: .tiles),
        Sample("names", units: RandomNames.units(count: 1200), width: 2400, height: 1800, kind: .blocks),
    ]

    private init(
        _ name: String, groups: Int, cells: Int, width: Int, height: Int, kind: Kind = .blocks,
        change: (MapOptions) -> MapOptions = { $0 }
    ) {
        let units = RandomCommunity.units(seed: 12, groups: groups, cells: cells)
        self.init(name, units: units, width: width, height: height, kind: kind, change: change)
    }

    private init(
        _ name: String, units: [MapUnit], width: Int, height: Int, kind: Kind,
        change: (MapOptions) -> MapOptions = { $0 }
    ) {
        self.name = name
        self.units = units
        let options = MapOptions(
            placement: .inPage(captionID: "cap"), figureID: "fig", width: width, height: height
        )
        self.options = change(options)
        self.kind = kind
    }

    /// The same grids a year later: every size has changed by up to a tenth.
    var later: [MapUnit] {
        var random = SeededGenerator(seed: 13)
        return units.map { unit in
            var unit = unit
            if case .number(let value) = unit.size {
                unit.size = .number(value * Double(random.number(90...110)) / 100)
            }
            return unit
        }
    }

    /// Draws the map, with the row breaks of `lock` where the kind has them.
    func draw(_ units: [MapUnit], lock: LayoutLock = LayoutLock()) throws -> MapDrawing {
        switch kind {
        case .blocks: try BlocksMap.draw(units, options, layout: BlocksMap.Layout(lock: lock))
        case .tiles: try TilesMap.draw(units, options)
        }
    }
}
