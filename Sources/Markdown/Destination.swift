/// What a destination says about itself.
enum Destination {
    /// Whether following it would run code or read local files: libcmark's rule for its safe mode.
    static func isDangerous(_ bytes: some Collection<UInt8>) -> Bool {
        if hasPrefix(bytes, "data:") {
            return !["png", "gif", "jpeg", "webp"].contains { hasPrefix(bytes, "data:image/\($0)") }
        }
        return hasPrefix(bytes, "javascript:") || hasPrefix(bytes, "vbscript:") || hasPrefix(bytes, "file:")
    }

    private static func hasPrefix(_ bytes: some Collection<UInt8>, _ prefix: String) -> Bool {
        var rest = bytes.makeIterator()
        for expected in prefix.utf8 {
            guard let byte = rest.next() else { return false }
            let lower = byte >= 0x41 && byte <= 0x5A ? byte | 0x20 : byte
            if lower != expected { return false }
        }
        return true
    }
}
