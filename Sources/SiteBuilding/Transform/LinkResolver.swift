import Diagnostics
import Markdown

/// What a link, picture or video in a text leads to, or what is wrong with it.
struct ResolvedLink: Sendable {
    /// Relative to the site's root unless `isExternal` or empty before `#`.
    var target = ""
    /// The part from `#` on, as written.
    var fragment = ""
    var isExternal = false
    var size: ImageSize?
    var diagnostic: Diagnostic?
    var anchorUse: AnchorUse?
    /// The path below the content folder that was looked up; nil where none was.
    var lookup: String?

    /// The address for a page whose root is `root`.
    func resolved(root: String) -> ResolvedReference {
        let href = isExternal ? target : target.isEmpty ? fragment : root + target + fragment
        return ResolvedReference(
            href: href, width: size?.width, height: size?.height, isExternal: isExternal,
            mediaType: target.hasSuffix(".mp4") || target.hasSuffix(".webm") ? mediaType(of: target) : nil)
    }
}

/// Looks up the references of one article.
struct LinkResolver {
    /// The article's own path below the content folder.
    let contentPath: String
    let routes: RouteTable
    /// The ids of the article's own headings.
    let anchors: Set<String>

    private static let externalSchemes = ["http", "https", "mailto", "tel"]

    /// What `reference` leads to.
    func resolve(_ reference: Reference) -> ResolvedLink {
        let destination = reference.destination
        // A directive without its file has been reported as such.
        if destination.isEmpty, reference.kind != .link { return ResolvedLink() }
        if let scheme = scheme(of: destination) { return external(reference, scheme) }
        let hash = destination.firstIndex(of: "#") ?? destination.endIndex
        let fragment = String(destination[hash...])
        let path = String(destination[..<hash])
        if path.isEmpty { return ownAnchor(reference, fragment) }
        guard let target = absolutePath(path) else { return broken(reference, path) }
        var link = resolve(reference, target, fragment)
        link.lookup = target
        return link
    }

    private func resolve(_ reference: Reference, _ target: String, _ fragment: String) -> ResolvedLink {
        switch routes.target(of: target) {
        case .page(let page)? where reference.kind == .link:
            var link = ResolvedLink(target: page.text, fragment: fragment)
            if fragment.count > 1, target.hasSuffix(".md"), let anchor = percentDecoded(String(fragment.dropFirst())) {
                link.anchorUse = AnchorUse(contentPath: target, anchor: anchor, span: reference.span)
            }
            return link
        case .file(let size)?: return ResolvedLink(target: target, fragment: fragment, size: size)
        case .draft?: return draft(reference, target)
        default: return broken(reference, target)
        }
    }

    /// The scheme of an absolute address, in lower case; nil for a relative one.
    private func scheme(of destination: String) -> String? {
        guard let colon = destination.firstIndex(of: ":") else { return destination.hasPrefix("//") ? "http" : nil }
        let scheme = destination[..<colon]
        guard let first = scheme.utf8.first, (0x41...0x5A).contains(first & 0xDF) else { return nil }
        let isScheme = scheme.utf8.allSatisfy { byte in
            (0x41...0x5A).contains(byte & 0xDF) || (0x30...0x39).contains(byte) || [0x2B, 0x2D, 0x2E].contains(byte)
        }
        return isScheme ? scheme.lowercased() : nil
    }

    /// A path below the content folder; nil if it leads out of it. `/cases/x.md` counts from the content folder.
    private func absolutePath(_ path: String) -> String? {
        guard let decoded = percentDecoded(path) else { return nil }
        var parts = decoded.hasPrefix("/") ? [] : contentPath.split(separator: "/").dropLast().map(String.init)
        for part in decoded.split(separator: "/") where part != "." {
            if part == ".." {
                if parts.popLast() == nil { return nil }
            } else {
                parts.append(String(part))
            }
        }
        return parts.joined(separator: "/")
    }

