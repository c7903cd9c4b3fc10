import Diagnostics
import Glibc

/// What the program says to the person at the machine, in the language of the environment. Nothing of voters.
enum Console {
    /// The language of `LC_ALL`, `LC_MESSAGES` or `LANG`, the first that is set; English without any.
    static let language: Language = {
        for name in ["LC_ALL", "LC_MESSAGES", "LANG"] {
            if let value = getenv(name), value.pointee != 0 { return Language(tag: String(cString: value)) }
        }
        return .english
    }()

    /// A line on standard output, at once.
    static func say(_ zh: String, _ en: String) {
        write(LocalizedText(zh: zh, en: en).text(in: language) + "\n", STDOUT_FILENO)
    }

    /// A line on standard error.
    static func error(_ message: LocalizedText) { errorText(message.text(in: language) + "\n") }

    /// A text on standard error as it is.
    static func errorText(_ text: String) { write(text, STDERR_FILENO) }

    private static func write(_ text: String, _ descriptor: Int32) {
        let bytes = Array(text.utf8)
        var offset = 0
        while offset < bytes.count {
            let count = bytes.withUnsafeBytes {
                Glibc.write(descriptor, $0.baseAddress.map { $0 + offset }, bytes.count - offset)
            }
            if count < 0 && errno == EINTR { continue }
            if count <= 0 { return }
            offset += count
        }
    }
}
