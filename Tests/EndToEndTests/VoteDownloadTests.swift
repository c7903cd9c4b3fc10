import TestSupport
import Testing
import VoteTestSupport

struct VoteDownloadTests {
    @Test("verify fetches an address, keeps the files if asked, and finds the same as in the folder")
    func address() throws {
        let election = try SampleElection.story(seed: 81, ballots: 300)
        let organiser = try VoteOrganiser(published: election)
        let server = try LoopbackServer("\(organiser.editor.folder.path)/vote")
        let address = server.address + "/"
        let verified = try organiser.editor.run("votes", "verify", address, "--save", "saved")
        #expect(verified.status == 0, "\(verified.errors)")
        #expect(try verified.output == organiser.verify().output)
        let second = try organiser.editor.secondVerifier(address)
        #expect(second.status == 0 && second.output.contains("sound"), "\(second.output)\(second.errors)")
        #expect(try organiser.verify("saved").status == 0)
        let again = try organiser.editor.run("votes", "verify", address, "--against", "saved")
        #expect(again.status == 0 && again.output.contains("一致"), "\(again.output)\(again.errors)")
        #expect(try organiser.editor.run("votes", "verify", address, "--save", "saved").status == 2)

        var result = try #require(organiser.editor.folder.read("vote/result.txt"))
        result[200] ^= 1
        try organiser.editor.folder.write(result, to: "vote/result.txt")
        let changed = try organiser.editor.run("votes", "verify", address)
        #expect(changed.status == 1 && changed.errors.contains("[result-wrong]"), "\(changed.errors)")
    }

    @Test("An incomplete download and an address that does not answer end with 3")
    func incomplete() throws {
        let organiser = try VoteOrganiser(published: try SampleElection.story(seed: 82, ballots: 300))
        let server = try LoopbackServer("\(organiser.editor.folder.path)/vote")
        try organiser.editor.folder.remove("vote/log/tile/entries/000")
        let incomplete = try organiser.editor.run("votes", "verify", server.address)
        #expect(
            incomplete.status == 3 && incomplete.errors.contains("log/tile/entries/000"), "\(incomplete.errors)")
        // Port 1 of loopback: nothing listens there.
        let silent = try organiser.editor.run("votes", "verify", "http://127.0.0.1:1/vote")
        #expect(silent.status == 3 && silent.errors.contains("下载不完整"), "\(silent.errors)")
        #expect(try organiser.editor.secondVerifier("http://127.0.0.1:1/vote").status == 3)
    }
}
