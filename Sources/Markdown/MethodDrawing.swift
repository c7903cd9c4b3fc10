import Diagnostics

/// Steps, loops and levels: lists that are drawings.
extension DocumentBuilder {
    // MARK: Steps

    mutating func drawSteps(_ directive: PlacedDirective) {
        let node = directive.node
        let list = element(.stepsList)
        let children = tree.children(of: node)
        let sourceList = children.first { tree[$0].kind == .orderedList || tree[$0].kind == .bulletList }
        let hasHeadings = children.contains { tree[$0].kind == .heading }
        var count: Int32 = 0
        if hasHeadings {
            count = drawHeadingSteps(children, list)
        } else if let sourceList {
            for item in tree.children(of: sourceList) {
                count += 1
                let body = appendStep(count, to: list)
                keepLines(of: item, on: body)
                titleStep(item)
                tree.moveChildren(of: item, to: body)
            }
            tree.insert(list, before: sourceList)
            tree.unlink(sourceList)
        }
        if count == 0 { reportContent(directive, "1. …") }
        shape(node, .steps, number: count)
        addCaption(directive)
    }

    /// Every heading begins a step; what comes before the first stays before the list.
    private mutating func drawHeadingSteps(_ children: [NodeIndex], _ list: NodeIndex) -> Int32 {
        var count: Int32 = 0
        var body: NodeIndex = -1
        for child in children {
            if tree[child].kind == .heading {
                count += 1
                if count == 1 { tree.insert(list, before: child) }
                body = appendStep(count, to: list)
                tree[child].isTight = true
            }
            guard body >= 0 else { continue }
            tree.unlink(child)
            tree.append(child, to: body)
        }
        return count
    }

    private mutating func appendStep(_ number: Int32, to list: NodeIndex) -> NodeIndex {
        let step = element(.step, number: number)
        let mark = element(.stepNumber)
        appendText(String(number), to: mark)
        tree.append(mark, to: step)
        let body = element(.stepBody)
        tree.append(body, to: step)
        tree.append(step, to: list)
        return body
    }

    /// Sets the strong beginning of an item apart as its title; without one, the first paragraph is the title.
    private mutating func titleStep(_ item: NodeIndex) {
        let paragraph = tree[item].firstChild
        guard paragraph >= 0, tree[paragraph].kind == .paragraph else { return }
        let strong = tree[paragraph].firstChild
        guard strong >= 0, tree[strong].kind == .strong else {
            shape(paragraph, .stepTitle)
            return
        }
        let title = element(.stepTitle)
        tree.moveChildren(of: strong, to: title)
        tree.unlink(strong)
        tree.insert(title, before: paragraph)
        dropColon(at: tree[title].lastChild, fromEnd: true)
        dropColon(at: tree[paragraph].firstChild, fromEnd: false)
        let isEmpty = tree.children(of: paragraph).allSatisfy {
            tree[$0].kind == .softBreak || (tree[$0].kind == .text && tree[$0].text.isEmpty)
        }
        if isEmpty { tree.unlink(paragraph) }
    }

    /// Takes the colon, and spaces, between a title and its text away; the layout says it.
    private mutating func dropColon(at node: NodeIndex, fromEnd: Bool) {
        guard node >= 0 else { return }
        if tree[node].kind == .softBreak || tree[node].kind == .lineBreak {
            tree.unlink(node)
            return
        }
        guard tree[node].kind == .text else { return }
        var range = tree[node].text
        let wide = Array("：".utf8)
        if fromEnd {
            let text = tree.text[range.bounds]
            if text.last == UInt8(ascii: ":") {
                range.end -= 1
            } else if text.suffix(3).elementsEqual(wide) {
                range.end -= 3
            }
        } else {
            while !range.isEmpty, tree.text[Int(range.start)] == 0x20 { range.start += 1 }
            let text = tree.text[range.bounds]
            if text.first == UInt8(ascii: ":") {
                range.start += 1
            } else if text.starts(with: wide) {
                range.start += 3
            }
            while !range.isEmpty, tree.text[Int(range.start)] == 0x20 { range.start += 1 }
        }
        tree[node].text = range
    }

    // MARK: Loops

    mutating func drawLoop(_ directive: PlacedDirective) {
        let node = directive.node
        guard let list = onlyList(in: directive) else { return }
        var count: Int32 = 0
        for item in tree.children(of: list) {
            count += 1
            shape(item, .loopItem, number: count)
        }
        shape(list, .loopList)
        shape(node, .loop, number: count)
        let hint = element(.loopReturn)
        appendWord(.loopReturn, to: hint)
        tree.append(hint, to: node)
        addCaption(directive)
    }

    /// The list of a directive that must hold one.
    private mutating func onlyList(in directive: PlacedDirective) -> NodeIndex? {
        let lists = tree.children(of: directive.node).filter {
            tree[$0].kind == .orderedList || tree[$0].kind == .bulletList
        }
        if let list = lists.first, lists.count == 1 { return list }
        reportContent(directive, "- …")
        shape(directive.node, .figure)
        addCaption(directive)
        return nil
    }

    // MARK: Levels

    mutating func drawLevels(_ directive: PlacedDirective) {
        guard let list = onlyList(in: directive) else { return }
        let depth = shapeLevels(in: list)
        if depth == 1 {
            shape(list, .levelsList)
            let count = Int32(tree.children(of: list).count)
            for (index, item) in tree.children(of: list).enumerated() { setLevel(item, index + 1) }
            shape(directive.node, .levelsChain, number: count)
        } else {
            shape(directive.node, .levelsTree, number: Int32(depth))
        }
        addCaption(directive)
    }

    /// Shapes a list with all lists in it and returns how deep they go. Goes round, not down, by an own stack.
    private mutating func shapeLevels(in root: NodeIndex) -> Int {
        var depth = 0
        var lists: [(list: NodeIndex, level: Int)] = [(root, 1)]
        while let (list, level) = lists.popLast() {
            depth = max(depth, level)
            shape(list, .levelsBranch)
            for (index, item) in tree.children(of: list).enumerated() {
                shape(item, .level, number: Int32(index + 1))
                setLevel(item, level)
                let children = tree.children(of: item)
                let name = element(.levelName)
                var nested: [NodeIndex] = []
                for child in children {
                    if tree[child].kind == .bulletList || tree[child].kind == .orderedList {
                        nested.append(child)
                    }
                }
                nameLevel(item, name, nested)
                lists += nested.map { ($0, level + 1) }
            }
        }
        return depth
    }

    private mutating func nameLevel(_ item: NodeIndex, _ name: NodeIndex, _ nested: [NodeIndex]) {
        let first = tree[item].firstChild
        guard first >= 0, !nested.contains(first) else { return }
        tree.insert(name, before: first)
        if tree[first].kind == .paragraph {
            tree.moveChildren(of: first, to: name)
            tree.unlink(first)
        } else {
            tree.unlink(first)
            tree.append(first, to: name)
        }
    }

    private mutating func setLevel(_ item: NodeIndex, _ level: Int) {
        tree[item].text = tree.store(Array(String(level).utf8))
    }
}
