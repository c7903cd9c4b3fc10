import Diagnostics
import Testing

struct NearestNameTests {
    @Test(
        "The nearest name is found over small slips",
        arguments: [
            ("titel", "title"), ("tilte", "title"), ("Title", "title"), ("titl", "title"),
            ("summry", "summary"),
            ("district_ur", "district_url"), ("区县市", "区县"), ("date", "date"),
        ]
    )
    func slips(wrong: String, right: String) {
        let names = ["title", "summary", "district", "district_url", "区县", "街道", "date"]
        #expect(nearestName(to: wrong, among: names) == right)
    }

    @Test("Nothing is suggested where nothing is near")
    func farAway() {
        #expect(nearestName(to: "title", among: ["url", "banner", "tile_height"]) == nil)
        #expect(nearestName(to: "a", among: ["b", "c"]) == nil)
        #expect(nearestName(to: "", among: ["a", ""]) == nil)
        #expect(nearestName(to: "title", among: [String]()) == nil)
    }

    @Test("Among equally near names the first in UTF-8 order wins, whatever the order of the candidates")
    func ties() {
        #expect(nearestName(to: "cat", among: ["hat", "bat", "mat"]) == "bat")
        #expect(nearestName(to: "cat", among: ["mat", "bat", "hat"]) == "bat")
    }
}
