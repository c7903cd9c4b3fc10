import Diagnostics
import Glibc
import SiteBuilding
import Synchronization

/// What a command says to people.
enum Terminal {
    /// The language of `LC_ALL`, `LC_MESSAGES` or `LANG`, the first that is set; English without any.
    static var environmentLanguage: Language {
        for name in ["LC_ALL", "LC_MESSAGES", "LANG"] {
            if let value = getenv(name), value.pointee != 0 { return Language(tag: String(cString: value)) }
        }
        return .english
    }

    /// Whether standard error is a terminal that wants colours.
    static var usesColor: Bool { isatty(STDERR_FILENO) == 1 && getenv("NO_COLOR") == nil }

    /// Writes a line to standard error.
    static func error(_ text: String) { write(Array((text + "\n").utf8), to: STDERR_FILENO) }

    /// Writes a text to standard error as it is.
    static func errorText(_ text: String) { write(Array(text.utf8), to: STDERR_FILENO) }

    /// Writes bytes to standard output as they are.
    static func output(_ bytes: [UInt8]) { write(bytes, to: STDOUT_FILENO) }

    private static func write(_ bytes: [UInt8], to descriptor: Int32) {
        var offset = 0
        while offset < bytes.count {
            let written = bytes.withUnsafeBytes {
                Glibc.write(descriptor, $0.baseAddress.map { $0 + offset }, bytes.count - offset)
            }
            if written <= 0 { return }
            offset += written
        }
    }
}

/// A bar on a terminal for work that takes over a second.
final class ProgressBar: Sendable {
    private struct State {
        var shown = false
        var lastUpdate = 0.0
    }
    private let language: Language
    private let start = ProgressBar.now()
    private let isTerminal = isatty(STDERR_FILENO) == 1
    private let state = Mutex(State())

    /// A bar that speaks `language`; it shows nothing where standard error is no terminal.
    init(language: Language) { self.language = language }

    /// Seconds since some fixed moment.
    static func now() -> Double {
        var time = timespec()
        clock_gettime(CLOCK_MONOTONIC, &time)
        return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
    }

    /// Seconds since the bar was made.
    var elapsed: Double { ProgressBar.now() - start }

    /// Shows how far the work has come, at most ten times a second.
    func update(_ progress: BuildProgress) {
        guard isTerminal, elapsed > 1 else { return }
        let now = elapsed
        let isDue = state.withLock { state in
            guard now - state.lastUpdate > 0.1 else { return false }
            state.lastUpdate = now
            state.shown = true
            return true
        }
        guard isDue else { return }
        let name: LocalizedText =
            switch progress.phase {
            case .loading: LocalizedText(zh: "读取", en: "reading")
            case .rendering: LocalizedText(zh: "生成", en: "rendering")
            case .writing: LocalizedText(zh: "写入", en: "writing")
            }
        let width = 30
        let filled = progress.total > 0 ? progress.done * width / progress.total : 0
        let bar = String(repeating: "■", count: filled) + String(repeating: "□", count: width - filled)
        let count = progress.total > 0 ? "\(progress.done)/\(progress.total)" : "\(progress.done)"
        Terminal.errorText("\r\u{1B}[K\(name.text(in: language)) \(bar) \(count)")
    }

    /// Takes the bar away.
    func finish() {
        if state.withLock(\.shown) { Terminal.errorText("\r\u{1B}[K") }
    }
}
