import Diagnostics

/// Why a service does not start: something is not as it was left, or not what was asked for. Nothing has been changed.
public struct StartRefusal: Error, Sendable, CustomStringConvertible {
    /// The rule's stable name, such as `store-rolled-back`.
    public let id: String
    /// The rule, and the way out.
    public let message: LocalizedText

    /// The English text, for logs.
    public var description: String { "\(id): \(message.en)" }

    private init(_ id: String, zh: String, en: String) {
        self.id = id
        message = LocalizedText(zh: zh, en: en)
    }

    static func rolledBack(stored: Int, published: Int) -> Self {
        .init(
            "store-rolled-back",
            zh: "数据库里只有 \(stored) 条记录，而已经签名公布的检查点有 \(published) 条：数据库被还原成了旧的。请恢复最新的数据库，不要用旧的继续收票",
            en:
                "the store holds \(stored) entries, but a checkpoint of \(published) was signed: an older copy was restored. Bring back the newest store; do not go on with the old one"
        )
    }
    static func changed(_ size: Int) -> Self {
        .init(
            "store-changed", zh: "数据库前 \(size) 条记录算出的根哈希与签过名的检查点不符：记录被改动过。请保存现场并恢复备份",
            en:
                "the first \(size) entries of the store do not have the root of the checkpoint that was signed: entries were changed. Keep everything as it is and restore a backup"
        )
    }
    static func damaged(_ place: Int) -> Self {
        .init(
            "store-damaged", zh: "数据库第 \(place) 条记录附近的哈希与内容不符。请保存现场并恢复备份",
            en: "hashes and entries of the store disagree near entry \(place). Keep everything and restore a backup")
    }
    static func entry(_ place: Int, _ id: String, _ message: LocalizedText) -> Self {
        .init(
            "store-entry", zh: "数据库第 \(place) 条记录不合规则（\(id)：\(message.zh)）。请保存现场并恢复备份",
            en: "entry \(place) of the store breaks a rule (\(id): \(message.en)). Keep everything and restore a backup"
        )
    }
    static let rules = StartRefusal(
        "rules-other", zh: "规则文件不是日志最后采用的那一份。规则要用 gridshow-votes 的规则操作更换，不能换文件",
        en:
            "the file of rules is not the one that the log adopted last; rules are replaced by an operation, not by a file"
    )
    static func faultyRules(_ message: LocalizedText) -> Self {
        .init("rules-faulty", zh: "规则有误：\(message.zh)", en: "the rules are not sound: \(message.en)")
    }
    static let folder = StartRefusal(
        "folder-other", zh: "公布文件夹里的检查点不是这个日志的。请检查文件夹的路径",
        en: "the checkpoint in the published folder is not of this log; check the folder's path")
    static let key = StartRefusal(
        "key-other", zh: "日志私钥与规则里的公钥不是一对。请检查私钥文件",
        en: "the log's private key does not belong to the public key in the rules")
}
