import Diagnostics

/// How a Markdown file divides into YAML front matter and body, in byte offsets into the whole file.
struct FrontMatter: Sendable, Equatable {
    /// The YAML between the two lines of hyphens.
    let yaml: Range<Int>
    /// All that follows the second line of hyphens.
    let body: Range<Int>

    /// What can be wrong with the division itself.
    enum Failure: Error, Equatable {
        /// The file does not begin with a line `---`.
        case missing
        /// There is no second line `---`.
        case unclosed
    }

    /// Divides a file. A byte order mark and CR LF line breaks are accepted.
    static func split(_ bytes: [UInt8]) -> Result<FrontMatter, Failure> {
        let start = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
        guard let yamlStart = endOfFence(bytes, at: start) else { return .failure(.missing) }
        var line = yamlStart
        while line < bytes.count {
            if let bodyStart = endOfFence(bytes, at: line) {
                return .success(FrontMatter(yaml: yamlStart..<line, body: bodyStart..<bytes.count))
            }
            guard let lineBreak = bytes[line...].firstIndex(of: 0x0A) else { break }
            line = lineBreak + 1
        }
        return .failure(.unclosed)
    }

    /// Where the line after `---` begins, if such a line begins at `offset`.
    private static func endOfFence(_ bytes: [UInt8], at offset: Int) -> Int? {
        guard offset + 3 <= bytes.count, bytes[offset] == 0x2D, bytes[offset + 1] == 0x2D, bytes[offset + 2] == 0x2D
        else { return nil }
        var end = offset + 3
        while end < bytes.count, bytes[end] == 0x20 || bytes[end] == 0x09 || bytes[end] == 0x0D { end += 1 }
        if end == bytes.count { return end }
        return bytes[end] == 0x0A ? end + 1 : nil
    }
}
