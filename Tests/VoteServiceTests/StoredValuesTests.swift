import Testing
import VoteCore
import VoteService

@Suite struct `Values of a store` {
    @Test func `an addition begins where the log ends`() {
        var head = LogHead.empty
        head.frontier.append(MerkleHash(leaf: [1]))
        #expect(LogAddition(behind: head).first == 1)
    }
}
