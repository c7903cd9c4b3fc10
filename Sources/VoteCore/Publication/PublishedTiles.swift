import Diagnostics

/// The tiles of a published folder, read as the entries and hashes of a log.
public struct PublishedTiles {
    private let size: Int
    private let read: PublishedElection.FileReader

    /// The tiles of a log of `size` entries.
    public init(size: Int, _ read: @escaping PublishedElection.FileReader) {
        self.size = size
        self.read = read
    }

    /// The entries of a file of entries.
    ///
    /// - Throws: `bundle-form` where the file is missing or not whole, or what the reader throws.
    public func entries(_ tile: Tile) throws -> [[UInt8]] {
        let bytes = try file(tile)
        guard let ranges = Tile.entries(in: bytes), ranges.count == tile.width else { throw Self.fault(tile) }
        return ranges.map { Array(bytes[$0]) }
    }

    /// Roots of complete subtrees of 256^tileLevel leaves by their numbers, as `TileHashes` reads them.
    public func hashes(tileLevel: Int, _ numbers: Range<Int>) throws -> [MerkleHash] {
        var hashes: [MerkleHash] = []
        var next = numbers.lowerBound
        while next < numbers.upperBound {
            let index = next / Tile.fullWidth
            let width = min(Tile.fullWidth, (size >> (8 * tileLevel)) - index * Tile.fullWidth)
            let tile = Tile(.hashes(level: tileLevel), index: index, width: width)
            let bytes = try file(tile)
            guard bytes.count == 32 * width else { throw Self.fault(tile) }
            let end = min(numbers.upperBound, (index + 1) * Tile.fullWidth)
            for number in next..<end {
                let start = number % Tile.fullWidth * 32
                guard let hash = MerkleHash(bytes[start..<start + 32]) else { throw Self.fault(tile) }
                hashes.append(hash)
            }
            next = end
        }
        return hashes
    }

    private func file(_ tile: Tile) throws -> [UInt8] {
        guard let bytes = try read(PublishedElection.tile(tile)) else { throw Self.fault(tile) }
        return bytes
    }

    static func fault(_ tile: Tile) -> FormatFault {
        let path = PublishedElection.tile(tile)
        return FormatFault(
            "tile-form", at: 0..<0,
            LocalizedText(zh: "\(path) 缺失、不完整或与日志不符", en: "\(path) is missing, not whole or not that of the log"))
    }
}
