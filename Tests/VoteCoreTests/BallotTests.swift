import TestSupport
import Testing
import VoteTestSupport

@testable import VoteCore

struct BallotTests {
    static func bytes16(_ first: UInt8) throws -> Bytes16 { try #require(Bytes16((0..<16).map { first + $0 })) }

    @Test("The design's ballot has the design's bytes, tag and leaf hash")
    func goldenBallot() throws {
        let tag = VoterTag.tag(
            election: "cd-2026-zuimei", award: "grid-worker", period: "2026-09-01", token: try Self.bytes16(0))
        #expect(tag.text == "wj0BQ_UxwiASVxnuNtuC0Q")
        let ballot = Ballot(
            channel: "d", award: "grid-worker", choices: ["gw-017", "gw-003"], tag: tag, id: try Self.bytes16(0x10))
        let entry = LogEntry(index: 42, time: 2_980_000 * 600 + 77, .ballot(ballot))
        let text = "gv1\tB\t42\t2980000\td\tgrid-worker\tgw-003,gw-017\twj0BQ_UxwiASVxnuNtuC0Q\tEBESExQVFhcYGRobHB0eHw"
        #expect(String(decoding: entry.text, as: UTF8.self) == text && entry.text.count == 90)
        #expect(
            Hexadecimal.encode(MerkleHash(leaf: entry.text).bytes)
                == "dae05a2e5e909b70186957b125eb80b9c8b134a6f9951470f4343183b22a7558")
        #expect(try LogEntry(text: entry.text[...]) == entry)
    }

    @Test("A request is read in any order of its fields and refused with its code for every fault")
    func requests() throws {
        let challenge = Base64.url.encode([UInt8](repeating: 1, count: PuzzleChallenge.sealedLength))
        let fields = [
            "v": "1", "category": "\"worker\"", "choices": "[\"gw-1\", \"gw-2\"]",
            "ballot_id": "\"EBESExQVFhcYGRobHB0eHw\"",
            "challenge": "\"\(challenge)\"", "solution": "[0, 4294967295]",
        ]
        func read(_ fields: [String: String], more: String = "") -> Result<BallotRequest, BallotRefusal> {
            let body =
                "{" + fields.sorted { $0.key < $1.key }.map { "\"\($0.key)\":\($0.value)" }.joined(separator: ", ")
                + more + "}"
            return Result { () throws(BallotRefusal) in try BallotRequest(json: Array(body.utf8)) }
        }
        let request = try read(fields).get()
        #expect(request.choices == ["gw-1", "gw-2"] && request.solution == [0, .max] && request.code == nil)
        #expect(try read(fields.merging(["code": "\"AB\""]) { $1 }).get().code == "AB")
        let faults: [(String, String?, BallotRefusal)] = [
            ("v", "2", .version), ("v", "\"1\"", .version), ("v", nil, .missingField), ("category", "1", .notJSON),
            ("category", nil, .missingField), ("choices", "[1]", .notJSON), ("choices", "{}", .notJSON),
            ("choices", "[\"a\\u0041\"]", .notJSON), ("choices", "[\"网格\"]", .notJSON),
            ("choices", "[\"a\",]", .notJSON),
            ("ballot_id", "\"short\"", .ballotID), ("ballot_id", "\"EBESExQVFhcYGRobHB0eHx\"", .ballotID),
            ("challenge", "\"AA\"", .puzzleInvalid), ("solution", "[-1]", .notJSON), ("solution", "[01]", .notJSON),
            ("solution", "[4294967296]", .notJSON), ("solution", "[1.5]", .notJSON), ("solution", "[1e3]", .notJSON),
            ("solution", "[[1]]", .notJSON), ("extra", "1", .unknownField), ("solution", "null", .notJSON),
        ]
        for (name, value, refusal) in faults {
            var changed = fields
            changed[name] = value
            #expect(read(changed) == .failure(refusal), "\(name): \(value ?? "left out")")
        }
        #expect(read(fields, more: ",\"v\":1") == .failure(.duplicateField))
        #expect(read(fields, more: String(repeating: " ", count: 5000)) == .failure(.notJSON))
    }