    private func external(_ reference: Reference, _ scheme: String) -> ResolvedLink {
        var link = ResolvedLink(target: reference.destination, isExternal: true)
        if !Self.externalSchemes.contains(scheme) {
            link.diagnostic = Diagnostic(
                "bad-address", at: reference.span,
                LocalizedText(
                    zh: "链接不能用“\(scheme):”；只能用 http、https、mailto、tel",
                    en: "a link may not use “\(scheme):”; only http, https, mailto and tel"))
        } else if reference.kind != .link {
            link.diagnostic = Diagnostic(
                "external-resource", at: reference.span,
                LocalizedText(
                    zh: "图片和视频不能引用外站：请下载后放进 content/images 或 content/videos，确认有权使用",
                    en:
                        "pictures and videos may not come from another site: put the file in content/images or content/videos"
                ))
        }
        return link
    }

    private func ownAnchor(_ reference: Reference, _ fragment: String) -> ResolvedLink {
        var link = ResolvedLink(fragment: fragment)
        let anchor = percentDecoded(String(fragment.dropFirst())) ?? ""
        if reference.kind != .link || !(anchor.isEmpty || anchors.contains(anchor)) {
            link.diagnostic = .brokenAnchor(anchor, at: reference.span, known: anchors.sorted(), other: nil)
        }
        return link
    }

    private func draft(_ reference: Reference, _ target: String) -> ResolvedLink {
        ResolvedLink(
            diagnostic: Diagnostic(
                "link-to-draft", at: reference.span,
                LocalizedText(
                    zh: "\(target) 还是草稿，发布后这个链接会断", en: "\(target) is a draft; published, this link would be broken")))
    }

    private func broken(_ reference: Reference, _ target: String) -> ResolvedLink {
        if reference.kind != .link {
            let files = routes.paths.filter { path in ContentListing.staticFolders.contains { path.hasPrefix("\($0)/") }
            }
            let nearest = nearestPath(to: target, among: files)
            return ResolvedLink(
                diagnostic: Diagnostic(
                    "missing-image", at: reference.span,
                    LocalizedText(
                        zh: "找不到文件 \(target)：图片放在 content/images 里，从本文件写起是 ../images/文件名，大小写也要一致",
                        en:
                            "there is no file \(target): pictures belong in content/images, written ../images/name from here; letter case counts"
                    ),
                    suggestion: nearest.map { .init(replacing: reference.span, with: relative($0)) }))
        }
        let nearest = nearestPath(
            to: target, among: routes.paths.filter { $0.hasSuffix(".md") && $0 != contentPath })
        return ResolvedLink(
            diagnostic: Diagnostic(
                "broken-link", at: reference.span,
                LocalizedText(
                    zh: "链接指向的 \(target) 不存在：站内链接写 .md 文件的路径，例如 ../cases/wayao.md",
                    en:
                        "the link leads to \(target), which does not exist: write the path of the .md file, such as ../cases/wayao.md"
                ),
                suggestion: nearest.map { .init(replacing: reference.span, with: relative($0)) }))
    }

    /// A path below the content folder as it is written from this article.
    private func relative(_ path: String) -> String {
        let folder = contentPath.split(separator: "/").dropLast().map { "\($0)/" }.joined()
        return path.hasPrefix(folder) ? String(path.dropFirst(folder.count)) : "../\(path)"
    }
}

extension Diagnostic {
    static func brokenAnchor(_ anchor: String, at span: Span, known: [String], other: String?) -> Diagnostic {
        let place = other.map { LocalizedText(zh: "\($0) 里", en: "in \($0)") } ?? LocalizedText(zh: "本文里", en: "here")
        return Diagnostic(
            "broken-anchor", at: span,
            LocalizedText(
                zh: "\(place.zh)没有叫“\(anchor)”的小标题", en: "there is no heading “\(anchor)” \(place.en)"),
            notes: known.isEmpty
                ? []
                : [
                    .init(
                        LocalizedText(
                            zh: "可用的有：\(known.prefix(12).joined(separator: "、"))",
                            en: "known: \(known.prefix(12).joined(separator: ", "))"))
                ],
            suggestion: nil)
    }
}
