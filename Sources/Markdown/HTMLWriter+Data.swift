/// What the caller has for data directives.
extension HTMLWriter {
    /// The HTML for a data directive; empty where the caller has none.
    func insertion(_ number: Int32) -> [UInt8] {
        insertions.indices.contains(Int(number)) ? insertions[Int(number)] : []
    }

    /// Whether there is neither an insertion nor a text of the author's below it.
    private func isSilent(_ data: Node) -> Bool {
        data.firstChild == data.lastChild && insertion(data.number).isEmpty
    }

    /// Begins a block of data with its insertion. False if nothing is written for it.
    func openData(_ data: Node, _ output: inout [UInt8]) -> Bool {
        if isSilent(data) { return false }
        openLine("<div class=\"gs-data\">\n", &output)
        output.append(contentsOf: insertion(data.number))
        breakLine(&output)
        return true
    }

    /// Ends a block of data.
    func closeData(_ data: Node, _ output: inout [UInt8]) {
        if isSilent(data) { return }
        openLine("</div>\n", &output)
    }
}
