/// One tile of the district map: an entry of districts.yaml.
public struct District: Sendable {
    /// The name as cases write it.
    public let name: Located<String>
    /// The name in little room.
    public let short: String
    /// The tile, from 0.
    public let row: Int, column: Int
    /// Where the tile was written.
    public let tile: Located<Double>

    /// A district from a checked record; nil where a required field did not pass.
    public init?(_ values: FieldValues) {
        guard let name = values.locatedText("name"), let row = values.number("row"), let column = values.number("col"),
            let written = values["row"]
        else { return nil }
        self.name = name
        short = values.text("short") ?? name.value
        self.row = Int(row)
        self.column = Int(column)
        tile = Located(row, at: written.span)
    }
}
