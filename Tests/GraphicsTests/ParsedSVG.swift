/// An element of a parsed picture.
final class Element {
    let name: String
    let attributes: [String: String]
    var children: [Element] = []
    /// The text directly in it.
    var text = ""

    init(name: String, attributes: [String: String]) {
        self.name = name
        self.attributes = attributes
    }

    /// It and everything in it, in document order.
    var all: [Element] { [self] + children.flatMap(\.all) }
    func all(_ name: String) -> [Element] { all.filter { $0.name == name } }
    func first(_ name: String) -> Element? { children.first { $0.name == name } }
}

struct MalformedXML: Error {
    let reason: String
}

/// A strict reader of the small part of XML that pictures use: elements, double-quoted attributes, four entities.
struct XMLReader {
    private let bytes: [UInt8]
    private var place = 0

    static func read(_ text: String) throws -> Element {
        var reader = XMLReader(bytes: Array(text.utf8))
        guard reader.take("<") else { throw MalformedXML(reason: "no element") }
        let root = try reader.element()
        while reader.take("\n") {}
        guard reader.place == reader.bytes.count else { throw MalformedXML(reason: "text after the root") }
        return root
    }

    private init(bytes: [UInt8]) { self.bytes = bytes }

    private mutating func element() throws -> Element {
        let name = word()
        guard !name.isEmpty else { throw MalformedXML(reason: "no name at \(place)") }
        var attributes: [String: String] = [:]
        while take(" ") {
            let key = word()
            guard take("=\"") else { throw MalformedXML(reason: "no value of \(key)") }
            guard attributes.updateValue(try text(until: "\""), forKey: key) == nil, take("\"") else {
                throw MalformedXML(reason: "\(key) twice")
            }
        }
        let element = Element(name: name, attributes: attributes)
        if take("/>") { return element }
        guard take(">") else { throw MalformedXML(reason: "<\(name) does not end") }
        while !take("</") {
            if take("<") {
                element.children.append(try self.element())
            } else {
                element.text += try text(until: "<")
            }
        }
        guard word() == name, take(">") else { throw MalformedXML(reason: "</\(name)> missing") }
        return element
    }

    private mutating func text(until end: Character) throws -> String {
        var result: [UInt8] = []
        while place < bytes.count, bytes[place] != end.asciiValue {
            if take("&") {
                let entity = word()
                guard let sign = ["amp": "&", "lt": "<", "gt": ">", "quot": "\""][entity], take(";") else {
                    throw MalformedXML(reason: "&\(entity)")
                }
                result += Array(sign.utf8)
                continue
            }
            guard ![UInt8(ascii: "<"), UInt8(ascii: ">")].contains(bytes[place]),
                bytes[place] >= 32 || bytes[place] == 10
            else { throw MalformedXML(reason: "byte \(bytes[place])") }
            result.append(bytes[place])
            place += 1
        }
        guard place < bytes.count else { throw MalformedXML(reason: "end of text") }
        return String(decoding: result, as: UTF8.self)
    }

    private mutating func word() -> String {
        let start = place
        while place < bytes.count,
            bytes[place] >= 0x80 || Character(Unicode.Scalar(bytes[place])).isLetter
                || Character(Unicode.Scalar(bytes[place])).isNumber || bytes[place] == UInt8(ascii: "-")
        { place += 1 }
        return String(decoding: bytes[start..<place], as: UTF8.self)
    }

    private mutating func take(_ text: String) -> Bool {
        var end = place
        for byte in text.utf8 {
            guard end < bytes.count, bytes[end] == byte else { return false }
            end += 1
        }
        place = end
        return true
    }
}

/// A rectangle as it was written, in hundredths of a pixel.
struct WrittenBox: Hashable {
    var left: Int
    var top: Int
    var right: Int
    var bottom: Int

    var width: Int { right - left }
    var height: Int { bottom - top }
    /// Square pixels.
    var area: Double { Double(width) * Double(height) / 10_000 }

    func holds(_ other: WrittenBox) -> Bool {
        left <= other.left && top <= other.top && right >= other.right && bottom >= other.bottom
    }

    func meets(_ other: WrittenBox) -> Bool {
        left < other.right && other.left < right && top < other.bottom && other.top < bottom
    }

    /// The rectangles of path data in any of the three forms that maps are written in.
    static func rectangles(of data: String) throws -> [WrittenBox] {
        var boxes: [WrittenBox] = []
        for piece in data.split(separator: "z") {
            var numbers: [Int] = []
            for number in piece.split(whereSeparator: { "MmHhVv ".contains($0) }) {
                numbers.append(try hundredths(String(number)))
            }
            let letters = piece.filter { $0.isLetter }
            guard numbers.count == 5 else { throw MalformedXML(reason: "path \(piece)") }
            if letters == "MHVH" {
                guard numbers[4] == numbers[0] else { throw MalformedXML(reason: "open path \(piece)") }
                boxes.append(WrittenBox(left: numbers[0], top: numbers[1], right: numbers[2], bottom: numbers[3]))
            } else if letters == "Mhvh" {
                guard numbers[4] == -numbers[2] else { throw MalformedXML(reason: "open path \(piece)") }
                let (left, top) = (numbers[0], numbers[1])
                boxes.append(WrittenBox(left: left, top: top, right: left + numbers[2], bottom: top + numbers[3]))
            } else if letters == "mhvh", let last = boxes.last {
                guard numbers[4] == -numbers[2] else { throw MalformedXML(reason: "open path \(piece)") }
                let (left, top) = (last.left + numbers[0], last.top + numbers[1])
                boxes.append(WrittenBox(left: left, top: top, right: left + numbers[2], bottom: top + numbers[3]))
            } else {
                throw MalformedXML(reason: "path \(piece)")
            }
        }
        return boxes
    }

    /// A decimal number with at most two decimals, as a whole number of hundredths.
    static func hundredths(_ text: String) throws -> Int {
        let isNegative = text.hasPrefix("-")
        let parts = text.drop { $0 == "-" }.split(separator: ".", omittingEmptySubsequences: false)
        let decimals = parts.count > 1 ? String(parts[1]) : ""
        guard parts.count <= 2, decimals.count <= 2, let whole = Int(parts[0]),
            let rest = Int((decimals + "00").prefix(2)), !decimals.hasSuffix("0")
        else { throw MalformedXML(reason: "number \(text)") }
        return (isNegative ? -1 : 1) * (whole * 100 + rest)
    }
}