    @Test("Ten thousand damaged requests are refused or read, and never crash")
    func damagedRequests() throws {
        let challenge = Base64.url.encode([UInt8](repeating: 1, count: PuzzleChallenge.sealedLength))
        let body = Array(
            "{\"v\":1,\"category\":\"worker\",\"choices\":[\"gw-1\"],\"ballot_id\":\"EBESExQVFhcYGRobHB0eHw\",\"challenge\":\"\(challenge)\",\"solution\":[1,2]}"
                .utf8)
        var generator = SeededGenerator(seed: 10_000)
        var refused = 0
        for _ in 0..<10_000 {
            var damaged = body
            for _ in 0..<Int.random(in: 1...3, using: &generator) {
                let place = Int.random(in: damaged.indices, using: &generator)
                switch Int.random(in: 0..<3, using: &generator) {
                case 0: damaged[place] = UInt8.random(in: 0...255, using: &generator)
                case 1: damaged.remove(at: place)
                default: damaged.insert(generator.pick(Array("{}[]\",:0\\".utf8)), at: place)
                }
            }
            do { _ = try BallotRequest(json: damaged) } catch { refused += 1 }
        }
        // Changes inside the values of challenge, id and keys may well give another good request.
        #expect(refused > 5000, "\(refused) of 10,000")
    }

    @Test("Choices, state and time are refused with their codes")
    func refusals() throws {
        let rules = try AnomalyTests.rules()
        #expect(rules.refusal(award: "worker", choices: ["gw-1", "gw-2"]) == nil)
        #expect(rules.refusal(award: "nobody", choices: ["gw-1"]) == .award)
        #expect(rules.refusal(award: "worker", choices: ["gw-1", "x"]) == .choiceUnknown)
        #expect(rules.refusal(award: "worker", choices: ["gw-1", "gw-1"]) == .choiceDuplicate)
        #expect(rules.refusal(award: "worker", choices: []) == .choiceCount)
        #expect(rules.refusal(award: "head", choices: ["gw-1", "gw-2", "gw-3", "gw-4"]) == .choiceCount)
        let codes: [ElectionState: BallotRefusal] = [
            .draft: .notOpen, .announced: .notOpen, .paused: .paused, .closed: .closed, .published: .closed,
            .frozen: .closed, .annulled: .closed,
        ]
        for (state, refusal) in codes { #expect(rules.refusal(state: state, time: rules.opens) == refusal) }
        #expect(rules.refusal(state: .open, time: rules.opens - 1) == .notOpen)
        #expect(rules.refusal(state: .open, time: rules.opens) == nil)
        #expect(rules.refusal(state: .open, time: rules.closes - 1) == nil)
        #expect(rules.refusal(state: .open, time: rules.closes) == .closed)
        #expect(
            rules.refusal(ballotsOfAddress: 4999) == nil && rules.refusal(ballotsOfAddress: 5000) == .tooManyFromAddress
        )
    }

    @Test("Puzzles get harder above the soft limit and never above the highest level")
    func levels() throws {
        let rules = try AnomalyTests.rules()
        let levels = [0, 199, 200, 999, 1000, 4000].map {
            rules.puzzleLevel(ballotsOfAddress: $0, queueIsHalfFull: false)
        }
        #expect(levels == [1, 1, 2, 2, 3, 3])
        #expect(rules.puzzleLevel(ballotsOfAddress: 4000, queueIsHalfFull: true) == 3)
    }

    @Test("Every refusal has a code of its own and words in both languages")
    func codes() {
        for refusal in BallotRefusal.allCases {
            #expect(refusal.rawValue.hasPrefix("E_") && !refusal.message.zh.isEmpty && !refusal.message.en.isEmpty)
        }
    }

