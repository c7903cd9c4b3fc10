/// A language that GridShow speaks to its users in.
public enum Language: String, Sendable, CaseIterable {
    case chinese = "zh"
    case english = "en"

    /// The language of a BCP 47 tag (`zh-CN`) or a POSIX locale (`zh_CN.UTF-8`).
    /// Anything that does not begin with `zh` is English.
    public init(tag: String) {
        self = tag.lowercased().hasPrefix("zh") ? .chinese : .english
    }
}

/// One sentence in every language that GridShow speaks.
public struct LocalizedText: Sendable, Hashable {
    /// The sentence in Chinese.
    public let zh: String
    /// The sentence in English.
    public let en: String

    /// A sentence that is said in both languages.
    public init(zh: String, en: String) {
        self.zh = zh
        self.en = en
    }

    /// The sentence in `language`.
    public func text(in language: Language) -> String {
        language == .chinese ? zh : en
    }
}
