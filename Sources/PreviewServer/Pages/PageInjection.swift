/// Puts the preview's script into a page on its way to the browser. The file on the disk stays as it is published.
enum PageInjection {
    /// Where the script itself is served.
    static let scriptPath = "/.gridshow/preview.js"

    /// The page with the script before its last `</body>`, or at its end where it has none.
    ///
    /// - Parameter path: the page below the output folder.
    static func inject(into page: [UInt8], path: String, version: PageVersion) -> [UInt8] {
        let tag =
            "<script src=\"\(scriptPath)\" data-page=\"\(escapedHTML(path))\" data-version=\"\(version.name)\" defer></script>\n"
        let position = endOfBody(page) ?? page.count
        return page[..<position] + Array(tag.utf8) + page[position...]
    }

    /// Where the last `</body` begins, in any letter case.
    private static func endOfBody(_ page: [UInt8]) -> Int? {
        let pattern = Array("</body".utf8)
        guard page.count >= pattern.count else { return nil }
        return (0...page.count - pattern.count).last { start in
            page[start] == pattern[0]
                && zip(page[start...], pattern).allSatisfy { $0 == $1 || ($0 | 0x20 == $1 && $1 >= 0x61) }
        }
    }
}