    @Test("Equal wishes have one fingerprint, and different ones different fingerprints")
    func fingerprints() throws {
        func request(_ choices: [String], code: String? = nil, solution: [UInt32] = []) throws -> BallotRequest {
            BallotRequest(
                award: "worker", choices: choices, id: try Self.bytes16(1), challenge: [], solution: solution,
                code: code)
        }
        let first = try request(["a", "b"]).fingerprint
        #expect(try request(["b", "a"], solution: [7]).fingerprint == first)
        #expect(try request(["a"]).fingerprint != first)
        let code = PrintedCode(random: 5).text
        #expect(
            try request(["a", "b"], code: code).fingerprint == request(["a", "b"], code: code.lowercased()).fingerprint)
    }
}

struct IdentityTests {
    static let key = [UInt8](repeating: 3, count: 32)

    @Test("A browser's token comes back from its cookie, and no changed cookie is taken")
    func deviceToken() throws {
        let token = DeviceToken(token: try BallotTests.bytes16(0), issuedMinute: 29_803_740)
        let text = token.text(key: Self.key)
        #expect(DeviceToken(text: text.utf8, key: Self.key) == token)
        #expect(DeviceToken(text: text.utf8, key: [1]) == nil)
        for place in 0..<text.utf8.count {
            var changed = Array(text.utf8)
            changed[place] = changed[place] == UInt8(ascii: "A") ? UInt8(ascii: "B") : UInt8(ascii: "A")
            #expect(DeviceToken(text: changed, key: Self.key) == nil, "character \(place)")
        }
    }

    @Test("A printed code is read however people type it, and a wrong character is another code or none")
    func printedCode() throws {
        var generator = SeededGenerator(seed: 60)
        for _ in 0..<500 {
            let code = PrintedCode(random: generator.next())
            let typed = code.text.lowercased().replacing("0", with: "o").replacing("1", with: "l").replacing(
                "-", with: " ")
            #expect(PrintedCode(typed) == code && code.text.count == 14, "\(typed)")
            var changed = Array(code.text.utf8)
            changed[5] = changed[5] == UInt8(ascii: "Z") ? UInt8(ascii: "Y") : UInt8(ascii: "Z")
            #expect(PrintedCode(String(decoding: changed, as: UTF8.self)) != code)
        }
        for bad in ["", "1234", "UUUU-UUUU-UUUU", "0000-0000-00000", "投票投票投票投票"] { #expect(PrintedCode(bad) == nil) }
        let code = PrintedCode(random: 1)
        let stored = code.hash(election: "a", key: Self.key)
        #expect(stored != code.hash(election: "b", key: Self.key) && stored != code.hash(election: "a", key: [1]))
        #expect(!stored.bytes.starts(with: code.token(election: "a", key: Self.key).bytes))
    }

    @Test("The commitment to codes depends on the set, not on its order")
    func commitment() {
        var generator = SeededGenerator(seed: 61)
        let hashes = (0..<50 as Range<UInt64>).map { PrintedCode(random: $0).hash(election: "a", key: Self.key) }
        let root = PrintedCode.commitment(of: hashes)
        #expect(PrintedCode.commitment(of: hashes.shuffled(using: &generator)) == root)
        #expect(PrintedCode.commitment(of: hashes + [.empty]) != root)
    }

    @Test("Tags differ by election, award, period and token, and days part at midnight in UTC+8")
    func tags() throws {
        let rules = try AnomalyTests.rules()
        let award = rules.awards[0]
        let token = try BallotTests.bytes16(0)
        func tag(_ slot: Int) -> Bytes16 { VoterTag.tag(election: "a", award: award, slot: slot, token: token) }
        let midnight = 1_788_192_000 / 600
        #expect(tag(midnight) == tag(midnight + 143) && tag(midnight) != tag(midnight - 1))
        #expect(tag(midnight) == VoterTag.tag(election: "a", award: "worker", period: "2026-09-01", token: token))
        let other = VoterTag.tag(election: "a", award: "worker", period: "-", token: token)
        #expect(Set([tag(midnight), tag(midnight - 1), other]).count == 3)
    }

    @Test("IPv6 counts by its first 64 bits, IPv4 whole, also inside IPv6")
    func networks() {
        let salt: [UInt8] = [1, 2, 3]
        let six = [UInt8](repeating: 0x20, count: 16)
        #expect(NetworkTag.tag(address: six, salt: salt) == NetworkTag.tag(address: six.dropLast() + [9], salt: salt))
        #expect(NetworkTag.tag(address: six, salt: salt) != NetworkTag.tag(address: [9] + six.dropFirst(), salt: salt))
        let mapped = [UInt8](repeating: 0, count: 10) + [255, 255, 10, 0, 0, 1]
        #expect(NetworkTag.tag(address: mapped, salt: salt) == NetworkTag.tag(address: [10, 0, 0, 1], salt: salt))
        #expect(
            NetworkTag.tag(address: [10, 0, 0, 1], salt: salt) != NetworkTag.tag(address: [10, 0, 0, 2], salt: salt))
        #expect(NetworkTag.tag(address: [1], salt: salt) == nil)
    }
}

