import Diagnostics

/// Escapes text for HTML, in element content and in quoted attribute values.
enum HTMLEscaping {
    /// Appends `text`, escaped, to `output`.
    static func append(_ text: borrowing String, to output: inout ByteBuffer) {
        if let bytes = text.lastingBytes { return append(bytes, to: &output) }
        var text = copy text
        text.withUTF8 { append(UnsafeRawBufferPointer($0), to: &output) }
    }

    /// Appends UTF-8, escaped, to `output`.
    static func append(_ bytes: UnsafeRawBufferPointer, to output: inout ByteBuffer) {
        var start = 0
        while let index = firstOffset(in: bytes, from: start, where: { $0.markup }) {
            output.append(UnsafeRawBufferPointer(rebasing: bytes[start..<index]))
            append(replacementOf: bytes[index], to: &output)
            start = index + 1
        }
        output.append(UnsafeRawBufferPointer(rebasing: bytes[start...]))
    }

    private static func append(replacementOf byte: UInt8, to output: inout ByteBuffer) {
        switch byte {
        case UInt8(ascii: "\""): output.append("&quot;")
        case UInt8(ascii: "&"): output.append("&amp;")
        case UInt8(ascii: "'"): output.append("&#39;")
        case UInt8(ascii: "<"): output.append("&lt;")
        default: output.append("&gt;")
        }
    }
}
