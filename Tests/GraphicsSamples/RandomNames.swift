import Graphics
import TestSupport

/// Grids with names of every kind of sign, for whoever measures text in real fonts.
public enum RandomNames {
    private static let signs: [[Character]] = [
        Array("锦江青羊金牛武侯成华社区网格院落栋号东南西北苑园里巷一二三四五六七八九十"),
        Array("abcdefghijklmnopqrstuvwxyz"), Array("ABCDEFGHIJKLMNOPQRSTUVWXYZ"), Array("0123456789"),
        Array("·、，。（）《》“”—…ー〇①Ⅱ～%-/()+#"), Array("éüñßйЖωΣ한글ひカ"),
    ]

    /// One group of `count` cells; every third name is of one kind of sign, the others are mixed.
    public static func units(count: Int) -> [MapUnit] {
        var random = SeededGenerator(seed: 20)
        var units = [MapUnit(code: "G", name: "各种文字的名称 Names of every kind of sign")]
        for index in 1...count {
            let kind = random.number(0...5)
            let characters = (1...random.number(1...6)).map { _ in
                random.pick(signs[index % 3 == 0 ? kind : random.number(0...5)])
            }
            units.append(
                MapUnit(
                    code: "G-\(index)", parent: "G", name: String(characters), shortName: "\(index)",
                    size: .number(Double(random.number(60...300))), shade: .number(Double(index % 50)),
                    valueText: "\(index * 7) 户"
                )
            )
        }
        return units
    }
}
