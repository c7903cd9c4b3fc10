import Diagnostics

/// Where the files of a published election lie, below its folder.
///
///     rules.txt                 the rules in force
///     rules/<hash>.txt          rules that were replaced, by their SHA-256
///     result.txt                the result, once it is shown
///     evidence/<hash>.json      what exclusions point to
///     log/checkpoint            the newest checkpoint
///     log/history               every published checkpoint, oldest first, an empty line between them
///     log/tile/…                hashes and entries (C2SP tlog-tiles)
public enum PublishedElection {
    /// Gives the bytes of a file by its path below the folder; nil where there is none.
    public typealias FileReader = (String) throws -> [UInt8]?

    /// The rules in force.
    public static let rules = "rules.txt"
    /// The result.
    public static let result = "result.txt"
    /// The newest checkpoint.
    public static let checkpoint = "log/checkpoint"
    /// Every published checkpoint.
    public static let history = "log/history"

    /// The place of rules that were replaced.
    public static func formerRules(_ hash: MerkleHash) -> String { "rules/\(Hexadecimal.encode(hash.bytes)).txt" }

    /// The place of evidence.
    public static func evidence(_ hash: MerkleHash) -> String { "evidence/\(Hexadecimal.encode(hash.bytes)).json" }

    /// The place of a tile.
    public static func tile(_ tile: Tile) -> String { "log/\(tile.path)" }

    /// The bytes of `log/history` for these signed checkpoints, oldest first.
    public static func history(_ notes: [[UInt8]]) -> [UInt8] { Array(notes.joined(separator: [0x0A])) }

    /// The notes of a `log/history`, each with its place in the file.
    public static func notes(inHistory bytes: [UInt8]) -> [ArraySlice<UInt8>] {
        // A note holds one empty line, between text and signatures; the next one divides it from its successor.
        let lineEnd = UInt8(ascii: "\n")
        let breaks = bytes.indices.dropLast().filter { bytes[$0] == lineEnd && bytes[$0 + 1] == lineEnd }
        var notes: [ArraySlice<UInt8>] = []
        var start = 0
        for (count, place) in breaks.enumerated() where count % 2 == 1 {
            notes.append(bytes[start...place])
            start = place + 2
        }
        return notes + [bytes[start...]]
    }
}
