import Content
import Diagnostics
import Glibc

/// Writes a new content file with every field explained.
///
/// - Parameters:
///   - name: the file's name without suffix; made of the title where it is nil.
///   - today: the date to write into it, as `2023-12-15`.
/// - Returns: the new file's path; nil where there is such a file already.
/// - Throws: `MachineError` if it cannot be written.
public func createContent(
    _ kind: ContentKind, title: String, name: String?, root: String, language: Language, today: String
) throws -> String? {
    let slug = name ?? Scaffold.fileName(for: title)
    let path: String
    if let description = kind.descriptionFile {
        path = "\(root)/\(kind.folder)/\(slug)/\(description)"
    } else {
        path = "\(root)/\(kind.folder)/\(slug).md"
    }
    guard try readFile(path) == nil else { return nil }
    var ignored: [Diagnostic] = []
    let settings = try loadSettings(try ContentListing.scan(root), diagnostics: &ignored)
    let text = Scaffold.text(
        kind, title: title, today: today, custom: settings?.customFields[kind] ?? [],
        language: settings?.language ?? language)
    if let slash = path.lastIndex(of: "/") { try makeDirectories(String(path[..<slash])) }
    try writeFile(Array(text.utf8), to: path)
    return path
}
