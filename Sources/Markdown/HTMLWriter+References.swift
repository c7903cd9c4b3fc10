extension HTMLWriter {
    func openLink(_ page: Page, _ node: Node, _ output: inout [UInt8]) {
        output.append(ascii: "<a href=\"")
        appendDestination(Int(node.number), page[node.text], to: &output)
        if !node.extra.isEmpty {
            output.append(ascii: "\" title=\"")
            Escaping.appendText(page[node.extra], to: &output)
        }
        if resolved(node.number)?.isExternal == true { output.append(ascii: "\" rel=\"external") }
        output.append(ascii: "\">")
    }

    func writeImage(_ page: Page, _ index: Int, _ output: inout [UInt8]) {
        let node = page.nodes[index]
        output.append(ascii: "<img src=\"")
        appendDestination(Int(node.number), page[node.text], to: &output)
        output.append(ascii: "\" alt=\"")
        writePlainText(page, below: index, &output)
        if !node.extra.isEmpty {
            output.append(ascii: "\" title=\"")
            Escaping.appendText(page[node.extra], to: &output)
        }
        output.append(0x22)
        if let resolved = resolved(node.number) {
            output.append(ascii: " loading=\"lazy\" decoding=\"async\"")
            writeSize(resolved, &output)
        }
        output.append(ascii: " />")
    }

    private func writeSize(_ resolved: ResolvedReference, _ output: inout [UInt8]) {
        guard let width = resolved.width, let height = resolved.height else { return }
        output.append(ascii: " width=\"")
        output.append(decimal: width)
        output.append(ascii: "\" height=\"")
        output.append(decimal: height)
        output.append(0x22)
    }

    /// Writes what is below an image as an attribute value: text only.
    private func writePlainText(_ page: Page, below root: Int, _ output: inout [UInt8]) {
        var current = page.nodes[root].firstChild
        while current >= 0 {
            let node = page.nodes[Int(current)]
            switch node.kind {
            case .text, .code, .htmlInline: Escaping.appendText(page[node.text], to: &output)
            case .softBreak, .lineBreak: output.append(0x20)
            default: break
            }
            if node.firstChild >= 0 {
                current = node.firstChild
                continue
            }
            while page.nodes[Int(current)].next < 0 {
                current = page.nodes[Int(current)].parent
                if current == NodeIndex(root) { return }
            }
            current = page.nodes[Int(current)].next
        }
    }

    /// `number` is the video's place among the references; a poster's is the next.
    func writeVideo(_ page: Page, _ node: Node, _ output: inout [UInt8]) {
        openLine("<video controls=\"\" preload=\"metadata\" playsinline=\"\"", &output)
        if !node.extra.isEmpty {
            output.append(ascii: " poster=\"")
            appendDestination(Int(node.number) + 1, page[node.extra], to: &output)
            output.append(0x22)
        }
        let video = resolved(node.number)
        if let size = video?.width == nil && !node.extra.isEmpty ? resolved(node.number + 1) : video {
            writeSize(size, &output)
        }
        output.append(ascii: "><source src=\"")
        appendDestination(Int(node.number), page[node.text], to: &output)
        if let type = video?.mediaType {
            output.append(ascii: "\" type=\"")
            appendText(type, to: &output)
        }
        output.append(ascii: "\" /><a href=\"")
        appendDestination(Int(node.number), page[node.text], to: &output)
        output.append(ascii: "\">")
        appendText(words.videoFallback, to: &output)
        output.append(ascii: "</a></video>\n")
    }

    func writeFootnoteReference(_ page: Page, _ node: Node, _ output: inout [UInt8]) {
        output.append(ascii: "<sup class=\"footnote-ref\"><a href=\"#fn-")
        output.append(decimal: Int(node.number))
        output.append(ascii: "\" id=\"fnref-")
        output.append(contentsOf: page[node.text])
        output.append(ascii: "\" role=\"doc-noteref\">")
        output.append(decimal: Int(node.number))
        output.append(ascii: "</a></sup>")
    }

    /// Ends the last paragraph of a footnote with the ways back to where it was called.
    func writeBackReferences(_ page: Page, _ paragraph: Node, _ output: inout [UInt8]) {
        let definition = page.nodes[Int(paragraph.parent)]
        guard definition.kind == .footnoteDefinition else { return }
        let number = Int(definition.number)
        let count = document.footnoteReferenceCounts[number - 1]
        guard count > 0 else { return }
        let label = words.backReference.split(separator: "{n}", omittingEmptySubsequences: false)
        for ordinal in 1...count {
            output.append(ascii: " <a href=\"#fnref-")
            output.append(decimal: number)
            if ordinal > 1 {
                output.append(0x2D)
                output.append(decimal: ordinal)
            }
            output.append(ascii: "\" class=\"footnote-backref\" role=\"doc-backlink\" aria-label=\"")
            let name = label.joined(separator: ordinal > 1 ? "\(number)-\(ordinal)" : "\(number)")
            appendText(name, to: &output)
            output.append(ascii: "\">↩")
            if ordinal > 1 {
                output.append(ascii: "<sup>")
                output.append(decimal: ordinal)
                output.append(ascii: "</sup>")
            }
            output.append(ascii: "</a>")
        }
    }
}
