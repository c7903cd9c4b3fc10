import ArgumentParser

struct Votes: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "评选和投票：密钥、日志、复核、冻结、核验 · Votes: keys, log, review, freeze, verification.",
        discussion: """
            主办方从定稿到冻结要用的命令，以及任何人都能用的核验命令。步骤见 docs/评选指南.md。
            评选有两种放法，命令相同：
            一、没有投票服务：公布文件放在一个文件夹里，由主办方用日志私钥续写（--folder DIR --key log.key）；
            二、有投票服务：命令通过服务的 Unix 套接字办理（--folder 公布文件夹 --service 套接字）。
            写日志的命令要么全部写入，要么什么都不写。
            退出码：0 正常，1 内容有错或不合规则，2 用法不对，3 机器、服务或网络出错。

            The organiser's commands from the rules to the frozen result, and the verification that anyone can run. A vote \
            lives in a folder that the organiser continues with the log's key, or in a running service; the commands are \
            the same. A command that writes the log does it as a whole or not at all.
            Exit codes: 0 fine, 1 faults or broken rules, 2 wrong usage, 3 machine, service or network failed.
            """,
        subcommands: [
            VerifyVotes.self, MakeVoteKey.self, MakeVoteCodes.self, WriteVoteRules.self, AdoptVoteRules.self,
            ChangeVoteState.self,
            AddVoteNote.self, ImportTallies.self, ReviewVotes.self, ProposeExclusion.self, SignDraft.self,
            ExcludeVotes.self, ReinstateVotes.self, PublishVotes.self, FreezeVotes.self, WitnessVotes.self,
        ])
}
