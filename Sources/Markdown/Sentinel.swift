import Diagnostics

/// Characters that the preparation puts into a text, as entities, to tell libcmark's tree what it would forget.
///
/// They are noncharacters, U+FDD0 and following: a source may not hold them, and none reaches the output.
enum Sentinel: UInt8, CaseIterable {
    /// Stands beside a run of `*` and counts as punctuation there; nothing else.
    case spacer = 0
    /// A `*` that hides digits (`138****5678`).
    case mask = 2
    case escapedPipe = 3
    case escapedTilde = 4
    /// Between `[^1]` and `:` of a footnote's definition.
    case footnote = 5
    /// Round the number of a directive in a line, before its content and after it.
    case inlineStart = 6
    case inlineStartEnd = 7
    case inlineStop = 8
    case inlineStopEnd = 9
    /// In the comment that stands for a line of a block directive.
    case marker = 10
    case escapedColon = 11
    case escapedStar = 12
    case escapedBracket = 13
    case escapedBrace = 14

    /// The sentinel as a numeric entity.
    var entity: [UInt8] { Self.entities[Int(rawValue)] }

    /// What the author wrote for it: with the backslash in code, without it in text.
    func written(inCode: Bool) -> [UInt8] {
        let byte: UInt8
        switch self {
        case .mask: return [UInt8(ascii: "*")]
        case .escapedPipe: byte = UInt8(ascii: "|")
        case .escapedTilde: byte = UInt8(ascii: "~")
        case .escapedColon: byte = UInt8(ascii: ":")
        case .escapedStar: byte = UInt8(ascii: "*")
        case .escapedBracket: byte = UInt8(ascii: "[")
        case .escapedBrace: byte = UInt8(ascii: "{")
        default: return []
        }
        return inCode ? [UInt8(ascii: "\\"), byte] : [byte]
    }

    /// The sentinel for a backslash before `byte`, if an extension must know of the escape.
    static func escape(_ byte: UInt8) -> Sentinel? {
        switch byte {
        case UInt8(ascii: "|"): return .escapedPipe
        case UInt8(ascii: "~"): return .escapedTilde
        case UInt8(ascii: ":"): return .escapedColon
        case UInt8(ascii: "*"): return .escapedStar
        case UInt8(ascii: "["): return .escapedBracket
        case UInt8(ascii: "{"): return .escapedBrace
        default: return nil
        }
    }

    /// The sentinel whose three UTF-8 bytes begin at `offset`.
    static func at(_ offset: Int, in bytes: [UInt8], end: Int) -> Sentinel? {
        guard offset + 3 <= end, bytes[offset] == 0xEF, bytes[offset + 1] == 0xB7 else { return nil }
        return Sentinel(rawValue: bytes[offset + 2] &- 0x90)
    }

    /// How the comment that stands for a directive's line begins; the line's number and `-->` follow.
    static let commentHead: [UInt8] = Array("<!--".utf8) + [0xEF, 0xB7, 0x90 + Sentinel.marker.rawValue]

    private static let entities = "0123456789ABCDEF".map { Array("&#xFDD\($0);".utf8) }

    /// Where the first sentinel at or after `start` may stand: something of U+FDC0 and following.
    static func firstOffset(in bytes: UnsafeRawBufferPointer, from start: Int = 0) -> Int? {
        var offset = start
        while let found = Diagnostics.firstOffset(in: bytes, from: offset, where: { $0.equal(0xEF) }),
            found + 2 < bytes.count
        {
            if bytes[found + 1] == 0xB7 { return found }
            offset = found + 1
        }
        return nil
    }
}
