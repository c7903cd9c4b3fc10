import Diagnostics
import Testing

@testable import Statistics

/// `line:column-line:column id`, and `-> replacement` where a fix is known, in order of reading.
func listing(_ diagnostics: [Diagnostic], in text: String) -> [String] {
    listing(diagnostics, in: Array(text.utf8))
}

func listing(_ diagnostics: [Diagnostic], in bytes: [UInt8]) -> [String] {
    let index = LineIndex(bytes)
    return diagnostics.map { diagnostic in
        let start = index.position(of: diagnostic.span.range.lowerBound)
        let end = index.position(of: diagnostic.span.range.upperBound)
        let fix = diagnostic.suggestion.map { " -> \($0.replacement)" } ?? ""
        let mark = diagnostic.severity == .error ? "" : "(\(diagnostic.severity)) "
        return "\(start.line):\(start.column)-\(end.line):\(end.column) \(mark)\(diagnostic.id)\(fix)"
    }
}

func csv(_ text: String, file: String = "a.csv") -> Checked<CSVFile> {
    CSVFile.read(Array(text.utf8), file: file)
}

func decimal(_ text: String) -> ExactDecimal {
    guard let number = ExactDecimal(text) else {
        Issue.record("not a number: \(text)")
        return .zero
    }
    return number
}
