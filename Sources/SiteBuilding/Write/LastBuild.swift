import Diagnostics

/// What the last build did to each file, remembered in the cache folder so that `explain` can tell.
enum LastBuild {
    private static func file(in cache: String) -> String { "\(cache)/last-build" }

    /// Remembers a build. A cache that cannot be written is no fault of the build.
    static func record(_ entries: [OutputTree.Entry], in cache: String) {
        let lines = entries.map { "\($0.change)\t\($0.path)\n" }
        try? makeDirectories(cache)
        try? writeFile(Array(lines.joined().utf8), to: file(in: cache))
    }

    /// What the last build did to the file at `path` below the output folder; nil where nothing is remembered.
    static func change(of path: String, in cache: String) -> LocalizedText? {
        guard let bytes = try? readFile(file(in: cache)) else { return nil }
        let line = String(decoding: bytes, as: UTF8.self).split(separator: "\n").first { $0.hasSuffix("\t\(path)") }
        switch line?.split(separator: "\t").first {
        case "new": return LocalizedText(zh: "新写的：以前没有这个文件", en: "written: there was no such file")
        case "changed": return LocalizedText(zh: "重写了：内容和以前不同", en: "written again: its bytes differ from before")
        case "none": return LocalizedText(zh: "没有动：内容和以前相同", en: "left alone: its bytes are the same as before")
        default: return nil
        }
    }
}
