import CMark
import CMarkArena
import Diagnostics
import Glibc

/// The one place that calls libcmark: turns a text into nodes of a `Tree` and frees what C allocated.
enum CommonMarkParser {
    /// Parses `text` and hangs its blocks below `parent`. Line numbers count from `firstLine`.
    static func parse(
        _ text: UnsafeBufferPointer<UInt8>, into tree: inout Tree, under parent: NodeIndex = 0,
        firstLine: Int32 = 1
    ) {
        guard !text.isEmpty, let base = text.baseAddress else { return }
        // Nothing is freed one by one: all of it goes when the tree has been copied.
        defer { gridshow_arena_reset() }
        let parser = cmark_parser_new_with_mem(CMARK_OPT_DEFAULT, gridshow_arena())
        base.withMemoryRebound(to: CChar.self, capacity: text.count) { cmark_parser_feed(parser, $0, text.count) }
        guard let root = cmark_parser_finish(parser) else { return }
        tree.text.reserveCapacity(tree.text.count + text.count + text.count / 8)
        tree.nodes.reserveCapacity(tree.nodes.count + text.count / 32)
        TextTraits.byByte.withUnsafeBufferPointer { traits in
            var converter = Converter(tree: tree, traits: traits, lineOffset: firstLine - 1)
            tree = Tree()
            converter.convert(root, under: parent)
            swap(&tree, &converter.tree)
        }
    }
}

/// Copies libcmark's tree without recursion.
private struct Converter {
    var tree: Tree
    let traits: UnsafeBufferPointer<UInt8>
    let lineOffset: Int32
    /// The block that holds the inline nodes being copied.
    var leaf: NodeIndex = 0

    mutating func convert(_ root: OpaquePointer, under top: NodeIndex) {
        var parent = top
        var current = cmark_node_first_child(root)
        while let source = current {
            let node = copy(source)
            tree.append(node, to: parent)
            if let child = cmark_node_first_child(source) {
                parent = node
                current = child
                continue
            }
            var level: OpaquePointer? = source
            while let here = level {
                if let next = cmark_node_next(here) {
                    current = next
                    break
                }
                level = cmark_node_parent(here)
                if level == root { level = nil }
                if level != nil { parent = tree[parent].parent }
            }
            if level == nil { return }
        }
    }

    private mutating func copy(_ source: OpaquePointer) -> NodeIndex {
        let type = cmark_node_get_type(source)
        var node = Node(NodeKind(type))
        switch node.kind {
        case .text, .code, .htmlInline:
            var found: UInt8 = 0
            node.text = store(cmark_node_get_literal(source), &found)
            node.traits = node.kind == .htmlInline ? .html : TextTraits(rawValue: found)
            tree[leaf].traits.formUnion(node.traits)
        case .softBreak:
            tree[leaf].traits.insert(.softBreak)
        case .link, .image:
            var found: UInt8 = 0
            node.text = store(cmark_node_get_url(source), &found)
            node.extra = store(cmark_node_get_title(source), &found)
            node.traits = TextTraits(rawValue: found)
            tree[leaf].traits.formUnion(node.traits.intersection(.sentinel))
        case .lineBreak, .emphasis, .strong:
            break
        default:
            fillBlock(&node, from: source)
        }
        let index = tree.add(node)
        if node.kind.isLeafBlock { leaf = index }
        return index
    }

    private mutating func fillBlock(_ node: inout Node, from source: OpaquePointer) {
        node.line = cmark_node_get_start_line(source) + lineOffset
        node.endLine = cmark_node_get_end_line(source) + lineOffset
        var found: UInt8 = 0
        switch node.kind {
        case .heading:
            node.level = UInt8(truncatingIfNeeded: cmark_node_get_heading_level(source))
        case .bulletList:
            node.isTight = cmark_node_get_list_tight(source) != 0
            if cmark_node_get_list_type(source) == CMARK_ORDERED_LIST {
                node.kind = .orderedList
                node.number = cmark_node_get_list_start(source)
            }
        case .codeBlock:
            node.text = store(cmark_node_get_fence_info(source), &found)
            node.extra = store(cmark_node_get_literal(source), &found)
            node.traits = TextTraits(rawValue: found)
        case .htmlBlock:
            node.text = store(cmark_node_get_literal(source), &found)
        default:
            break
        }
    }

    /// What a text holds that the builder must look at. Few texts hold any of it.
    private func traits(of bytes: UnsafeRawBufferPointer) -> UInt8 {
        var found: UInt8 = 0
        let first = firstOffset(in: bytes) {
            // | and ~ differ in one bit, as do * and :.
            $0.holdASCII ? $0.equal(0x7E, but: 0x02) | $0.equal(0x3A, but: 0x10) | $0.equal(0x5B) : 0
        }
        if let first { for byte in bytes[first...] { found |= traits[Int(byte)] } }
        if Sentinel.firstOffset(in: bytes) != nil { found |= TextTraits.sentinel.rawValue }
        return found
    }

    /// Copies a C string and notes which remarkable bytes it holds.
    private mutating func store(_ string: UnsafePointer<CChar>?, _ found: inout UInt8) -> TextRange {
        let start = Int32(tree.text.count)
        guard let string, string[0] != 0 else { return TextRange(start: start, end: start) }
        let bytes = UnsafeRawBufferPointer(start: string, count: strlen(string))
        found |= traits(of: bytes)
        tree.text.append(contentsOf: bytes)
        return TextRange(start: start, end: Int32(tree.text.count))
    }
}

extension TextTraits {
    /// The traits of every ASCII byte.
    static let byByte: [UInt8] = {
        var table = [UInt8](repeating: 0, count: 256)
        table[Int(UInt8(ascii: "|"))] = pipe.rawValue
        table[Int(UInt8(ascii: "~"))] = tilde.rawValue
        table[Int(UInt8(ascii: "["))] = bracket.rawValue
        table[Int(UInt8(ascii: ":"))] = colon.rawValue
        table[Int(UInt8(ascii: "*"))] = star.rawValue
        return table
    }()
}

extension NodeKind {
    /// The kind of a libcmark node; every list counts as a bullet list until its type is known.
    fileprivate init(_ type: cmark_node_type) {
        switch type {
        case CMARK_NODE_BLOCK_QUOTE: self = .blockQuote
        case CMARK_NODE_LIST: self = .bulletList
        case CMARK_NODE_ITEM: self = .item
        case CMARK_NODE_CODE_BLOCK: self = .codeBlock
        case CMARK_NODE_HTML_BLOCK: self = .htmlBlock
        case CMARK_NODE_HEADING: self = .heading
        case CMARK_NODE_THEMATIC_BREAK: self = .thematicBreak
        case CMARK_NODE_TEXT: self = .text
        case CMARK_NODE_SOFTBREAK: self = .softBreak
        case CMARK_NODE_LINEBREAK: self = .lineBreak
        case CMARK_NODE_CODE: self = .code
        case CMARK_NODE_HTML_INLINE: self = .htmlInline
        case CMARK_NODE_EMPH: self = .emphasis
        case CMARK_NODE_STRONG: self = .strong
        case CMARK_NODE_LINK: self = .link
        case CMARK_NODE_IMAGE: self = .image
        default: self = .paragraph
        }
    }
}
