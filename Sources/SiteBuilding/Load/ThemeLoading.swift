import Content
import Diagnostics
import Graphics
import Templates

/// Templates, words and assets, with the site's own laid over those of the theme.
struct Theme: Sendable {
    /// One file of the theme that is published.
    struct Asset: Sendable {
        /// Where it is published, with a hash of its bytes in the name.
        let path: OutputPath
        let bytes: [UInt8]
    }

    let templates: TemplateLibrary
    let words: Words
    /// In byte order of their paths.
    let assets: [Asset]
    /// What pages refer to.
    let references: ThemeAssets
    let diagnostics: [Diagnostic]
    /// Fingerprints of the templates' bytes by their names.
    private let sourceKeys: [String: Fingerprint]

    /// Of everything that the output of a template depends on besides its data: the templates that it is made of and
    /// the words that it uses.
    func key(of template: String) -> Fingerprint {
        var hasher = FingerprintHasher()
        for name in templates.sources(of: template) {
            hasher.add(name)
            hasher.add(sourceKeys[name] ?? .unknown)
        }
        for key in templates.strings(of: template) {
            hasher.add(key)
            hasher.add(words[key])
        }
        return hasher.finish()
    }

    /// Loads the theme at `root` for a site whose content is at `content`.
    ///
    /// `content/templates/` and `content/strings/` replace single files and single words.
    ///
    /// - Throws: `MachineError` if a file cannot be read.
    static func load(_ root: String, content: String, languageTag: String) throws -> Theme {
        var diagnostics: [Diagnostic] = []
        guard try directoryEntries(root) != nil else { return .missing(root) }
        let layers = [root, "\(content)/templates"]
        let texts = try loadWords(
            ["\(root)/strings", "\(content)/strings"], languageTag: languageTag, diagnostics: &diagnostics)
        let sources = try loadTemplates(layers, diagnostics: &diagnostics)
        let (library, faults) = TemplateLibrary.compile(sources, pages: PageShapes.all, strings: texts)
        let assets = try loadAssets(layers)
        return Theme(
            templates: library, words: Words(texts), assets: assets.map(\.asset),
            references: references(to: assets), diagnostics: diagnostics + faults,
            sourceKeys: Dictionary(sources.map { ($0.name, Fingerprint(of: $0.bytes)) }) { first, _ in first })
    }

    private static func missing(_ root: String) -> Theme {
        Theme(
            templates: TemplateLibrary.compile([], pages: [:], strings: [:]).0, words: Words([:]), assets: [],
            references: ThemeAssets(style: "", script: "", icon: "", figureScript: "", voteScript: "", voteWorker: ""),
            diagnostics: [.missingFolder(root, option: "--templates", zh: "模板文件夹", en: "the templates folder")],
            sourceKeys: [:])
    }

    /// Files below both layers by name; the second layer wins.
    private static func overlaid(_ layers: [String], matching: (String) -> Bool) throws -> [(
        name: String, file: String
    )] {
        var files: [String: String] = [:]
        for layer in layers {
            for path in try filesBelow(layer) where matching(path) { files[path] = "\(layer)/\(path)" }
        }
        return files.sorted { $0.key.utf8.lexicographicallyPrecedes($1.key.utf8) }.map { ($0.key, $0.value) }
    }

    private static func loadTemplates(
        _ layers: [String], diagnostics: inout [Diagnostic]
    ) throws -> [TemplateSource] {
        let suffix = ".mustache"
        return try overlaid(layers, matching: { $0.hasSuffix(suffix) }).compactMap { name, file in
            try SourceText.read(file, diagnostics: &diagnostics).map {
                TemplateSource(name: String(name.dropLast(suffix.count)), file: file, bytes: $0.bytes)
            }
        }
    }

