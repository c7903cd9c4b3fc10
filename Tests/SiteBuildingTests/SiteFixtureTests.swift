import Diagnostics
import Foundation
import SiteBuilding
import Testing

/// Every file in Sites/ is a site with what must come of it.
struct SiteFixtureTests {
    @Test("A site gives the diagnostics and pages that its fixture says", arguments: SiteFixture.names)
    func fixture(name: String) throws {
        let fixture: SiteFixture
        do { fixture = try SiteFixture.load(name) } catch {
            Issue.record("\(error)")
            return
        }
        let run = try SiteFixtureRun(fixture)
        let before = try run.folder.tree("")
        let checked = try run.check()
        #expect(try run.folder.tree("") == before, "\(name): check must not write")
        expectDiagnostics(try checked.diagnostics.map(run.line), fixture.check ?? [], "\(name), check")
        let built = try run.build()
        expectDiagnostics(try built.diagnostics.map(run.line), fixture.build ?? fixture.check ?? [], "\(name), build")
        expectMessages(built.diagnostics, run)
        if built.diagnostics.containsError {
            #expect(built.summary == nil)
            #expect(try run.folder.tree("") == before, "\(name): a build with errors must leave everything as it was")
        } else {
            try expectOutput(run)
            #expect(try run.build().summary?.written == 0, "\(name): a second build must write nothing")
        }
    }

    private func expectDiagnostics(_ found: [String], _ expected: [String], _ place: String) {
        if found == expected { return }
        Issue.record(
            """
            \(place): the diagnostics differ. Expected:
            \(expected.joined(separator: "\n"))
            Found (if this is right, write it into the fixture):
            \(found.joined(separator: "\n"))
            """)
    }

    private func expectMessages(_ diagnostics: [Diagnostic], _ run: SiteFixtureRun) {
        for (language, key) in [(Language.chinese, "zh"), (.english, "en")] {
            for (diagnostic, part) in zip(diagnostics, run.fixture.messages[key] ?? []) {
                let message = run.message(of: diagnostic, in: language)
                #expect(message.contains(part), "\(run.fixture.name), expect \(key): “\(part)” is not in “\(message)”")
            }
        }
    }

    private func expectOutput(_ run: SiteFixtureRun) throws {
        let output = try run.folder.tree("output")
        for demand in run.fixture.outputPaths {
            #expect(
                (output[demand.text] != nil) == demand.isWanted,
                "\(run.fixture.name): \(demand.text) should \(demand.isWanted ? "" : "not ")be in the output")
        }
        for (path, demands) in run.fixture.contents {
            let bytes = try #require(output[path], "\(run.fixture.name): \(path) is not in the output")
            let text = String(decoding: bytes, as: UTF8.self)
            for demand in demands {
                #expect(
                    text.contains(demand.text) == demand.isWanted,
                    "\(run.fixture.name): “\(demand.text)” should \(demand.isWanted ? "" : "not ")be in \(path)")
            }
        }
    }
}

/// The fixture format itself.
struct SiteFixtureFormatTests {
    @Test(
        "A fixture that cannot prove anything is refused",
        arguments: [
            ("-- content/a.md --\nx\n-- expect check --\n", "begin with a sentence"),
            ("It shows this.\n-- content/a.md --\nx\n", "expect check"),
            ("It shows this.\n-- expect check --\n", "expect output paths"),
            ("It shows this.\n-- expect check --\na:1:1: error[x]\n-- expect zh --\n字\n", "“expect en” needs"),
            ("It shows this.\n-- expect check --\n-- expect outputs --\na\n", "no section “expect outputs”"),
            ("It shows this.\n-- content/a.md\nx\n", "closing"),
            ("It shows this.\n-- content/a (escaped) --\n\\q\n-- expect check --\n", "unknown escape"),
        ])
    func refused(text: String, reason: String) {
        let fault = #expect(throws: FixtureFault.self) { try SiteFixture(name: "x", text: text) }
        #expect(fault?.description.contains(reason) == true, "\(fault?.description ?? "")")
    }

    @Test("Escapes give the bytes that they name")
    func escapes() throws {
        #expect(
            try unescaped("a\\x00\\xff\\r\\n\\t\\\\\\u{7f51}\\\nb") == [
                97, 0, 255, 13, 10, 9, 92, 0xE7, 0xBD, 0x91, 98,
            ])
    }
}
