import Content
import Diagnostics
import Templates

/// A shape in which every list `x` has a flag `has_x` beside it, so that templates can wrap lists.
func shape(_ fields: [String: TemplateShape]) -> [String: TemplateShape] {
    var all = fields
    for (name, field) in fields {
        if case .list = field { all["has_\(name)"] = .flag }
    }
    return all
}

/// A record with the flags that `shape` declares.
func record(_ fields: consuming [(String, TemplateValue)]) -> TemplateRecord {
    var all = consume fields
    // Room for no more than there will be: cards and the like are kept for the whole build.
    all.reserveCapacity(all.count + all.count { if case .list = $0.1 { true } else { false } })
    for index in all.indices {
        if case .list(let elements) = all[index].1 { all.append(("has_" + all[index].0, .flag(!elements.isEmpty))) }
    }
    return TemplateRecord(consume all)
}

extension TemplateRecord {
    /// The record with a short form, for one that stands on many pages; always to be sealed where it is made.
    func sealed() -> TemplateRecord { sealed { Fingerprint(of: $0).low } }
}

extension TemplateValue {
    /// The fields that a site adds, as a list of labels and values.
    static func fields(_ fields: [(label: String, value: String)]) -> TemplateValue {
        .list(fields.map { ["label": .text($0.label), "value": .text($0.value)] })
    }

    /// The record if there is one.
    static func optional(_ record: TemplateRecord?) -> TemplateValue { record.map { .record($0) } ?? .absent }

    /// Text in paragraphs (blank lines between them) as escaped HTML; empty for an empty text.
    static func paragraphs(_ text: String) -> TemplateValue {
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
            .map { $0.drop { $0 == " " || $0 == "\t" || $0 == "\r" || $0 == "\u{3000}" } }
        let paragraphs = lines.split(whereSeparator: \.isEmpty).map { "<p>\(escapedHTML($0.joined()))</p>" }
        return .html(Array(paragraphs.joined(separator: "\n").utf8))
    }
}

/// Text with the five characters escaped that mean something in HTML.
func escapedHTML(_ text: String) -> String {
    var text = text
    let special = text.withUTF8 { firstOffset(in: UnsafeRawBufferPointer($0), where: { $0.markup }) }
    if special == nil { return text }
    var bytes: [UInt8] = []
    bytes.reserveCapacity(text.utf8.count)
    for byte in text.utf8 {
        switch byte {
        case UInt8(ascii: "&"): bytes += Array("&amp;".utf8)
        case UInt8(ascii: "<"): bytes += Array("&lt;".utf8)
        case UInt8(ascii: ">"): bytes += Array("&gt;".utf8)
        case UInt8(ascii: "\""): bytes += Array("&quot;".utf8)
        case UInt8(ascii: "'"): bytes += Array("&#39;".utf8)
        default: bytes.append(byte)
        }
    }
    return String(decoding: bytes, as: UTF8.self)
}

extension SourceCitation {
    /// Title and publisher in one line, for places with little room.
    var shortText: String { publisher.isEmpty ? title : "\(title)（\(publisher)）" }
}