    /// The words of one language: the theme's, then the site's own on top.
    private static func loadWords(
        _ folders: [String], languageTag: String, diagnostics: inout [Diagnostic]
    ) throws -> [String: String] {
        var words: [String: String] = [:]
        let faultsBefore = diagnostics.count
        for (layer, folder) in folders.enumerated() {
            let file = "\(folder)/\(languageTag).yaml"
            if layer > 0, try readFile(file) == nil { continue }
            guard let text = try SourceText.read(file, diagnostics: &diagnostics),
                case .map(let entries, _)? = text.yaml(diagnostics: &diagnostics)
            else { continue }
            for entry in entries {
                guard case .scalar(let word, _, let span) = entry.value else { continue }
                if layer > 0, words[entry.key] == nil {
                    diagnostics.append(.unknownWord(entry.key, at: entry.keySpan, known: words.keys.sorted()))
                }
                if word.isEmpty { diagnostics.append(.emptyWord(entry.key, at: span)) }
                words[entry.key] = word
            }
        }
        // A file that cannot be read is one fault, not one for each of its words.
        for key in Words.neededKeys where words[key] == nil && (diagnostics.count == faultsBefore || !words.isEmpty) {
            diagnostics.append(.missingWord(key, file: "\(folders[0])/\(languageTag).yaml"))
        }
        return words
    }

    private static func loadAssets(_ layers: [String]) throws -> [(name: String, asset: Asset)] {
        try overlaid(layers.map { "\($0)/assets" }, matching: { _ in true }).compactMap { name, file in
            guard var bytes = try readFile(file) else { return nil }
            // The colours of maps and charts; the theme's own rules come behind them and can set them anew.
            if name == "site.css" { bytes = Array(PictureStylesheet.page.utf8) + bytes }
            let dot = name.lastIndex(of: ".") ?? name.endIndex
            let hashed = "assets/\(name[..<dot]).\(contentHash(bytes))\(name[dot...])"
            return (name, Asset(path: OutputPath(hashed), bytes: bytes))
        }
    }

    private static func references(to assets: [(name: String, asset: Asset)]) -> ThemeAssets {
        func asset(_ name: String) -> Asset? { assets.first { $0.name == name }?.asset }
        return ThemeAssets(
            style: asset("site.css")?.path.url ?? "", script: asset("site.js")?.path.url ?? "",
            icon: asset("icon.svg")?.path.url ?? "", figureScript: asset("figures.js")?.path.url ?? "",
            voteScript: asset("vote.js")?.path.url ?? "", voteWorker: asset("vote-worker.js")?.path.url ?? "")
    }
}

/// Eight hexadecimal digits that change with the bytes: FNV-1a (Fowler, Noll, Vo), 64 bits folded to 32.
/// Only a name for caches, nothing that keeps anybody out.
func contentHash(_ bytes: [UInt8]) -> String {
    let hash = bytes.reduce(UInt64(0xCBF2_9CE4_8422_2325)) { ($0 ^ UInt64($1)) &* 0x100_0000_01B3 }
    let folded = UInt32(truncatingIfNeeded: hash ^ (hash >> 32))
    let digits = String(folded, radix: 16)
    return String(repeating: "0", count: 8 - digits.utf8.count) + digits
}

extension Diagnostic {
    static func unknownWord(_ key: String, at span: Span, known: [String]) -> Diagnostic {
        Diagnostic(
            "unknown-string", .warning, at: span,
            LocalizedText(zh: "界面里没有用到“\(key)”这个词", en: "the interface uses no word “\(key)”"),
            suggestion: nearestName(to: key, among: known).map { .init(replacing: span, with: $0) })
    }

    static func emptyWord(_ key: String, at span: Span) -> Diagnostic {
        Diagnostic(
            "empty-string", at: span,
            LocalizedText(zh: "“\(key)”的文字不能空着", en: "the word “\(key)” must not be empty"))
    }

    static func missingWord(_ key: String, file: String) -> Diagnostic {
        Diagnostic(
            "missing-string", at: .start(of: file),
            LocalizedText(zh: "缺少生成网页要用的词“\(key)”", en: "the word “\(key)” is needed and missing"))
    }
}
