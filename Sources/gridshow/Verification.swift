import Diagnostics
import Glibc
import SiteBuilding

/// `--verify`: the site is built once more from nothing, with one job, beside the output folder, and compared.
enum Verification {
    /// - Throws: `ExitStatus.machineFailed` where a byte differs; `MachineError` if the second site cannot be written.
    static func run(_ build: SiteBuild, options: BuildOptions, language: Language) throws {
        var clean = options
        clean.output = "\(options.output).verify-\(getpid())"
        clean.cache = nil
        clean.jobs = 1
        defer { removeTree(clean.output) }
        _ = try SiteBuild(clean).build()
        let differences = try treeDifferences(clean.output, options.output)
        guard differences.isEmpty else {
            let list = differences.prefix(20).map { "  \($0)" }.joined(separator: "\n")
            Terminal.error(
                LocalizedText(
                    zh: "核对不一致，请报告这个问题：\n\(list)", en: "the sites differ; please report this:\n\(list)"
                ).text(in: language))
            throw ExitStatus.machineFailed
        }
        print(LocalizedText(zh: "核对一致", en: "verified: every byte is the same").text(in: language))
    }
}
