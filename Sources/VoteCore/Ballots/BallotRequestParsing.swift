/// The one JSON object that a ballot is sent as, read strictly and without building a tree.
///
///     {"v":1,"category":"grid-worker","choices":["gw-003"],"ballot_id":"…","challenge":"…","solution":[1,2],"code":"…"}
extension BallotRequest {
    /// The most bytes that are looked at.
    public static let maximumLength = 4096

    /// The request in `body`.
    ///
    /// Keys may come in any order, once each, and no others. Strings hold printable ASCII without escapes: no value
    /// of a ballot needs anything else.
    public init(json body: [UInt8]) throws(BallotRefusal) {
        var reader = FlatJSON(body)
        let fields = try reader.object()
        func string(_ name: String) throws(BallotRefusal) -> [UInt8] {
            guard let value = fields[name] else { throw .missingField }
            guard case .string(let bytes) = value else { throw .notJSON }
            return bytes
        }
        let known: Set = ["v", "category", "choices", "ballot_id", "challenge", "solution", "code"]
        guard fields.keys.allSatisfy(known.contains) else { throw .unknownField }
        guard let version = fields["v"], let choices = fields["choices"], let solution = fields["solution"] else {
            throw .missingField
        }
        guard case .number(1) = version else { throw .version }
        guard case .strings(let keys) = choices, case .numbers(let answers) = solution else { throw .notJSON }
        guard let id = Bytes16(text: try string("ballot_id")) else { throw .ballotID }
        guard let challenge = Base64.url.decode(try string("challenge")),
            challenge.count == PuzzleChallenge.sealedLength
        else { throw .puzzleInvalid }
        self.init(
            award: String(decoding: try string("category"), as: UTF8.self),
            choices: keys.map { String(decoding: $0, as: UTF8.self) }, id: id, challenge: challenge,
            solution: answers, code: fields["code"] == nil ? nil : String(decoding: try string("code"), as: UTF8.self))
    }
}

/// A reader of one flat JSON object of strings, numbers below 2^32 and lists of either.
struct FlatJSON {
    enum Value {
        case string([UInt8])
        case number(UInt32)
        case strings([[UInt8]])
        case numbers([UInt32])
    }

    private let bytes: [UInt8]
    private var next = 0

    init(_ bytes: [UInt8]) { self.bytes = bytes }

    mutating func object() throws(BallotRefusal) -> [String: Value] {
        guard bytes.count <= BallotRequest.maximumLength else { throw .notJSON }
        var fields: [String: Value] = [:]
        try expect(UInt8(ascii: "{"))
        if !accept(UInt8(ascii: "}")) {
            repeat {
                let name = String(decoding: try string(), as: UTF8.self)
                try expect(UInt8(ascii: ":"))
                let value = try value()
                guard fields.updateValue(value, forKey: name) == nil else { throw .duplicateField }
            } while accept(UInt8(ascii: ","))
            try expect(UInt8(ascii: "}"))
        }
        skipSpace()
        guard next == bytes.count else { throw .notJSON }
        return fields
    }

    private mutating func value() throws(BallotRefusal) -> Value {
        skipSpace()
        switch next < bytes.count ? bytes[next] : 0 {
        case UInt8(ascii: "\""): return .string(try string())
        case UInt8(ascii: "["): return try list()
        default: return .number(try number())
        }
    }

    /// A list of one kind; an empty list counts as one of strings.
    private mutating func list() throws(BallotRefusal) -> Value {
        try expect(UInt8(ascii: "["))
        if accept(UInt8(ascii: "]")) { return .strings([]) }
        skipSpace()
        let holdsStrings = next < bytes.count && bytes[next] == UInt8(ascii: "\"")
        var strings: [[UInt8]] = []
        var numbers: [UInt32] = []
        repeat {
            if holdsStrings { strings.append(try string()) } else { numbers.append(try number()) }
        } while accept(UInt8(ascii: ","))
        try expect(UInt8(ascii: "]"))
        return holdsStrings ? .strings(strings) : .numbers(numbers)
    }

    private mutating func string() throws(BallotRefusal) -> [UInt8] {
        try expect(UInt8(ascii: "\""))
        let start = next
        while next < bytes.count, bytes[next] != UInt8(ascii: "\"") {
            guard bytes[next] >= 0x20, bytes[next] < 0x7F, bytes[next] != UInt8(ascii: "\\") else { throw .notJSON }
            next += 1
        }
        let text = bytes[start..<next]
        try expect(UInt8(ascii: "\""))
        return Array(text)
    }

    private mutating func number() throws(BallotRefusal) -> UInt32 {
        skipSpace()
        let start = next
        while next < bytes.count, bytes[next] >= UInt8(ascii: "0"), bytes[next] <= UInt8(ascii: "9") { next += 1 }
        guard let value = WholeNumber.value(of: bytes[start..<next]), let number = UInt32(exactly: value) else {
            throw .notJSON
        }
        return number
    }

    private mutating func skipSpace() {
        while next < bytes.count, [0x20, 0x09, 0x0A, 0x0D].contains(bytes[next]) { next += 1 }
    }

    private mutating func accept(_ byte: UInt8) -> Bool {
        skipSpace()
        guard next < bytes.count, bytes[next] == byte else { return false }
        next += 1
        return true
    }

    private mutating func expect(_ byte: UInt8) throws(BallotRefusal) {
        guard accept(byte) else { throw .notJSON }
    }
}
