import Diagnostics
import VoteService

/// What the service does, as lines for the system's journal.
enum Journal {
    /// Writes a line.
    @Sendable static func note(_ notice: ServiceNotice) {
        switch notice {
        case .listening(let address): Console.say("正在收票：\(address)", "taking votes at \(address)")
        case .administering(let path): Console.say("组织者套接字：\(path)", "organisers' socket: \(path)")
        case .published(let size): Console.say("已公布到第 \(size) 条", "published up to \(size) entries")
        case .warning(let words): Console.error(LocalizedText(zh: "注意：\(words.zh)", en: "NOTE: \(words.en)"))
        }
    }

    /// How the program ends.
    static func ending(_ end: ServiceEnd) -> Ending {
        switch end {
        case .storeFailed(let failure):
            .machine(
                "存储失败，已停止收票：\(failure)。已答复成功的票都在；请排除故障后重新启动",
                "the store has failed, and no votes are taken: \(failure). Every vote that was acknowledged is there; mend the cause and start again"
            )
        case .folderDiffers(let failure): .folder(failure.message)
        case .cannotListen(let words): .machine("无法监听：\(words)", "cannot listen: \(words)")
        }
    }
}
