import Foundation
import Graphics

/// Draws made-up communities, for `make bench` and for the tests in a browser.
///
///     GraphicsBenchmark samples FOLDER         writes NAME.svg, what a page of maps needs, and NAME.json, data for others
///     GraphicsBenchmark time NAME SECONDS      prints the milliseconds of one drawing, without and with a lock
@main
enum GraphicsBenchmark {
    static func main() throws {
        let arguments = CommandLine.arguments.dropFirst()
        switch (arguments.first, arguments.count) {
        case ("samples", 2): try writeSamples(URL(fileURLWithPath: arguments[2], isDirectory: true))
        case ("time", 3): try time(arguments[2], seconds: Double(arguments[3]) ?? 1)
        default: FileHandle.standardError.write(Data("usage: samples FOLDER | time NAME SECONDS\n".utf8))
        }
    }

    private static func writeSamples(_ folder: URL) throws {
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        try Data(PictureStylesheet.page.utf8).write(to: folder.appending(path: "maps.css"))
        try Data(PicturePatterns.markup.utf8).write(to: folder.appending(path: "patterns.svg"))
        let encoder = JSONEncoder()
        encoder.outputFormatting = .sortedKeys
        for sample in Sample.all {
            let drawing = try sample.draw(sample.units)
            let data = SampleData(sample, sample.units, drawing)
            try Data(drawing.bytes).write(to: folder.appending(path: sample.name + ".svg"))
            try encoder.encode(data).write(to: folder.appending(path: sample.name + ".json"))
        }
    }

    private static func time(_ name: String, seconds: Double) throws {
        guard let sample = Sample.all.first(where: { $0.name == name }) else { return }
        let lock = try sample.draw(sample.units).lock
        let later = sample.later
        let free = try median(seconds) { try sample.draw(later).bytes.count }
        let locked = try median(seconds) { try sample.draw(later, lock: lock).bytes.count }
        print(free, locked)
    }

    /// The median of the milliseconds that `body` takes, once it is warm. Its results are added up, so that none of
    /// its work can be left out.
    private static func median(_ seconds: Double, _ body: () throws -> Int) throws -> Double {
        let clock = ContinuousClock()
        var times: [Duration] = []
        var sum = 0
        let start = clock.now
        while clock.now - start < .seconds(seconds) {
            let before = clock.now
            sum += try body()
            times.append(clock.now - before)
        }
        times.removeFirst(times.count / 4)
        times.sort()
        let middle = times[times.count / 2] / .milliseconds(1)
        return sum > 0 ? middle : .nan
    }
}
