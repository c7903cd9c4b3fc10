extension HTMLWriter {
    /// Writes the beginning of a node. False if its children are not to be written.
    func enter(_ page: Page, _ index: Int, _ output: inout [UInt8]) -> Bool {
        let node = page.nodes[index]
        switch node.kind {
        case .text: Escaping.appendText(page[node.text], to: &output)
        case .softBreak: output.append(0x0A)
        case .lineBreak: output.append(ascii: "<br />\n")
        case .code:
            output.append(ascii: "<code>")
            Escaping.appendText(page[node.text], to: &output)
            output.append(ascii: "</code>")
        case .htmlInline: output.append(contentsOf: page[node.text])
        case .emphasis: output.append(ascii: "<em>")
        case .strong: output.append(ascii: "<strong>")
        case .strikethrough: output.append(ascii: "<del>")
        case .link: openLink(page, node, &output)
        case .image:
            writeImage(page, index, &output)
            return false
        case .taskMark:
            output.append(ascii: "<input type=\"checkbox\"")
            if node.level == 1 { output.append(ascii: " checked=\"\"") }
            output.append(ascii: " disabled=\"\"")
            if isForSite { writeAttribute("aria-label", node.level == 1 ? words.taskDone : words.taskOpen, &output) }
            output.append(ascii: " />")
        case .footnoteReference: writeFootnoteReference(page, node, &output)
        case .insertion:
            if page.nodes[Int(node.parent)].kind != .data { output.append(contentsOf: insertion(node.number)) }
            return false
        case .data: return openData(node, &output)
        case .word: appendText(words.text(Word(rawValue: node.level) ?? .noteTitle), to: &output)
        default: enterBlock(page, node, &output)
        }
        return true
    }

    /// Writes the end of a node.
    func leave(_ page: Page, _ index: Int, _ output: inout [UInt8]) {
        let node = page.nodes[index]
        switch node.kind {
        case .emphasis: output.append(ascii: "</em>")
        case .strong: output.append(ascii: "</strong>")
        case .strikethrough: output.append(ascii: "</del>")
        case .link: output.append(ascii: "</a>")
        case .paragraph:
            guard !page.isTight(node) else { return }
            if node.next < 0 { writeBackReferences(page, node, &output) }
            output.append(ascii: "</p>\n")
        case .heading:
            output.append(ascii: "</h")
            output.append(0x30 + node.level)
            output.append(ascii: ">\n")
        case .blockQuote:
            breakLine(&output)
            output.append(ascii: "</blockquote>\n")
        case .item: output.append(ascii: "</li>\n")
        case .bulletList: output.append(ascii: "</ul>\n")
        case .orderedList: output.append(ascii: "</ol>\n")
        case .table: output.append(ascii: isWide(node) ? "</table>\n</div>\n" : "</table>\n")
        case .tableHead: output.append(ascii: "</thead>\n")
        case .tableBody: output.append(ascii: "</tbody>\n")
        case .row: output.append(ascii: "</tr>\n")
        case .cell:
            if node.number == 1 { output.append(ascii: "</th>\n") } else { output.append(ascii: "</td>\n") }
        case .definitionList: output.append(ascii: "</dl>\n")
        case .term: output.append(ascii: "</dt>\n")
        case .definition: output.append(ascii: "</dd>\n")
        case .footnoteSection: output.append(ascii: "</ol>\n</section>\n")
        case .footnoteDefinition: output.append(ascii: "</li>\n")
        case .element: leaveElement(node, &output)
        case .data: closeData(node, &output)
        default: break
        }
    }

    private func enterBlock(_ page: Page, _ node: Node, _ output: inout [UInt8]) {
        switch node.kind {
        case .paragraph:
            if !page.isTight(node) {
                breakLine(&output)
                output.append(ascii: "<p>")
            }
        case .heading: openHeading(page, node, &output)
        case .blockQuote: openLine("<blockquote>\n", &output)
        case .bulletList: openLine("<ul>\n", &output)
        case .orderedList:
            openLine("<ol", &output)
            if node.number != 1 {
                output.append(ascii: " start=\"")
                output.append(decimal: Int(node.number))
                output.append(0x22)
            }
            output.append(ascii: ">\n")
        case .item: openLine("<li>", &output)
        case .codeBlock: writeCodeBlock(page, node, &output)
        case .htmlBlock:
            breakLine(&output)
            output.append(contentsOf: page[node.text])
            breakLine(&output)
        case .thematicBreak: openLine("<hr />\n", &output)
        default: enterExtension(page, node, &output)
        }
    }

    private func enterExtension(_ page: Page, _ node: Node, _ output: inout [UInt8]) {
        switch node.kind {
        case .table: openTable(page, node, &output)
        case .tableHead: openLine("<thead>\n", &output)
        case .tableBody: openLine("<tbody>\n", &output)
        case .row: openLine("<tr>\n", &output)
        case .cell: openCell(node, &output)
        case .definitionList: openLine("<dl>\n", &output)
        case .term: openLine("<dt>", &output)
        case .definition: openLine("<dd>", &output)
        case .footnoteSection:
            openLine("<section class=\"footnotes\" role=\"doc-endnotes\" aria-label=\"", &output)
            appendText(words.footnotes, to: &output)
            output.append(ascii: "\">\n<ol>\n")
        case .footnoteDefinition:
            openLine("<li id=\"fn-", &output)
            output.append(decimal: Int(node.number))
            output.append(ascii: "\">\n")
        case .element: enterElement(page, node, &output)
        case .video: writeVideo(page, node, &output)
        default: break
        }
    }

    func openLine(_ tag: StaticString, _ output: inout [UInt8]) {
        breakLine(&output)
        output.append(ascii: tag)
    }

    private func openHeading(_ page: Page, _ node: Node, _ output: inout [UInt8]) {
        openLine("<h", &output)
        output.append(0x30 + node.level)
        if !node.text.isEmpty {
            output.append(ascii: " id=\"")
            Escaping.appendText(page[node.text], to: &output)
            output.append(0x22)
        }
        if node.isTight { output.append(ascii: " class=\"gs-step__title\"") }
        output.append(0x3E)
    }

    private func openCell(_ node: Node, _ output: inout [UInt8]) {
        if node.number == 1 { openLine("<th", &output) } else { openLine("<td", &output) }
        switch node.level {
        case 1: output.append(ascii: " style=\"text-align:left\"")
        case 2: output.append(ascii: " style=\"text-align:center\"")
        case 3: output.append(ascii: " style=\"text-align:right\"")
        default: break
        }
        output.append(0x3E)
    }

    private func writeCodeBlock(_ page: Page, _ node: Node, _ output: inout [UInt8]) {
        let information = page[node.text]
        if information.isEmpty {
            openLine("<pre><code>", &output)
        } else {
            let isSpace: (UInt8) -> Bool = { $0 == 32 || ($0 >= 9 && $0 <= 13) }
            let end = information.firstIndex(where: isSpace) ?? information.count
            openLine("<pre><code class=\"language-", &output)
            Escaping.appendText(UnsafeBufferPointer(rebasing: information[..<end]), to: &output)
            output.append(ascii: "\">")
        }
        Escaping.appendText(page[node.extra], to: &output)
        output.append(ascii: "</code></pre>\n")
    }

    private func enterElement(_ page: Page, _ node: Node, _ output: inout [UInt8]) {
        guard let shape = Element(rawValue: node.level)?.shape else { return }
        if shape.layout != .inline { breakLine(&output) }
        if node.level == Element.rubyText.rawValue { output.append(ascii: "<rp>（</rp>") }
        output.append(0x3C)
        output.append(ascii: shape.tag)
        output.append(ascii: shape.fixed)
        writeNumbers(of: node, shape.attributes, page, &output)
        output.append(0x3E)
        if shape.layout == .block { output.append(0x0A) }
    }

    private func writeNumbers(
        of node: Node, _ attributes: Element.Attributes, _ page: Page, _ output: inout [UInt8]
    ) {
        switch attributes {
        case .none: return
        case .count:
            output.append(ascii: " data-count=\"")
            output.append(decimal: Int(node.number))
            output.append(ascii: "\" style=\"--n:")
            output.append(decimal: Int(node.number))
        case .position:
            output.append(ascii: " style=\"--i:")
            output.append(decimal: Int(node.number))
        case .level:
            output.append(ascii: " data-level=\"")
            Escaping.appendText(page[node.text], to: &output)
            output.append(ascii: "\" style=\"--i:")
            output.append(decimal: Int(node.number))
        case .title:
            output.append(ascii: " title=\"")
            Escaping.appendText(page[node.text], to: &output)
        }
        output.append(0x22)
    }

    private func leaveElement(_ node: Node, _ output: inout [UInt8]) {
        guard let shape = Element(rawValue: node.level)?.shape else { return }
        if shape.layout == .block { breakLine(&output) }
        output.append(ascii: "</")
        output.append(ascii: shape.tag)
        output.append(0x3E)
        if node.level == Element.rubyText.rawValue { output.append(ascii: "<rp>）</rp>") }
        if shape.layout != .inline { output.append(0x0A) }
    }
}

