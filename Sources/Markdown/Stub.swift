import CMark
import Diagnostics
import Glibc
public struct MarkdownOptions: Sendable { public static let commonMark = MarkdownOptions(); public static let gridShow = MarkdownOptions() }
public struct MarkdownSource: Sendable { let bytes: [UInt8]; let body: Range<Int>
 public init(file: String, bytes: [UInt8], body: Range<Int>? = nil) { self.bytes = bytes; self.body = body ?? 0..<bytes.count } }
public struct Heading: Sendable { public let level = 2; public let id = ""; public let text = ""; }
public struct Reference: Sendable { public enum Kind: Sendable { case link, image, media }
 public let kind: Kind; public let destination: String; public let span: Span }
public struct MarkdownDocument: Sendable { let html: [UInt8]; public let headings: [Heading] = []; public let references: [Reference] = []; public let anchors: [String] = []; public let characterCount = 100
 public func summary(limit: Int) -> String { "" } }
public enum MarkdownParser { public static func parse(_ s: MarkdownSource, options: MarkdownOptions = .gridShow) -> (document: MarkdownDocument, diagnostics: [Diagnostic]) {
 let html: [UInt8] = s.bytes[s.body].withUnsafeBufferPointer { p in p.withMemoryRebound(to: CChar.self) { c in
  guard let out = cmark_markdown_to_html(c.baseAddress, c.count, 0) else { return [] }
  defer { free(out) }
  return Array(String(cString: out).utf8) } }
 return (MarkdownDocument(html: html), []) } }
public struct ResolvedReference: Sendable { public init(href: String, width: Int?, height: Int?, isExternal: Bool, mediaType: String?) {} }
public enum HTMLWriter { public static func write(_ d: MarkdownDocument, references: [ResolvedReference]?, words: MarkdownWords, into output: inout [UInt8]) { output += d.html } }
