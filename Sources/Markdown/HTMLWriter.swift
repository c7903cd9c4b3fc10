/// What a reference of a document turned out to be.
public struct ResolvedReference: Sendable {
    /// The destination to write, not yet escaped; the writer percent-encodes it as libcmark does.
    public var href: String
    /// The width of an image or video in pixels.
    public var width: Int?
    /// The height of an image or video in pixels.
    public var height: Int?
    /// Whether it leads out of the site.
    public var isExternal: Bool
    /// The media type of a video, such as `video/mp4`.
    public var mediaType: String?

    /// A destination with what is known about it.
    public init(
        href: String, width: Int? = nil, height: Int? = nil, isExternal: Bool = false,
        mediaType: String? = nil
    ) {
        self.href = href
        self.width = width
        self.height = height
        self.isExternal = isExternal
        self.mediaType = mediaType
    }
}

/// Writes a document as HTML: for CommonMark the very bytes of libcmark's own writer.
public struct HTMLWriter {
    let document: MarkdownDocument
    let references: [ResolvedReference]?
    let insertions: [[UInt8]]
    let words: MarkdownWords
    let start: Int

    /// Appends the HTML of `document` to `output`.
    ///
    /// `references` answers `document.references`, one for one; without it
    /// destinations are written as the author wrote them.
    ///
    /// `insertions` answers `document.dataDirectives`, one for one: HTML that is written as it is, phrasing content
    /// for a figure in a line and blocks for the others. Where one is missing or empty, nothing is written for it.
    public static func write(
        _ document: MarkdownDocument, references: [ResolvedReference]? = nil, insertions: [[UInt8]] = [],
        words: MarkdownWords = .chinese, into output: inout [UInt8]
    ) {
        output.reserveCapacity(output.count + document.tree.text.count * 5 / 4 + 64)
        let writer = HTMLWriter(
            document: document, references: references?.count == document.references.count ? references : nil,
            insertions: insertions, words: words, start: output.count
        )
        document.tree.text.withUnsafeBufferPointer { text in
            document.tree.nodes.withUnsafeBufferPointer { nodes in
                writer.walk(nodes, text, &output)
            }
        }
    }

    /// Enters and leaves every node in document order, without recursion.
    private func walk(
        _ nodes: UnsafeBufferPointer<Node>, _ text: UnsafeBufferPointer<UInt8>, _ output: inout [UInt8]
    ) {
        let page = Page(nodes: nodes, text: text)
        var current: NodeIndex = nodes[0].firstChild
        while current >= 0 {
            let goesDown = enter(page, Int(current), &output)
            if goesDown, nodes[Int(current)].firstChild >= 0 {
                current = nodes[Int(current)].firstChild
                continue
            }
            while current > 0 {
                leave(page, Int(current), &output)
                let next = nodes[Int(current)].next
                if next >= 0 {
                    current = next
                    break
                }
                current = nodes[Int(current)].parent
            }
            if current <= 0 { return }
        }
    }

    /// Begins a new line unless one has begun.
    @inline(__always)
    func breakLine(_ output: inout [UInt8]) {
        if output.count > start, output[output.count - 1] != 0x0A { output.append(0x0A) }
    }

    /// Appends a string as text.
    func appendText(_ string: String, to output: inout [UInt8]) {
        var string = string
        string.withUTF8 { Escaping.appendText($0, to: &output) }
    }

    /// Appends a destination: the resolved one, or else the one in the tree.
    func appendDestination(
        _ reference: Int, _ written: UnsafeBufferPointer<UInt8>, to output: inout [UInt8]
    ) {
        if let references, references.indices.contains(reference) {
            var href = references[reference].href
            href.withUTF8 { Escaping.appendDestination($0, to: &output) }
        } else if document.passesHTML || !Destination.isDangerous(written) {
            Escaping.appendDestination(written, to: &output)
        }
    }

    /// What is known about reference `index`.
    func resolved(_ index: Int32) -> ResolvedReference? {
        guard let references, references.indices.contains(Int(index)) else { return nil }
        return references[Int(index)]
    }
}

/// The tree's arrays while a document is being written.
struct Page {
    let nodes: UnsafeBufferPointer<Node>
    let text: UnsafeBufferPointer<UInt8>

    subscript(range: TextRange) -> UnsafeBufferPointer<UInt8> {
        UnsafeBufferPointer(rebasing: text[range.bounds])
    }

    /// Whether a paragraph stands in a tight list and is written without tags.
    @inline(__always)
    func isTight(_ node: Node) -> Bool {
        guard node.parent >= 0 else { return false }
        let grandparent = nodes[Int(node.parent)].parent
        return grandparent >= 0 && nodes[Int(grandparent)].isTight
    }
}
