import Content
import Diagnostics

/// A text file that has been read and found to be UTF-8.
struct SourceText: Sendable {
    /// The path as the user would write it.
    let file: String
    /// The whole file.
    let bytes: [UInt8]

    /// Reads a file that must be there and be UTF-8.
    ///
    /// - Returns: nil after a diagnostic.
    /// - Throws: `MachineError` if the file is there but cannot be read.
    static func read(_ file: String, diagnostics: inout [Diagnostic]) throws -> SourceText? {
        SourceText(try readFile(file), file: file, diagnostics: &diagnostics)
    }

    /// The text in `bytes`, which must be UTF-8; nil after a diagnostic, also where there is no file.
    init?(_ bytes: [UInt8]?, file: String, diagnostics: inout [Diagnostic]) {
        guard let bytes else {
            diagnostics.append(
                Diagnostic(
                    "missing-file", at: .start(of: file),
                    LocalizedText(zh: "缺少这个文件", en: "this file is missing")))
            return nil
        }
        if let fault = firstInvalidUTF8(in: bytes) {
            diagnostics.append(.notUTF8(file, fault.offset, fault.encoding))
            return nil
        }
        self.file = file
        self.bytes = bytes
    }

    /// The file's YAML; nil where it has none or it is faulty.
    ///
    /// A file that is YAML as a whole is searched for numbers of persons here; texts with front matter are searched
    /// with their bodies.
    func yaml(_ range: Range<Int>? = nil, diagnostics: inout [Diagnostic]) -> RawValue? {
        if range == nil { diagnostics += personalNumberFaults(in: bytes, file: file) }
        let start = range == nil && bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
        return YAMLReader.read(bytes, range: range ?? start..<bytes.count, file: file, diagnostics: &diagnostics)
    }
}

extension Diagnostic {
    /// The complaint about a text in another encoding.
    public static func notUTF8(_ file: String, _ offset: Int, _ encoding: ForeignEncoding) -> Diagnostic {
        let what: LocalizedText =
            switch encoding {
            case .gb18030:
                LocalizedText(
                    zh: "这个文件是 GB18030（GBK）编码，不是 UTF-8：请在编辑器里选“另存为”，编码选 UTF-8",
                    en: "this file is GB18030 (GBK), not UTF-8: save it again with the encoding UTF-8")
            case .utf16:
                LocalizedText(
                    zh: "这个文件是 UTF-16 编码，不是 UTF-8：请在编辑器里选“另存为”，编码选 UTF-8",
                    en: "this file is UTF-16, not UTF-8: save it again with the encoding UTF-8")
            case .unknown:
                LocalizedText(
                    zh: "从这里起不是 UTF-8 文字：文件可能已损坏，或者不是文本文件",
                    en: "from here on this is not UTF-8 text: the file is damaged or no text")
            }
        return Diagnostic("not-utf8", at: Span(file: file, range: offset..<offset + 1), what)
    }
}
