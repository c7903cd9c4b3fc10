/// A bar below a geographic map whose length on the ground is a round number.
public struct ScaleBar: Hashable, Sendable {
    /// The bar with its ticks at both ends.
    public let box: Box
    /// Its length on the ground.
    public let metres: DecimalNumber

    /// A bar at the left end of a band that begins at `top`: the longest of 1, 2 or 5 times a power of ten metres that
    /// takes no more than a quarter of `width` pixels. There is none if not even a millimetre does.
    init?(metresPerPixel: Double, width: Double, top: Double) {
        let most = width / 4 * metresPerPixel
        let lengths = (-3...8).flatMap { exponent in [1, 2, 5].map { DecimalNumber(units: $0, exponent: exponent) } }
        guard let metres = lengths.last(where: { $0.value <= most }) else { return nil }
        self.metres = metres
        let left = LocalProjection.pad
        box = Box(left: left, top: top + 8, right: left + metres.value / metresPerPixel, bottom: top + 14)
    }

    /// The length with its unit.
    func text(_ words: GeoWords) -> String {
        if metres.value < 1000 { return metres.text + words.metres }
        return DecimalNumber(units: metres.units, exponent: metres.exponent - 3).text + words.kilometres
    }
}
