import Diagnostics
import Glibc

/// Why a log was not published. What had been published before still stands.
public enum PublicationFailure: Error, Sendable, Equatable, CustomStringConvertible {
    /// A file that can never change is there with other bytes: two services publish into one folder, or somebody
    /// wrote into it.
    case conflict(path: String)
    /// The folder cannot be read or written.
    case medium(String)
    /// What was written does not read back as the log.
    case unreadable(String)

    /// The rule, and the way out.
    public var message: LocalizedText {
        switch self {
        case .conflict(let path):
            LocalizedText(
                zh: "公布文件夹里的 \(path) 内容与本日志不同，已停止公布。请查明是谁写的，不要直接删除",
                en:
                    "\(path) in the published folder is not that of this log; publishing has stopped. Find out who wrote it before removing it"
            )
        case .medium(let words):
            LocalizedText(zh: "公布文件夹读写失败：\(words)", en: "the published folder cannot be read or written: \(words)")
        case .unreadable(let words):
            LocalizedText(
                zh: "刚写好的文件读回来不对，检查点没有公布：\(words)",
                en: "what was written does not read back as the log, so no checkpoint was published: \(words)")
        }
    }

    /// The English text, for logs.
    public var description: String { message.en }

    /// The failure of a call of the system just now.
    static func call(_ what: String) -> Self { .medium("\(what): \(String(cString: strerror(errno)))") }
}
