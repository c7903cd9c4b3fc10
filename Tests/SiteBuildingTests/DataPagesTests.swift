import Diagnostics
import Foundation
import SiteBuilding
import TestSupport
import Testing

/// One community with three grids of which one figure is missing, one not applicable and one zero.
struct DataPagesTests {
    private static let grids =
        "code,kind,name,lead,area,events\nA,一般网格,缺网格,钟靖骁,1,\nB,一般网格,无网格,欧阳朔霁,1,-\nC,一般网格,零网格,方翊翎,1,0\nD,一般网格,有网格,方翊翎,1,7\n"

    private func build(privacy: String = "{people: role}") throws -> TemporaryFolder {
        let folder = try TemporaryFolder()
        try folder.write("title: 展\nbase_url: https://example.org/\n", to: "content/site.yaml")
        try folder.write("- key: a\n  title: 专题\n  introduction: 介绍\n", to: "content/topics.yaml")
        try folder.write(
            "name: 某社区\ndistrict: 武侯区\nas_of: 2024\nmeasures:\n  area: {label: 面积, agg: sum}\n  events: {label: 事件, unit: 件, agg: sum}\nmap: {area: area, color: events}\nprivacy: \(privacy)\n",
            to: "content/communities/s/community.yaml")
        try folder.write(Self.grids, to: "content/communities/s/grids.csv")
        try folder.write(
            "---\ntitle: 图\n---\n\n::chart[事件]{of=s measure=events sort=order}\n\n::gridmap[图]{of=s kind=tiles color=events}\n",
            to: "content/pages/a.md")
        var options = BuildOptions()
        options.content = "\(folder.path)/content"
        options.output = "\(folder.path)/output"
        options.templates = ProjectFolder.templates
        #expect(try SiteBuild(options).build().diagnostics.map(\.message.en) == [])
        return folder
    }

    @Test("Missing, not applicable and zero are three things in the table and its download")
    func table() throws {
        let folder = try build()
        let cells = BuiltTable.cells(in: folder.text("output/communities/s.html") ?? "")
        let shown = ["A", "B", "C"].map { cells["v-\($0)-events"] }
        #expect(shown.map { $0?.state } == ["missing", "none", "value"])
        #expect(shown.map { $0?.text } == ["缺失", "不适用", "0"])
        let rows = csvRows(folder.read("output/data/communities/s/grids.csv") ?? [])
        #expect(rows.dropFirst().prefix(3).map { $0.last } == ["", "-", "0"])
        #expect(cells["v-_all-events"]?.state == "missing", "a whole with a missing part is not known")
    }

    @Test("Missing, not applicable and zero are three things on maps and in their legends")
    func map() throws {
        let folder = try build()
        for (path, prefix) in [("communities/s.html", ""), ("a.html", "fig-2-")] {
            let html = folder.text("output/\(path)") ?? ""
            let shades = ["A", "B", "C", "D"].map { code in
                html.components(separatedBy: "id=\"\(prefix)c-\(code)\"").dropFirst().first?
                    .components(separatedBy: "class=\"").dropFirst().first?.components(separatedBy: "\"").first ?? ""
            }
            #expect(Set(shades).count == 4 && !shades.contains(""), "\(path): \(shades)")
            let legend =
                html.components(separatedBy: "class=\"legend\"").last?.components(separatedBy: "</ul>")[0] ?? ""
            for (shade, label) in zip(shades, ["缺失", "不适用", "0 件"]) {
                let entry = legend.components(separatedBy: "<li>").first { $0.contains("<span>\(label)</span>") }
                #expect(entry?.contains("class=\"\(shade)\"") == true, "\(path): the legend shows \(label) otherwise")
            }
        }
    }

    @Test("Missing, not applicable and zero are three things in charts: two have words, zero has its number")
    func chart() throws {
        let folder = try build()
        let figure = try #require(BuiltFigure.all(in: folder.text("output/a.html") ?? "").first)
        let picture = figure.html.components(separatedBy: "<details")[0]
        for text in [">缺失<", ">不适用<", ">0件<", ">7件<"] {
            #expect(picture.contains(text), "the chart should say \(text)")
        }
        #expect(figure.tables[0].rows.map { $0[1].state } == ["missing", "none", "value", "value"])
    }

    @Test(
        "People appear by their office, by their surname, or with consent by name",
        arguments: [
            ("{people: role}", [], ["欧阳", "钟", "朔霁"]), ("{people: surname}", ["欧阳某", "钟某"], ["朔霁", "靖骁"]),
            ("{people: name, consent: 存档第 3 号}", ["欧阳朔霁", "钟靖骁"], ["存档第 3 号"]),
        ])
    func people(privacy: String, shown: [String], hidden: [String]) throws {
        let folder = try build(privacy: privacy)
        let files = try folder.tree("output")
        let everything = files.values.map { String(decoding: $0, as: UTF8.self) }.joined()
        for name in shown { #expect(everything.contains(name), "\(privacy): \(name) should be shown") }
        for name in hidden {
            let places = files.filter { String(decoding: $0.value, as: UTF8.self).contains(name) }.keys.sorted()
            #expect(places == [], "\(privacy): \(name) should be nowhere")
        }
    }

    @Test("A table in GB18030 gives the pages of the same table in UTF-8, and says so")
    func gb18030() throws {
        let folder = try build()
        let before = try folder.tree("output")
        let encoding = String.Encoding(rawValue: 0x8000_0632)
        let bytes = try #require(Self.grids.data(using: encoding))
        try folder.write(Array(bytes), to: "content/communities/s/grids.csv")
        var options = BuildOptions()
        options.content = "\(folder.path)/content"
        options.output = "\(folder.path)/output"
        options.templates = ProjectFolder.templates
        let report = try SiteBuild(options).build()
        #expect(report.diagnostics.map(\.id) == ["not-utf8"] && !report.diagnostics.containsError)
        #expect(try folder.tree("output") == before)
    }
}
