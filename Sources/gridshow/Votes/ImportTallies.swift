import ArgumentParser
import Diagnostics
import SiteBuilding
import VoteCore

struct ImportTallies: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "import",
        abstract: "导入在别处统计的票数（纸质、现场等） · Imports numbers that were counted elsewhere.",
        discussion: """
            CSV 文件，UTF-8（Excel 选“CSV UTF-8”；GB18030 也能读，会说明），第一行固定：
            \(TallyFile.columns.joined(separator: ","))
            as_of 是统计到哪一刻（北京时间），votes 是到那一刻累计收到的票，excluded 是其中剔除的；变少要写 note。
            同一来源后一次的数代替前一次。文件的 SHA-256 写在每条记录里，请保存好原文件。
            一次查出全部错误（行、列），有任何错误就什么都不导入：
            I01 奖项或候选人不存在；I02 不是不小于 0 的整数；I03 累计数变少没有说明；I04 同一行出现两次；
            I05 时刻在投票开始前、在将来或倒退；I06 剔除多于收到；I07 编码或看不见的字符；I08 像公式的单元格。
            页面会注明：票数由主办方提供，本系统没有参与收集，无法核验单张选票。

            All faults are found in one run; nothing is imported where there is any.

            gridshow votes import tallies.csv --operator op1 --folder vote --key keys/log.key
            """)

    @Argument(help: "票数文件 · the file of numbers")
    var file: String
    @Option(name: .customLong("operator"), help: "谁导入的，写进说明 · who imports; entered as a note")
    var operators: [String]
    @OptionGroup var place: ElectionPlace

    func run() throws {
        let published = try place.published()
        for id in operators where !published.rules.operators.contains(where: { $0.id == id }) {
            complain(
                "operator-unknown", LocalizedText(zh: "规则里没有操作员 \(id)", en: "the rules name no operator \(id)"))
            throw ExitStatus.contentFaults
        }
        let tallies = TallyFile(
            try requiredFile(file), file: file, election: published, now: try VoteClock.now())
        show(tallies.diagnostics, tallies.text)
        if tallies.diagnostics.containsError { throw end() }
        guard !tallies.rows.isEmpty else {
            complain(LocalizedText(zh: "\(file) 里没有票数", en: "\(file) holds no numbers"))
            throw end()
        }
        var log = try place.log()
        let before = log.size
        let note = "\(operators.joined(separator: ",")) 导入 \(tallies.rows.count) 行票数"
        let breaches = try log.enter(tallies.rows.map { .imported($0.count) } + [.note(note)], evidence: [])
        guard breaches.isEmpty else {
            let faults = breaches.map { breach in
                let cells = breach.entry < tallies.rows.count ? tallies.rows[breach.entry].cells : []
                return Diagnostic(breach.id, at: cells.first?.span ?? .start(of: file), breach.message)
            }
            show(faults, tallies.text)
            throw end()
        }
        log.tellGrowth(from: before)
    }

    private func show(_ diagnostics: [Diagnostic], _ text: [UInt8]) {
        let writer = DiagnosticText(language: Terminal.environmentLanguage, usesColor: Terminal.usesColor)
        Terminal.errorText(writer.text(of: diagnostics) { _ in text })
    }

    private func end() -> ExitStatus {
        complain(LocalizedText(zh: "没有导入任何票数", en: "nothing was imported"))
        return .contentFaults
    }
}
