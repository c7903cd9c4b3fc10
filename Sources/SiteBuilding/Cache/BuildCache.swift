import Diagnostics

/// What a build remembers for the next one. All of it can be lost: that costs time and nothing else.
struct BuildCache: Sendable {
    /// One file of content or theme.
    struct Source: Sendable, Hashable {
        let signature: Fingerprint
        /// Of the file's bytes.
        let content: Fingerprint
    }

    /// The front matter of one article.
    struct ArticleEntry: Sendable {
        /// Of the bytes of the whole file.
        let content: Fingerprint
        /// Of `loaded`.
        let metadata: Fingerprint
        /// A `LoadedArticle` as `ByteWriter` writes it.
        let loaded: ArraySlice<UInt8>
    }

    /// What a text looked up, and what was found in it.
    struct BodyEntry: Sendable {
        /// Of the text and of everything that it looked up.
        var key = Fingerprint.unknown
        /// Paths below the content folder that its links, pictures and videos name.
        var lookups: [String] = []
        /// Communities and tables whose data it shows or was compared with.
        var owners: [String] = []
        var diagnostics: [Diagnostic] = []
        var anchorUses: [AnchorUse] = []
    }

    /// One file of the output folder.
    struct Output: Sendable, Hashable {
        let path: String
        let signature: Fingerprint
    }

    /// One page.
    struct PageEntry: Sendable {
        /// Of its data without its parts, and of its template.
        let dataKey: Fingerprint
        /// Of what its parts are made from; the body's for articles.
        var body: BodyEntry
        let isDemonstration: Bool
        /// The page's file last; those that it needs before it.
        var outputs: [Output]
        /// Why it was made last.
        let reason: BuildReason
    }

    /// A file that is published as it is: its size in pixels, where it is a picture, and the copy.
    struct StaticEntry: Sendable, Hashable {
        let source: Fingerprint
        let size: ImageSize?
        let output: Fingerprint
    }

    /// By path as the user would write it.
    var sources: [String: Source] = [:]
    /// Of everything that the loading of front matter depends on besides the file.
    var loaderKey = Fingerprint.unknown
    /// By path below the content folder.
    var articles: [String: ArticleEntry] = [:]
    /// Of all metadata of the site.
    var siteKey = Fingerprint.unknown
    /// What the rules about metadata found; no error is among it.
    var siteDiagnostics: [Diagnostic] = []
    /// By path below the output folder.
    var pages: [String: PageEntry] = [:]
    /// Texts that no page is made from, by path below the content folder.
    var bodies: [String: BodyEntry] = [:]
    /// By path below the content folder.
    var statics: [String: StaticEntry] = [:]
    /// Sitemap, feed and so on: the signatures of their files by path below the output folder.
    var documents: [String: Fingerprint] = [:]
}

/// Why a page was made.
enum BuildReason: Int, Sendable, CaseIterable {
    /// Nothing was remembered of it.
    case new
    /// Its text changed.
    case text
    /// Something that its text links to, or a figure of its text, changed.
    case lookedUp
    /// Something that it shows of other files or of the settings, its template or its words changed.
    case shown
    /// Its file in the output folder was not as it had been left.
    case output

    /// In words.
    var text: LocalizedText {
        switch self {
        case .new: LocalizedText(zh: "以前没有记录（新页面、第一次生成，或缓存被清）", en: "nothing was remembered of it")
        case .text: LocalizedText(zh: "文稿改了", en: "its text changed")
        case .lookedUp:
            LocalizedText(zh: "文稿里链接的页面、图片或引用的数据改了", en: "what its text links to or figures it shows changed")
        case .shown:
            LocalizedText(
                zh: "页面上显示的其他内容改了：标题、列表、设置、模板或界面文字",
                en: "what it shows besides changed: titles, lists, settings, its template or its words")
        case .output: LocalizedText(zh: "输出文件夹里的文件被动过", en: "its file in the output folder had been touched")
        }
    }
}

/// The part of the cache that tells whether there is anything to do at all.
struct CacheFront: Sendable {
    /// Of every file of content and theme.
    let inputsKey: Fingerprint
    /// Of every file in the output folder that the build wrote.
    let outputsKey: Fingerprint
    /// All that was said about the site.
    let diagnostics: [Diagnostic]
    let draftCount: Int
    let language: Language?
}
