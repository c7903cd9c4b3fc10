import Diagnostics

/// The path that somebody may have meant by one that does not exist: the one whose file name, without folder and
/// suffix, is nearest. Paths in the same folder win; nil where no name is near enough.
func nearestPath(to path: String, among paths: some Sequence<String>) -> String? {
    let candidates = paths.sorted()
    guard let name = nearestName(to: stem(of: path), among: candidates.map(stem)) else { return nil }
    let named = candidates.filter { stem(of: $0) == name }
    return named.first { folder(of: $0) == folder(of: path) } ?? named.first
}

private func stem(of path: String) -> String {
    let name = path.split(separator: "/").last ?? ""
    return String(name.prefix(upTo: name.lastIndex(of: ".") ?? name.endIndex))
}

private func folder(of path: String) -> Substring {
    path.prefix(upTo: path.lastIndex(of: "/") ?? path.startIndex)
}
