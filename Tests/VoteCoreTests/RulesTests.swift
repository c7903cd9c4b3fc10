import TestSupport
import Testing
import VoteTestSupport

@testable import VoteCore

struct RulesTests {
    @Test("Rules come back from their text, and every text has one set of rules", arguments: 0..<60 as Range<UInt64>)
    func roundTrip(seed: UInt64) throws {
        let rules = try SampleElection(seed: seed).rules
        #expect(rules.faults().isEmpty)
        #expect(try ElectionRules(text: rules.text) == rules)
        var generator = SeededGenerator(seed: seed)
        for _ in 0..<60 {
            var changed = rules.text
            changed[Int.random(in: changed.indices, using: &generator)] = generator.pick(Array("\t\n019a-= 网".utf8))
            guard let read = try? ElectionRules(text: changed) else { continue }
            #expect(read.text == changed, "two texts for the same rules")
        }
    }

    @Test("Rules that make no sense are refused, each at its line")
    func sense() throws {
        let faults: [(String, (inout ElectionRules) -> Void)] = [
            ("closes", { $0.closes = $0.opens }), ("closes", { $0.closes = $0.opens + 61 * 86_400 }),
            ("closes", { $0.opens += 1 }), ("limits", { $0.limits = .init(soft: 100, hard: 100) }),
            ("work", { $0.awards = [] }), ("award", { $0.awards += [$0.awards[0]] }),
            ("review", { $0.reviewRules.append(.other) }), ("operator", { $0.operators.removeLast(2) }),
            ("operator", { $0.operators[1] = .init(id: "op9", key: $0.operators[0].key) }),
        ]
        for (line, change) in faults {
            let rules = try SampleElection(seed: 2, change: change).rules
            let fault = try #require(rules.faults().first, "\(line)")
            #expect(rules.text[fault.range].starts(with: line.utf8), "the fault of \(line) is at \(fault.range)")
            #expect(throws: FormatFault.self) { try ElectionRules(text: rules.text) }
        }
    }

    @Test("While the vote is open only words, display and a later end may change")
    func changes() throws {
        let rules = try SampleElection(seed: 3).rules
        let allowed: [(inout ElectionRules) -> Void] = [
            { $0.title = "别的名字" }, { $0.display = .hidden }, { $0.closes += 600 }, { $0.noticeDays += 1 },
            { $0.limits = .init(soft: 1, hard: 60) }, { $0.work = 0...0 },
        ]
        let forbidden: [(inout ElectionRules) -> Void] = [
            { $0.closes -= 600 }, { $0.opens += 600 }, { $0.awards.removeLast() }, { $0.reviewRules.removeLast() },
            { $0.operators.removeLast() }, { $0.identity = .code(count: 1, commitment: .empty) }, { $0.origin = "b" },
            { $0.id = "other" }, { $0.logKey = $0.operators[0].key }, { $0.noticeDays -= 1 },
        ]
        for (number, change) in allowed.enumerated() {
            var next = rules
            change(&next)
            #expect(rules.allowsWhileOpen(next), "allowed change \(number)")
        }
        for (number, change) in forbidden.enumerated() {
            var next = rules
            change(&next)
            #expect(!rules.allowsWhileOpen(next), "forbidden change \(number)")
        }
    }

    @Test("Every state but the last two leads on, and nothing leads back to before the opening")
    func states() {
        for state in ElectionState.allCases where state != .annulled { #expect(!state.successors.isEmpty) }
        for state in ElectionState.allCases where state != .draft {
            #expect(!state.successors.contains(.draft) && (state == .draft || !state.successors.contains(.announced)))
        }
    }
}

struct EntryTests {
    @Test("Entries of every kind come back from their text, and every text is that of one entry")
    func roundTrip() throws {
        var generator = SeededGenerator(seed: 5)
        var kinds: Set<UInt8> = []
        for seed in 40..<48 as Range<UInt64> {
            for text in try SampleElection.story(seed: seed, ballots: 40).entries {
                let entry = try LogEntry(text: text[...])
                #expect(entry.text == text)
                kinds.insert(text[4])
                for _ in 0..<20 {
                    var changed = text
                    changed[Int.random(in: changed.indices, using: &generator)] = generator.pick(
                        Array("\t\n019aZ-,= \u{FF}".utf8))
                    guard let read = try? LogEntry(text: changed[...]) else { continue }
                    #expect(
                        read.text == changed, "two texts for one entry: \(String(decoding: changed, as: UTF8.self))")
                }
            }
        }
        #expect(kinds == Set("BDSXRINF".utf8), "the stories must show every kind of entry")
    }

    @Test("Excluding and reinstating a hundred times leaves the numbers as they were, and everything in the log")
    func reinstatement() throws {
        var election = try SampleElection.story(seed: 9, ballots: 30, end: .open)
        let before = try #require(election.replay.tally)
        for round in 0..<100 {
            let places = election.ballots.map(\.place).filter { ($0 + round) % 3 == 0 }
            #expect(try election.exclude(places).isEmpty)
            #expect(election.replay.tally?.ballots.excluded == places.count)
            #expect(try election.reinstate(election.entries.count - 1, ballots: places).isEmpty)
        }
        let after = try #require(election.replay.tally)
        #expect(after.awards == before.awards && after.ballots == before.ballots && after.exclusions.count == 100)
    }

    @Test("Equal totals share a rank, are marked, and stand in the order of the rules")
    func ranking() {
        let numbers = [3, 5, 5, 0, 3, 9].enumerated().map { place, votes in
            (candidate: "c\(place)", votes: VoteCount(received: votes), imported: VoteCount())
        }
        let standings = Tally.ranked(numbers)
        #expect(standings.map(\.candidate) == ["c5", "c1", "c2", "c0", "c4", "c3"])
        #expect(standings.map(\.rank) == [1, 2, 2, 4, 4, 6])
        #expect(standings.map(\.isTied) == [false, true, true, true, true, false])
    }
}