struct PuzzleTests {
    static let key = [UInt8](repeating: 8, count: 32)

    static func binding(day: Int = 20_697, award: Int = 1, token: UInt8 = 0, election: String = "a") throws
        -> PuzzleChallenge.Binding
    {
        .init(election: election, award: award, day: day, token: try BallotTests.bytes16(token))
    }

    /// A challenge of the easiest level with its solution, made once.
    static let solved: (sealed: [UInt8], solution: [UInt32]) = {
        guard let binding = try? binding(), let id = try? BallotTests.bytes16(9) else { return ([], []) }
        let challenge = PuzzleChallenge(
            level: 0, binding: binding, issuedMilliseconds: 1_000_000, expires: 1300, id: id)
        return (challenge.sealed(key: key), PuzzleChallenge.solve(challenge.bytes))
    }()

    private func check(_ sealed: [UInt8], _ solution: [UInt32], binding: PuzzleChallenge.Binding, time: Int = 1299)
        -> Result<Bytes16, BallotRefusal>
    {
        Result { () throws(BallotRefusal) in
            try PuzzleChallenge.check(sealed, solution: solution, binding: binding, time: time, key: Self.key).id
        }
    }

    @Test("A solved challenge is taken until it expires, for its voter, award, day and election only")
    func binding() throws {
        let (sealed, solution) = Self.solved
        let good = try Self.binding()
        #expect(check(sealed, solution, binding: good) == .success(try BallotTests.bytes16(9)))
        #expect(check(sealed, solution, binding: good, time: 1300) == .failure(.puzzleExpired))
        for other in [
            try Self.binding(day: 20_698), try Self.binding(award: 0), try Self.binding(token: 1),
            try Self.binding(election: "b"),
        ] {
            #expect(check(sealed, solution, binding: other) == .failure(.puzzleBinding))
        }
    }

    @Test("No bit of a challenge or its seal can be changed")
    func seal() throws {
        let (sealed, solution) = Self.solved
        let good = try Self.binding()
        for bit in 0..<sealed.count * 8 {
            var changed = sealed
            changed[bit / 8] ^= 1 << (bit % 8)
            #expect(check(changed, solution, binding: good) == .failure(.puzzleInvalid), "bit \(bit)")
        }
    }

    @Test("Work that is missing, short or for another puzzle is refused")
    func work() throws {
        let (sealed, solution) = Self.solved
        let good = try Self.binding()
        #expect(solution.count == 16)
        #expect(check(sealed, [], binding: good) == .failure(.puzzleInvalid))
        #expect(check(sealed, Array(solution.dropLast()), binding: good) == .failure(.puzzleInvalid))
        #expect(check(sealed, solution.reversed(), binding: good) == .failure(.puzzleInvalid))
        for place in solution.indices where solution[place] > 0 {
            // The solver finds the lowest answers, so the number below is none.
            var short = solution
            short[place] -= 1
            #expect(check(sealed, short, binding: good) == .failure(.puzzleInvalid))
        }
    }
}
