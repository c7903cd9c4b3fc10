import Diagnostics

/// Reads JSON (RFC 8259) into values that know their bytes. Foundation's parser tells no positions, so this one is our
/// own.
///
/// A fault of syntax ends the reading. Names that are there twice and numbers that are not finite are reported, and
/// the reading goes on.
struct JSONScanner {
    /// Arrays and objects may be nested so deep; GeoJSON needs eight levels.
    static let deepest = 64

    private let bytes: [UInt8]
    private let file: String
    private var place = 0
    private(set) var diagnostics: [Diagnostic] = []

    /// The end of the reading. Its diagnostic has been reported.
    private struct Broken: Error {}

    init(_ bytes: [UInt8], file: String) {
        self.bytes = bytes
        self.file = file
        if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { place = 3 }
    }

    /// The one value of the text, or nothing if its syntax is broken.
    mutating func read() -> JSONValue? {
        if let (offset, _) = firstInvalidUTF8(in: bytes) {
            diagnostics.append(.geo(.notUTF8, file, offset..<offset + 1))
            return nil
        }
        do throws(Broken) {
            let value = try value(depth: 0)
            skipSpace()
            guard place == bytes.count else { throw broken(.syntax(expected: "}")) }
            return value
        } catch {
            return nil
        }
    }

    private mutating func value(depth: Int) throws(Broken) -> JSONValue {
        skipSpace()
        let start = place
        guard let byte = peek else { throw broken(.syntax(expected: "{ [ \"")) }
        switch byte {
        case UInt8(ascii: "{"), UInt8(ascii: "["):
            guard depth < JSONScanner.deepest else { throw broken(.tooDeep) }
            let content = byte == UInt8(ascii: "{") ? try object(depth) : try array(depth)
            return JSONValue(content: content, range: start..<place)
        case UInt8(ascii: "\""): return JSONValue(content: .string(try string()), range: start..<place)
        case UInt8(ascii: "-"), UInt8(ascii: "0")...UInt8(ascii: "9"):
            return takes("-Infinity") ? notFinite(from: start) : try number(from: start)
        default:
            if takes("true") { return JSONValue(content: .bool(true), range: start..<place) }
            if takes("false") { return JSONValue(content: .bool(false), range: start..<place) }
            if takes("null") { return JSONValue(content: .null, range: start..<place) }
            guard takes("NaN") || takes("Infinity") else { throw broken(.syntax(expected: "{ [ \"")) }
            return notFinite(from: start)
        }
    }

    private mutating func object(_ depth: Int) throws(Broken) -> JSONValue.Content {
        place += 1
        var members: [JSONMember] = []
        var names: Set<String> = []
        skipSpace()
        if takes("}") { return .object(members) }
        repeat {
            skipSpace()
            let start = place
            guard peek == UInt8(ascii: "\"") else { throw broken(.syntax(expected: "\"")) }
            let name = try string()
            let nameRange = start..<place
            if !names.insert(name).inserted { diagnostics.append(.geo(.duplicateName(name), file, nameRange)) }
            skipSpace()
            guard takes(":") else { throw broken(.syntax(expected: ":")) }
            members.append(JSONMember(name: name, nameRange: nameRange, value: try value(depth: depth + 1)))
            skipSpace()
        } while takes(",")
        guard takes("}") else { throw broken(.syntax(expected: ", }")) }
        return .object(members)
    }

    private mutating func array(_ depth: Int) throws(Broken) -> JSONValue.Content {
        place += 1
        var elements: [JSONValue] = []
        skipSpace()
        if takes("]") { return .array(elements) }
        repeat {
            elements.append(try value(depth: depth + 1))
            skipSpace()
        } while takes(",")
        guard takes("]") else { throw broken(.syntax(expected: ", ]")) }
        return .array(elements)
    }
}

// MARK: Numbers

