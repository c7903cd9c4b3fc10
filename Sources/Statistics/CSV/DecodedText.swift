import Diagnostics
import Foundation

/// A file's bytes as UTF-8, whatever they were written in.
///
/// All spans of this target are offsets into `bytes`: whoever shows a diagnostic looks lines up in them. A line
/// and a column are the same as in the file that the editor sees, since both are counted in characters.
public struct DecodedText: Sendable {
    /// The text in UTF-8. A byte order mark is kept, so that offsets in a UTF-8 file stay what they are.
    public let bytes: [UInt8]
    /// Whether the file was GB18030 (GBK), as Excel writes it in China.
    public let wasGB18030: Bool
    /// A warning for GB18030, an error for what cannot be read; the text is then empty.
    public let diagnostics: [Diagnostic]

    /// Decodes a file of tables.
    public init(_ source: [UInt8], file: String) {
        guard let fault = firstInvalidUTF8(in: source) else {
            self.init(bytes: source, wasGB18030: false, diagnostics: [])
            return
        }
        if fault.encoding == .gb18030, let text = decodedGB18030(source) {
            self.init(bytes: Array(text.utf8), wasGB18030: true, diagnostics: [.readAsGB18030(file)])
        } else {
            self.init(bytes: [], wasGB18030: false, diagnostics: [.unreadable(file, fault.encoding)])
        }
    }

    private init(bytes: [UInt8], wasGB18030: Bool, diagnostics: [Diagnostic]) {
        self.bytes = bytes
        self.wasGB18030 = wasGB18030
        self.diagnostics = diagnostics
    }
}

/// Foundation reads GB 18030 through ICU's table; 0x0632 is kCFStringEncodingGB_18030_2000 and the high bit is
/// how NSStringEncoding marks a CFStringEncoding. Nil where a byte fits no character.
private func decodedGB18030(_ bytes: [UInt8]) -> String? {
    let text = String(data: Data(bytes), encoding: String.Encoding(rawValue: 0x8000_0632))
    return text.flatMap { $0.unicodeScalars.contains("\u{FFFD}") ? nil : $0 }
}

extension Diagnostic {
    fileprivate static func readAsGB18030(_ file: String) -> Diagnostic {
        Diagnostic(
            "not-utf8", .warning, at: .start(of: file),
            LocalizedText(
                zh: "这个文件是 GB18030（GBK）编码，已按 GB18030 读入；建议在 Excel 里另存为“CSV UTF-8（逗号分隔）”",
                en: "this file is GB18030 (GBK) and was read as such; save it again as “CSV UTF-8 (comma delimited)”"))
    }

    fileprivate static func unreadable(_ file: String, _ encoding: ForeignEncoding) -> Diagnostic {
        let name = encoding == .utf16 ? LocalizedText(zh: "UTF-16 编码", en: "UTF-16") : nil
        return Diagnostic(
            "not-utf8", at: .start(of: file),
            LocalizedText(
                zh: "这个文件不是 UTF-8 文本\(name.map { "，而是\($0.zh)" } ?? "")：请另存为“CSV UTF-8（逗号分隔）”",
                en: "this file is not UTF-8 text\(name.map { " but \($0.en)" } ?? ""): "
                    + "save it again as “CSV UTF-8 (comma delimited)”"))
    }
}
