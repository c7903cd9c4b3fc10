import Diagnostics

/// The last pass: ids, references and footnote numbers, in document order.
extension DocumentBuilder {
    mutating func collect() -> MarkdownDocument {
        let counts = numberFootnotes()
        var headings: [Heading] = []
        var references: [Reference] = []
        var data: [DataDirective] = []
        var ids = UniqueIDs(taken: explicitIDs.keys.sorted(), footnotes: counts)
        var locator = DestinationLocator()
        var previousLevel = 1
        var node: NodeIndex = 0
        while node >= 0 {
            switch tree[node].kind {
            case .heading:
                let heading = identify(node, &ids)
                checkJump(heading, from: &previousLevel)
                headings.append(heading)
            case .insertion: number(node, in: &data)
            case .image: reportStatistics(in: node)
            case .video: appendVideo(node, to: &references)
            default: break
            }
            let kind = tree[node].kind
            if kind == .link || kind == .image {
                tree[node].number = Int32(references.count)
                references.append(reference(node, &locator))
            }
            node =
                kind == .image ? tree.successorPastChildren(of: node, in: 0) : tree.successor(of: node, in: 0)
        }
        return MarkdownDocument(
            tree: tree, passesHTML: false, footnoteReferenceCounts: counts, headings: headings,
            references: references, dataDirectives: data, places: places
        )
    }

    // MARK: Data

    /// Gives an insertion its place in document order.
    private mutating func number(_ node: NodeIndex, in data: inout [DataDirective]) {
        let index = Int32(data.count)
        data.append(dataDirectives[Int(tree[node].number)])
        tree[node].number = index
        let parent = tree[node].parent
        if tree[parent].kind == .data { tree[parent].number = index }
    }

    /// Figures below an image are shown as their labels, because alternative text holds nothing but words.
    private mutating func reportStatistics(in image: NodeIndex) {
        var node = tree.successor(of: image, in: image)
        while node >= 0 {
            if tree[node].kind == .insertion {
                let place = dataDirectives[Int(tree[node].number)].span
                diagnostics.append(Rule.statisticInAlternative.diagnostic(at: place))
            }
            node = tree.successor(of: node, in: image)
        }
    }

    // MARK: Headings

    private mutating func identify(_ node: NodeIndex, _ ids: inout UniqueIDs) -> Heading {
        let text = PlainText.of(node, in: tree)
        let id: String
        if tree[node].text.isEmpty {
            id = ids.unique(Slug.of(text))
            tree[node].text = tree.store(Array(id.utf8))
        } else {
            id = String(decoding: tree.text[tree[node].text.bounds], as: UTF8.self)
        }
        return Heading(level: Int(tree[node].level), id: id, text: text, span: span(trimmed(lines(of: node))))
    }

    private mutating func checkJump(_ heading: Heading, from previous: inout Int) {
        if heading.level > previous + 1 {
            diagnostics.append(
                Rule.headingJump.diagnostic(at: heading.span, "h\(previous) → h\(heading.level)")
            )
        }
        previous = heading.level
    }

    // MARK: References

    private mutating func reference(_ node: NodeIndex, _ locator: inout DestinationLocator) -> Reference {
        let isImage = tree[node].kind == .image
        let text = PlainText.of(node, in: tree)
        let bytes = tree.text[tree[node].text.bounds]
        let place: Range<Int>
        if let known = attributeSpans[node] {
            place = known
        } else {
            let lines = lines(of: node)
            place = locator.find(Array(bytes), in: lines, of: self.bytes, body: source.body) ?? trimmed(lines)
        }
        if isImage, text.allSatisfy(\.isWhitespace) {
            diagnostics.append(Rule.imageWithoutText.diagnostic(at: span(place)))
        }
        return Reference(
            kind: isImage ? .image : .link, destination: String(decoding: bytes, as: UTF8.self), text: text,
            span: span(place)
        )
    }

    private mutating func appendVideo(_ node: NodeIndex, to references: inout [Reference]) {
        tree[node].number = Int32(references.count)
        let place = attributeSpans[node] ?? lines(of: node)
        let destination = String(decoding: tree.text[tree[node].text.bounds], as: UTF8.self)
        references.append(Reference(kind: .media, destination: destination, text: "", span: span(place)))
        guard !tree[node].extra.isEmpty else { return }
        let poster = String(decoding: tree.text[tree[node].extra.bounds], as: UTF8.self)
        let posterPlace = posterSpans[node] ?? place
        references.append(Reference(kind: .media, destination: poster, text: "", span: span(posterPlace)))
    }
}

/// Gives out ids, each once in a page.
struct UniqueIDs {
    private var taken: Set<[UInt8]>
    private var next: [[UInt8]: Int] = [:]

    /// `taken` were chosen by the author; footnotes have the ids `fn-1`, `fnref-1`, `fnref-1-2` …
    init(taken: [String], footnotes counts: [Int]) {
        self.taken = Set(taken.map { Array($0.utf8) })
        for (index, count) in counts.enumerated() {
            self.taken.insert(Array("fn-\(index + 1)".utf8))
            self.taken.insert(Array("fnref-\(index + 1)".utf8))
            guard count > 1 else { continue }
            for ordinal in 2...count { self.taken.insert(Array("fnref-\(index + 1)-\(ordinal)".utf8)) }
        }
    }

    /// `wish`, or `wish-1`, `wish-2` … if that is taken.
    mutating func unique(_ wish: String) -> String {
        let bytes = Array(wish.utf8)
        if taken.insert(bytes).inserted { return wish }
        var number = next[bytes, default: 1]
        while !taken.insert(bytes + Array("-\(number)".utf8)).inserted { number += 1 }
        next[bytes] = number + 1
        return "\(wish)-\(number)"
    }
}

/// Ids of headings as GitHub makes them: letters and digits of every script, spaces as hyphens.
enum Slug {
    /// The id of a heading with some words; `section` if nothing is left of them.
    static func of(_ text: String) -> String {
        let hyphen = UInt8(ascii: "-")
        var result: [UInt8] = []
        result.reserveCapacity(text.utf8.count)
        for scalar in text.unicodeScalars {
            if scalar == " " {
                result.append(hyphen)
            } else if scalar.value >= 0x4E00, scalar.value <= 0x9FFF {
                result.append(contentsOf: UTF8.encode(scalar).unsafelyUnwrapped)
            } else if isKept(scalar) {
                result.append(contentsOf: scalar.properties.lowercaseMapping.utf8)
            }
        }
        let id = result.drop { $0 == hyphen }
        let end = id.lastIndex { $0 != hyphen }.map { $0 + 1 } ?? id.startIndex
        return end == id.startIndex ? "section" : String(decoding: id[..<end], as: UTF8.self)
    }

    private static func isKept(_ scalar: Unicode.Scalar) -> Bool {
        if scalar == "-" || scalar == "_" { return true }
        if scalar.properties.isAlphabetic { return true }
        switch scalar.properties.generalCategory {
        case .decimalNumber, .letterNumber, .nonspacingMark, .spacingMark, .enclosingMark,
            .connectorPunctuation:
            return true
        default:
            return false
        }
    }
}
