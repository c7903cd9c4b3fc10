extension TemplateSource {
    /// Where the text begins: behind the byte order mark, if there is one.
    var textStart: Int { bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0 }

    /// The first bytes that are not UTF-8.
    var firstInvalidBytes: Range<Int>? {
        var parser = Unicode.UTF8.ForwardParser()
        var iterator = bytes.makeIterator()
        var offset = 0
        while true {
            switch parser.parseScalar(from: &iterator) {
            case .valid(let scalar): offset += scalar.count
            case .error(let length): return offset..<min(offset + length, bytes.count)
            case .emptyInput: return nil
            }
        }
    }
}
