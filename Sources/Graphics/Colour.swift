/// A colour of sRGB, eight bits a channel.
public struct Colour: Hashable, Sendable {
    /// 0xRRGGBB.
    public let value: UInt32

    /// The colour 0xRRGGBB.
    public init(_ value: UInt32) {
        self.value = value
    }

    /// `#rrggbb`.
    public var css: String {
        let digits = String(value, radix: 16)
        return "#" + String(repeating: "0", count: max(0, 6 - digits.count)) + digits
    }
}

/// The colours of a picture in one medium: up to five classes, from little to much.
///
/// The ramps are of hue 250 in OKLCH and stay on one side of luminance 0.20, so that one text colour reaches
/// 4.5 : 1 on every class and one border colour 3 : 1 to every class.
public struct Palette: Hashable, Sendable {
    /// The fills of the classes, from little to much.
    public let classes: [Colour]
    /// The fill of what has no class: zero, missing, not applicable, and the ground of a group.
    public let ground: Colour
    /// Text on every fill.
    public let text: Colour
    /// The border between fills.
    public let border: Colour
    /// The lines of hatches that tell classes apart in print. Text reaches 4.5 : 1 on them, too.
    public let hatch: Colour

    /// On light paper.
    public static let light = Palette(
        classes: [0xecf5fd, 0xc1dcfa, 0x91c3f6, 0x65a8eb, 0x388ddd].map { Colour($0) },
        ground: Colour(0xffffff),
        text: Colour(0x111111),
        border: Colour(0x1f2937),
        hatch: Colour(0x838383)
    )
    /// On dark paper.
    public static let dark = Palette(
        classes: [0x192532, 0x1e3751, 0x224a71, 0x295e90, 0x2f72b1].map { Colour($0) },
        ground: Colour(0x111418),
        text: Colour(0xffffff),
        border: Colour(0xe5e7eb),
        hatch: Colour(0x6f7680)
    )
    /// In print: greys that stay apart without ink of a colour.
    public static let print = Palette(
        classes: [0xf7f7f7, 0xdedede, 0xc4c4c4, 0xa9a9a9, 0x8f8f8f].map { Colour($0) },
        ground: Colour(0xffffff),
        text: Colour(0x000000),
        border: Colour(0x000000),
        hatch: Colour(0x767676)
    )
}
