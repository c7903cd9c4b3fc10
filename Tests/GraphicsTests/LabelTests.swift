import GraphicsSamples
import TestSupport
import Testing

@testable import Graphics

@Suite("Labels")
struct LabelTests {
    @Test(
        "Widths are upper bounds in hundredths of an em",
        arguments: [
            ("07", 130), ("微网格07", 430), ("MW", 200), ("Ag", 140), ("if", 84), ("1,2", 163), ("·", 100), ("", 0),
        ]
    )
    func widths(text: String, width: Int) {
        #expect(TextWidth.hundredthsOfEm(of: text) == width)
    }

    private let words = LabelChoices(name: "微网格07", value: "412 户", shortName: "07")

    @Test("The ladder: name and value, name, broken name, short name, nothing")
    func ladder() {
        #expect(lines(width: 80, height: 40) == ["微网格07", "412 户"])
        #expect(lines(width: 80, height: 24) == ["微网格07"])
        #expect(lines(width: 50, height: 40) == ["微网", "格07"])
        #expect(lines(width: 22, height: 40) == ["07"])
        #expect(lines(width: 22, height: 17) == ["07"])
        #expect(lines(width: 18, height: 40) == nil)
        #expect(lines(width: 80, height: 12) == nil)
    }

    @Test("A name is broken between Han characters only, never before a mark")
    func breaking() {
        let choices = LabelChoices(name: "桂溪，益州", value: "", shortName: "")
        let label = LabelFitting.label(choices, in: Box(left: 0, top: 0, right: 43, bottom: 60))
        #expect(label == nil)
        let room = Box(left: 0, top: 0, right: 55, bottom: 60)
        #expect(LabelFitting.label(choices, in: room)?.lines == ["桂溪，益", "州"])
    }

    @Test("A label lies inside the inset of its cell", arguments: UInt64(1)...300)
    func inside(seed: UInt64) {
        var random = SeededGenerator(seed: seed)
        let left = Double(random.number(0...9000)) / 7
        let top = Double(random.number(0...9000)) / 7
        let cell = Box(
            left: left, top: top, right: left + Double(random.number(10...900)) / 7,
            bottom: top + Double(random.number(10...500)) / 7
        )
        guard let label = LabelFitting.label(words, in: cell) else { return }
        #expect(label.box.left >= cell.left + 2 && label.box.right <= cell.right - 2)
        #expect(label.box.top >= cell.top + 2 && label.box.bottom <= cell.bottom - 2)
    }

    private func lines(width: Double, height: Double) -> [String]? {
        LabelFitting.label(words, in: Box(left: 0, top: 0, right: width, bottom: height))?.lines
    }
}