extension HTMLWriter {
    /// Tables with more columns than this scroll sideways on a phone, inside a region that can be focused.
    private static let narrowColumnCount = 5

    /// Whether the HTML is for a page of the site, where boxes and scrolling regions must have names; a text on
    /// its own is written as the specifications have it.
    private var isForSite: Bool { references != nil }

    private func isWide(_ table: Node) -> Bool { isForSite && table.level > Self.narrowColumnCount }

    private func openTable(_ page: Page, _ table: Node, _ output: inout [UInt8]) {
        if isWide(table) {
            // Its place among all tables makes the name unique.
            let number = page.nodes.count { $0.kind == .table && $0.line < table.line } + 1
            let name = words.wideTable.split(separator: "{n}", omittingEmptySubsequences: false)
            openLine("<div class=\"gs-table\" role=\"region\" tabindex=\"0\"", &output)
            writeAttribute("aria-label", name.joined(separator: String(number)), &output)
            output.append(ascii: ">\n")
        }
        openLine("<table>\n", &output)
    }

    private func writeAttribute(_ name: StaticString, _ value: String, _ output: inout [UInt8]) {
        output.append(ascii: " ")
        output.append(ascii: name)
        output.append(ascii: "=\"")
        appendText(value, to: &output)
        output.append(ascii: "\"")
    }
}
