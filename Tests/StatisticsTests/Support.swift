import Diagnostics
import Testing

@testable import Statistics

/// A small generator of random numbers whose whole state is its seed (SplitMix64, Steele et al. 2014).
struct SeededRandom: RandomNumberGenerator {
    private var state: UInt64

    init(seed: UInt64) { state = seed }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }
}

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
