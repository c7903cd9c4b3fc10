import Diagnostics
import SiteBuilding

/// How reports are shown.
enum Reporting {
    /// Shows diagnostics on standard error with their lines of source.
    static func printText(_ diagnostics: [Diagnostic], language: Language) {
        let writer = DiagnosticText(language: language, usesColor: Terminal.usesColor)
        Terminal.errorText(writer.text(of: diagnostics) { try? diagnosticSource($0) })
    }

    /// Writes diagnostics for programs to standard output.
    static func printJSON(_ diagnostics: [Diagnostic], _ format: DiagnosticJSON.Format, language: Language) throws {
        let text = try DiagnosticJSON(language: language).text(of: diagnostics, format: format) {
            try? diagnosticSource($0)
        }
        print(text, terminator: "")
    }

    /// Names files in the output folder that no build wrote.
    static func nameForeignFiles(_ files: [String], in output: String, language: Language) {
        if files.isEmpty { return }
        let shown = files.prefix(10).map { "  \(output)/\($0)" }.joined(separator: "\n")
        let rest = files.count > 10 ? "\n  … +\(files.count - 10)" : ""
        Terminal.error(
            LocalizedText(
                zh: "\(output) 里有 \(files.count) 个文件不是 gridshow 写的，原样留着：\n\(shown)\(rest)",
                en:
                    "\(files.count) files in \(output) were not written by gridshow and are left alone:\n\(shown)\(rest)"
            ).text(in: language))
    }

    /// Says why the cache could not be written.
    static func nameCacheFailure(_ failure: MachineError?, language: Language) {
        guard let explanation = failure?.explanation else { return }
        Terminal.error(
            LocalizedText(
                zh: "缓存没有写成，网站不受影响，只是下一次要多做一些：\(explanation.zh)",
                en: "the cache could not be written; the site is whole, but the next build takes longer: "
                    + explanation.en
            ).text(in: language))
    }

    /// The last line of a build.
    static func closingLine(_ summary: OutputSummary, seconds: Double, language: Language) -> String {
        let hundredths = Int((seconds * 100).rounded())
        let time = "\(hundredths / 100).\(hundredths % 100 / 10)\(hundredths % 10)"
        return LocalizedText(
            zh: "写入 \(summary.written) 个文件，未变 \(summary.unchanged) 个，删除 \(summary.deleted) 个，用时 \(time) 秒",
            en:
                "\(summary.written) files written, \(summary.unchanged) unchanged, \(summary.deleted) deleted, \(time) s"
        ).text(in: language)
    }
}
