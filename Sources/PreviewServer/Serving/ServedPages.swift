import Diagnostics

/// Finds what a request means in the output folder.
struct ServedPages: Sendable {
    /// What a request means.
    enum Found {
        /// A page by its path below the output folder, whether it exists or not.
        case page(String)
        /// Another file, with its name.
        case file(OpenFile, String)
        /// A folder without a slash at its end.
        case redirect(String)
        /// Nothing that could ever be served.
        case refused
    }

    /// What is shown where a page is asked for.
    struct Shown {
        let bytes: [UInt8]
        /// Whether it is the page itself; otherwise it is 404.html.
        let isFound: Bool
    }

    let folder: OutputFolder
    let language: @Sendable () -> Language

    /// Finds what a percent-encoded path means.
    ///
    /// - Throws: `MachineError` if a file cannot be opened.
    func find(_ encoded: String) throws -> Found {
        guard let path = RequestPath(encoded) else { return .refused }
        if path.namesFolder { return .page(path.page) }
        switch try folder.entry(path.parts) {
        case .file(let file):
            guard let name = path.parts.last, !name.hasSuffix(".html") else { return .page(path.page) }
            return .file(file, name)
        case .folder: return .redirect(encoded + "/")
        case .nothing: return .page(path.page)
        }
    }

    /// What is shown at a page's path: the page, or 404.html, or a few words as long as there is no site.
    func shown(at path: String) -> Shown {
        if let bytes = folder.bytes(of: path) { return Shown(bytes: bytes, isFound: path != "404.html") }
        return Shown(bytes: folder.bytes(of: "404.html") ?? placeholder, isFound: false)
    }

    /// The version of what is shown at a page's path.
    func version(at path: String) -> PageVersion { PageVersion(shown(at: path).bytes) }

    /// Whether the page names one of these files.
    func mentions(_ path: String, _ files: [String]) -> Bool {
        let bytes = shown(at: path).bytes
        return files.contains { file in
            let name = file.split(separator: "/").last.map(String.init) ?? file
            return firstRange(of: name, in: bytes) != nil
        }
    }

    private var placeholder: [UInt8] {
        let words = LocalizedText(zh: "还没有可看的网页，正在生成", en: "There is no page yet; the site is being built.")
            .text(in: language())
        return Array(
            "<!DOCTYPE html>\n<html><head><meta charset=\"utf-8\"><title>GridShow</title></head><body>\n<p>\(words)</p>\n</body></html>\n"
                .utf8)
    }
}
