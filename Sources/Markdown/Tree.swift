/// A document as one array of nodes and one buffer of text. Node 0 is the document.
///
/// Nothing walks it by recursion: a tree may be as deep as its source is long.
struct Tree: Sendable {
    var nodes: [Node] = []
    var text: [UInt8] = []

    init() { nodes.append(Node(.document)) }

    subscript(index: NodeIndex) -> Node {
        _read { yield nodes[Int(index)] }
        _modify { yield &nodes[Int(index)] }
    }

    /// A new node that hangs nowhere yet.
    mutating func add(_ node: Node) -> NodeIndex {
        nodes.append(node)
        return NodeIndex(nodes.count - 1)
    }

    /// Puts `bytes` into the text buffer.
    mutating func store(_ bytes: some Sequence<UInt8>) -> TextRange {
        let start = Int32(text.count)
        text.append(contentsOf: bytes)
        return TextRange(start: start, end: Int32(text.count))
    }

    /// Hangs a loose node as the last child of `parent`.
    mutating func append(_ child: NodeIndex, to parent: NodeIndex) {
        let last = self[parent].lastChild
        self[child].parent = parent
        self[child].previous = last
        self[child].next = -1
        if last >= 0 { self[last].next = child } else { self[parent].firstChild = child }
        self[parent].lastChild = child
    }

    /// A new node as the last child of `parent`.
    @discardableResult
    mutating func append(new node: Node, to parent: NodeIndex) -> NodeIndex {
        let child = add(node)
        append(child, to: parent)
        return child
    }

    /// Hangs a loose node before `sibling`.
    mutating func insert(_ node: NodeIndex, before sibling: NodeIndex) {
        let parent = self[sibling].parent
        let previous = self[sibling].previous
        self[node].parent = parent
        self[node].previous = previous
        self[node].next = sibling
        self[sibling].previous = node
        if previous >= 0 { self[previous].next = node } else { self[parent].firstChild = node }
    }

    /// Hangs a loose node after `sibling`.
    mutating func insert(_ node: NodeIndex, after sibling: NodeIndex) {
        let next = self[sibling].next
        if next >= 0 {
            insert(node, before: next)
        } else {
            append(node, to: self[sibling].parent)
        }
    }

    /// Takes a node with all below it out of its place.
    mutating func unlink(_ node: NodeIndex) {
        let (parent, previous, next) = (self[node].parent, self[node].previous, self[node].next)
        if previous >= 0 { self[previous].next = next } else if parent >= 0 { self[parent].firstChild = next }
        if next >= 0 {
            self[next].previous = previous
        } else if parent >= 0 {
            self[parent].lastChild = previous
        }
        self[node].parent = -1
        self[node].previous = -1
        self[node].next = -1
    }

    /// Moves the siblings from `first` to `last` to the end of `parent`.
    mutating func move(from first: NodeIndex, through last: NodeIndex, to parent: NodeIndex) {
        var node = first
        while node >= 0 {
            let next = self[node].next
            unlink(node)
            append(node, to: parent)
            if node == last { return }
            node = next
        }
    }

    /// Moves all children of `source` to the end of `target`.
    mutating func moveChildren(of source: NodeIndex, to target: NodeIndex) {
        let first = self[source].firstChild
        if first >= 0 { move(from: first, through: self[source].lastChild, to: target) }
    }

    /// Puts a loose node where `node` is, which becomes loose.
    mutating func replace(_ node: NodeIndex, with other: NodeIndex) {
        insert(other, before: node)
        unlink(node)
    }

    /// Puts the children of `node` where it is.
    mutating func dissolve(_ node: NodeIndex) {
        var child = self[node].firstChild
        while child >= 0 {
            let next = self[child].next
            unlink(child)
            insert(child, before: node)
            child = next
        }
        unlink(node)
    }

    /// The children of `node`, first to last.
    func children(of node: NodeIndex) -> [NodeIndex] {
        var result: [NodeIndex] = []
        var child = self[node].firstChild
        while child >= 0 {
            result.append(child)
            child = self[child].next
        }
        return result
    }

    /// The node after `node` in document order within `root`; below it first. Negative at the end.
    func successor(of node: NodeIndex, in root: NodeIndex) -> NodeIndex {
        let child = self[node].firstChild
        return child >= 0 ? child : successorPastChildren(of: node, in: root)
    }

    /// The node after `node` and all below it, within `root`. Negative at the end.
    func successorPastChildren(of node: NodeIndex, in root: NodeIndex) -> NodeIndex {
        var node = node
        while node != root, node >= 0 {
            let next = self[node].next
            if next >= 0 { return next }
            node = self[node].parent
        }
        return -1
    }
}
