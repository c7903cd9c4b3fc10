import NIOCore
import Synchronization
import TestSupport
import Testing

@testable import PreviewServer

struct OpenPagesTests {
    private func version(_ content: Int, sheet: Int = 0) -> PageVersion {
        PageVersion(Array("<link rel=\"stylesheet\" href=\"s\(sheet).css\">\(content)".utf8))
    }

    @Test("a page is told to reload for new content, to swap for new style sheets, and nothing otherwise")
    func update() {
        var pages = OpenPages()
        for (id, path) in ["a", "b", "c", "d"].enumerated() {
            #expect(pages.open(id, path: path, version: version(0).name) == [.tell(id, .overlay(""))])
        }
        let actions = pages.update(versions: ["a": version(1), "b": version(0, sheet: 2), "c": version(0)])
        #expect(actions == [.tell(0, .reload), .tell(1, .styleSheets(["s2.css"]))])
        #expect(pages.update(versions: ["a": version(1), "b": version(0, sheet: 2)]).isEmpty, "nothing is told twice")
        #expect(pages.update(versions: [:], touched: ["d"]) == [.tell(3, .reload)])
    }

    @Test("the overlay is told to all when it changes, and to those who come later")
    func overlay() {
        var pages = OpenPages()
        _ = pages.open(1, path: "a", version: "")
        #expect(pages.show(overlay: "x") == [.tell(1, .overlay("x"))])
        #expect(pages.show(overlay: "x").isEmpty)
        #expect(pages.open(2, path: "b", version: "") == [.tell(2, .overlay("x"))])
        #expect(pages.show(overlay: "") == [.tell(1, .overlay("")), .tell(2, .overlay(""))])
    }

    @Test("a page that does not read is dropped once, and one too many is sent away")
    func drops() {
        var pages = OpenPages(limit: 1)
        _ = pages.open(1, path: "a", version: "")
        #expect(pages.open(2, path: "a", version: "") == [.drop(2)])
        #expect(pages.overflow(1) == [.drop(1)] && pages.overflow(1).isEmpty && pages.count == 0)
    }

    @Test("after any events every page that has followed them shows what is on the disk", arguments: 1...30)
    func random(seed: UInt64) {
        var random = SeededGenerator(seed: seed)
        var pages = OpenPages()
        var disk = ["a": version(0), "b": version(0), "c": version(0)]
        var shown: [Int: (path: String, version: PageVersion)] = [:]
        for step in 0..<200 {
            let path = ["a", "b", "c"][Int.random(in: 0..<3, using: &random)]
            var actions: [OpenPages.Action] = []
            switch Int.random(in: 0..<4, using: &random) {
            case 0:
                let stale = version(Int.random(in: 0..<3, using: &random))
                shown[step] = (path, stale)
                actions = pages.open(step, path: path, version: stale.name)
                actions += pages.update(step, version: disk[path])
            case 1:
                guard let id = shown.keys.min() else { continue }
                shown[id] = nil
                pages.close(id)
            default:
                disk[path] = version(
                    Int.random(in: 0..<3, using: &random), sheet: Int.random(in: 0..<3, using: &random))
                actions = pages.update(versions: disk)
            }
            for case .tell(let id, let event) in actions {
                guard let page = shown[id], let now = disk[page.path] else {
                    Issue.record("a closed page was told something, seed \(seed)")
                    continue
                }
                switch event {
                case .reload: shown[id]?.version = now
                case .styleSheets(let sheets):
                    #expect(now.hasContent(of: page.version) && sheets == now.styleSheets, "seed \(seed)")
                    shown[id]?.version = now
                default: continue
                }
            }
            for page in shown.values { #expect(page.version == disk[page.path], "seed \(seed), step \(step)") }
        }
    }

    @Test("a connection that reads nothing is ended, and the others go on")
    func slowReader() async {
        let hub = EventHub { _ in PageVersion([]) }
        let ended = Mutex(false)
        let slow = hub.open("a", shown: PageVersion([]).name) { ended.withLock { $0 = true } }
        let quick = hub.open("a", shown: PageVersion([]).name) { Issue.record("the quick one was ended") }
        var events = quick.events.makeAsyncIterator()
        for _ in 0..<2 { _ = await events.next() }
        for round in 0..<40 {
            hub.show(overlay: "\(round)")
            #expect(await events.next().map { String(buffer: $0) } == PageEvent.overlay("\(round)").text)
        }
        #expect(ended.withLock { $0 } && hub.count == 1)
        hub.close(slow.id)
        hub.close(quick.id)
        #expect(hub.count == 0)
    }

    @Test("events have the form of Server-Sent Events: one line of data and an empty line")
    func form() {
        for event in [PageEvent.reload, .facts, .overlay("<p>\n\n</p>"), .styleSheets(["a.css", "b\"\n.css"])] {
            let lines = event.text.split(separator: "\n", omittingEmptySubsequences: false)
            #expect(lines.count == 4 && lines[0].hasPrefix("event: ") && lines[1].hasPrefix("data: "), "\(event.text)")
            #expect(lines[2].isEmpty && lines[3].isEmpty)
        }
    }
}