extension JSONScanner {
    private mutating func number(from start: Int) throws(Broken) -> JSONValue {
        _ = takes("-")
        let whole = digits()
        let hasLeadingZero = whole.count > 1 && bytes[whole.lowerBound] == UInt8(ascii: "0")
        guard !whole.isEmpty, !hasLeadingZero else { throw broken(.syntax(expected: "0–9")) }
        var decimals = 0
        if takes(".") {
            decimals = digits().count
            guard decimals > 0 else { throw broken(.syntax(expected: "0–9")) }
        }
        if takes("e") || takes("E") {
            _ = takes("+") || takes("-")
            guard !digits().isEmpty else { throw broken(.syntax(expected: "0–9")) }
        }
        guard let value = Double(String(decoding: bytes[start..<place], as: UTF8.self)), value.isFinite else {
            return notFinite(from: start)
        }
        return JSONValue(content: .number(value, decimals: decimals), range: start..<place)
    }

    private mutating func digits() -> Range<Int> {
        let start = place
        while let byte = peek, byte >= UInt8(ascii: "0"), byte <= UInt8(ascii: "9") { place += 1 }
        return start..<place
    }

    private mutating func notFinite(from start: Int) -> JSONValue {
        diagnostics.append(.geo(.notFinite, file, start..<place))
        return JSONValue(content: .number(.nan, decimals: 0), range: start..<place)
    }
}

// MARK: Strings

extension JSONScanner {
    private mutating func string() throws(Broken) -> String {
        place += 1
        let start = place
        while let byte = peek, byte != UInt8(ascii: "\""), byte != UInt8(ascii: "\\"), byte >= 0x20 { place += 1 }
        if takes("\"") { return String(decoding: bytes[start..<place - 1], as: UTF8.self) }
        return try escapedString(String(decoding: bytes[start..<place], as: UTF8.self))
    }

    /// The rest of a string with a backslash in it.
    private mutating func escapedString(_ beginning: String) throws(Broken) -> String {
        var text = beginning
        while !takes("\"") {
            guard let byte = peek, byte >= 0x20 else { throw broken(.syntax(expected: "\"")) }
            if byte == UInt8(ascii: "\\") {
                text.unicodeScalars.append(try escape())
                continue
            }
            let start = place
            while let byte = peek, byte != UInt8(ascii: "\""), byte != UInt8(ascii: "\\"), byte >= 0x20 { place += 1 }
            text += String(decoding: bytes[start..<place], as: UTF8.self)
        }
        return text
    }

    private mutating func escape() throws(Broken) -> Unicode.Scalar {
        for (escape, scalar) in JSONScanner.escapes where takes(escape) { return scalar }
        guard takes("\\u"), let first = hexadecimal() else { throw broken(.syntax(expected: "\\\" \\\\ \\u0000")) }
        if let scalar = Unicode.Scalar(first) { return scalar }
        guard first < 0xDC00, takes("\\u"), let second = hexadecimal(), (0xDC00...0xDFFF).contains(second),
            let scalar = Unicode.Scalar(0x10000 + (first - 0xD800) << 10 + (second - 0xDC00))
        else { throw broken(.syntax(expected: "\\uDC00–\\uDFFF")) }
        return scalar
    }

    private static let escapes: [(StaticString, Unicode.Scalar)] = [
        ("\\\"", "\""), ("\\\\", "\\"), ("\\/", "/"), ("\\b", "\u{8}"), ("\\f", "\u{C}"), ("\\n", "\n"),
        ("\\r", "\r"), ("\\t", "\t"),
    ]

    private mutating func hexadecimal() -> UInt32? {
        guard place + 4 <= bytes.count else { return nil }
        var value: UInt32 = 0
        for byte in bytes[place..<place + 4] {
            guard let digit = Character(Unicode.Scalar(byte)).hexDigitValue else { return nil }
            value = value << 4 + UInt32(digit)
        }
        place += 4
        return value
    }
}

// MARK: Bytes

extension JSONScanner {
    private var peek: UInt8? { place < bytes.count ? bytes[place] : nil }

    private mutating func skipSpace() {
        while let byte = peek, byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09 { place += 1 }
    }

    private mutating func takes(_ text: StaticString) -> Bool {
        let count = text.utf8CodeUnitCount
        guard place + count <= bytes.count else { return false }
        for offset in 0..<count where bytes[place + offset] != text.utf8Start[offset] { return false }
        place += count
        return true
    }

    private mutating func broken(_ fault: GeoFault) -> Broken {
        diagnostics.append(.geo(fault, file, place..<min(place + 1, bytes.count)))
        return Broken()
    }
}
