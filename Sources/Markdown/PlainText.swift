import Diagnostics

/// The words of a tree without its markup.
enum PlainText {
    /// The text below `root` on one line; blocks are parted by a space where their scripts need one.
    static func of(_ root: NodeIndex, in tree: Tree) -> String {
        var output: [UInt8] = []
        append(root, in: tree, to: &output)
        return String(decoding: output, as: UTF8.self)
    }

    static func append(_ root: NodeIndex, in tree: Tree, to output: inout [UInt8]) {
        var node = tree.successor(of: root, in: root)
        while node >= 0 {
            switch tree[node].kind {
            case .text, .code: output.append(contentsOf: tree.text[tree[node].text.bounds])
            case .softBreak, .lineBreak: output.append(0x20)
            default: break
            }
            let isHidden = isNumberOrReading(tree[node])
            node =
                isHidden ? tree.successorPastChildren(of: node, in: root) : tree.successor(of: node, in: root)
        }
    }

    /// What the page shows beside the words: step numbers and readings.
    private static func isNumberOrReading(_ node: Node) -> Bool {
        guard node.kind == .element else { return false }
        return node.level == Element.stepNumber.rawValue || node.level == Element.rubyText.rawValue
    }
}

extension MarkdownDocument {
    /// The words of the paragraphs, headings, cells and items, one block a line, without code, images and footnotes.
    public func plainText() -> String { text(includesHeadings: true) }

    /// The beginning of the prose, headings and tables left out, cut after a sentence within `limit` characters;
    /// where not even one sentence fits, cut with `……`.
    public func summary(limit: Int = 120) -> String {
        let text = text(includesHeadings: false, characterLimit: limit * 2 + 200)
        let characters = Array(text.replacingLineBreaks())
        guard characters.count > limit else { return String(characters) }
        let marks: Set<Character> = ["。", "！", "？", ".", "!", "?"]
        let closing: Set<Character> = ["”", "’", "）", "」", "』", "\"", ")"]
        var end = 0
        for (index, character) in characters.prefix(limit).enumerated() where marks.contains(character) {
            let isNumber =
                character == "." && index + 1 < characters.count && !characters[index + 1].isWhitespace
            if isNumber { continue }
            end = index + 1
            while end < limit, closing.contains(characters[end]) { end += 1 }
        }
        if end > 0 { return String(characters.prefix(end)) }
        return String(characters.prefix(max(0, limit - 2))) + "……"
    }

    /// How long the text is as editors count it: every Han character one, every run of Latin letters
    /// or digits one.
    public var characterCount: Int {
        var count = 0
        var isInWord = false
        for scalar in text(includesHeadings: true).unicodeScalars {
            let value = scalar.value
            let isHan =
                (value >= 0x3400 && value <= 0x9FFF) || (value >= 0x20000 && value <= 0x3FFFF)
                || (value >= 0xF900 && value <= 0xFAFF) || value == 0x3007
            let isWord =
                !isHan && value < 0x2E80
                && (scalar.properties.isAlphabetic || scalar.properties.numericType != nil)
            if isHan || (isWord && !isInWord) { count += 1 }
            isInWord = isWord
        }
        return count
    }

    private func text(includesHeadings: Bool, characterLimit: Int = .max) -> String {
        var output: [UInt8] = []
        var node: NodeIndex = 0
        while node >= 0 {
            let kind = tree[node].kind
            let isSkipped =
                kind == .footnoteSection || (!includesHeadings && (kind == .heading || kind == .table))
            if kind.isLeafBlock, !isSkipped { appendBlock(node, to: &output) }
            if output.count / 3 > characterLimit { break }
            node =
                kind.isLeafBlock || isSkipped
                ? tree.successorPastChildren(of: node, in: 0) : tree.successor(of: node, in: 0)
        }
        return String(decoding: output, as: UTF8.self)
    }

    private func appendBlock(_ block: NodeIndex, to output: inout [UInt8]) {
        let start = output.count
        if !output.isEmpty { output.append(0x0A) }
        let textStart = output.count
        var node = tree.successor(of: block, in: block)
        while node >= 0 {
            let kind = tree[node].kind
            if kind == .text || kind == .code { output.append(contentsOf: tree.text[tree[node].text.bounds]) }
            if kind == .softBreak || kind == .lineBreak { output.append(0x20) }
            node =
                kind == .image
                ? tree.successorPastChildren(of: node, in: block) : tree.successor(of: node, in: block)
        }
        if output.count == textStart { output.removeLast(output.count - start) }
    }
}

extension String {
    /// The text on one line: line breaks vanish between Chinese characters and are spaces elsewhere.
    fileprivate func replacingLineBreaks() -> String {
        var result = UnicodeScalarView()
        var pending = false
        for scalar in unicodeScalars {
            if scalar == "\n" {
                pending = true
                continue
            }
            if pending, let last = result.last {
                let joins = CharacterClass.isChinese(last.value) || CharacterClass.isChinese(scalar.value)
                if !joins { result.append(" ") }
            }
            pending = false
            result.append(scalar)
        }
        return String(result)
    }
}
