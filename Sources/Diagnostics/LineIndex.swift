/// Where the lines of one file begin, to turn byte offsets into what people count.
public struct LineIndex: Sendable {
    /// A place as people count it: both from 1, the column in Unicode scalars.
    public struct Position: Sendable, Hashable {
        /// The line, from 1.
        public let line: Int
        /// The column in Unicode scalars, from 1.
        public let column: Int
    }

    private let bytes: [UInt8]
    private let starts: [Int]

    /// Finds the lines of `bytes`. LF, CR LF and a lone CR end a line; a byte order mark belongs to none.
    public init(_ bytes: [UInt8]) {
        var starts = [bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0]
        for (offset, byte) in bytes.enumerated() {
            let endsLine = byte == 0x0A || (byte == 0x0D && (offset + 1 >= bytes.count || bytes[offset + 1] != 0x0A))
            if endsLine { starts.append(offset + 1) }
        }
        self.bytes = bytes
        self.starts = starts
    }

    /// How many lines there are; at least 1.
    public var lineCount: Int { starts.count }

    /// The line (from 1) that holds `offset`; offsets past the end belong to the last line.
    public func line(of offset: Int) -> Int {
        var low = 0
        var high = starts.count
        while high - low > 1 {
            let middle = (low + high) / 2
            if starts[middle] <= offset { low = middle } else { high = middle }
        }
        return low + 1
    }

    /// The place of the byte at `offset`.
    public func position(of offset: Int) -> Position {
        let line = line(of: offset)
        let start = starts[line - 1]
        let end = max(start, min(offset, bytes.count))
        let scalars = bytes[start..<end].count { $0 & 0xC0 != 0x80 }
        return Position(line: line, column: scalars + 1)
    }

    /// The bytes of `line` (from 1) without its line break; an empty range at the end for lines that are not there.
    public func range(ofLine line: Int) -> Range<Int> {
        guard line >= 1, line <= starts.count else { return bytes.count..<bytes.count }
        let start = starts[line - 1]
        var end = line < starts.count ? starts[line] : bytes.count
        while end > start, bytes[end - 1] == 0x0A || bytes[end - 1] == 0x0D { end -= 1 }
        return start..<end
    }

    /// The text of `line` (from 1) without its line break; bytes that are not UTF-8 show as U+FFFD.
    public func text(ofLine line: Int) -> String {
        String(decoding: bytes[range(ofLine: line)], as: UTF8.self)
    }

    /// The byte offset of a line (from 1) and a column counted in Unicode scalars (from 1),
    /// held within that line. This is how the positions of YAML enter.
    public func offset(line: Int, column: Int) -> Int {
        let range = range(ofLine: line)
        var offset = range.lowerBound
        var remaining = column - 1
        while remaining > 0, offset < range.upperBound {
            offset += 1
            while offset < range.upperBound, bytes[offset] & 0xC0 == 0x80 { offset += 1 }
            remaining -= 1
        }
        return offset
    }
}
