import ArgumentParser
import Diagnostics
import SiteBuilding
import VoteCore

struct WitnessVotes: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "witness",
        abstract: "见证方：核对日志只增不改，然后联署检查点 · A witness checks that the log has only grown, and cosigns it.",
        discussion: """
            见证方（公证处、报社、高校……）在自己的机器上定期运行。--state 文件记着上一次联署的检查点：第一次运行时新建，以后每次都要求\
            新日志是它的延续；同样大小而内容不同的第二份日志、变短的日志，一律拒绝，并保留两份检查点作为证据。
            联署（C2SP tlog-cosignature）写到 --output，交给主办方用 votes publish --cosignature 加上去。
            先记住、后签名：即使断电，也不会为两份不同的日志签名。

            Run it now and then, on a machine of your own. It refuses a second log of the same size and a shorter log.

            gridshow votes witness --url https://example.org/vote/zuimei/ --key notary.key --state notary.state \
            --output cosigned.txt
            """)

    @Option(help: "公布的网址或文件夹 · the address or folder of the published files")
    var url: String
    @Option(help: "见证方的私钥（votes keys --witness） · the witness's private key")
    var key: String
    @Option(help: "记住上一次检查点的文件 · the file that remembers the last checkpoint")
    var state: String
    @Option(help: "联署过的检查点写到哪个文件 · where the cosigned checkpoint goes")
    var output: String

    func run() throws {
        let signer = try signer(inFile: key)
        guard signer.key.algorithm == .cosignature else {
            throw ValidationError(
                "这不是见证方的密钥；用 votes keys --witness 生成 · this is no witness's key; make one with votes keys --witness")
        }
        if url.hasPrefix("https://") || url.hasPrefix("http://") {
            try ElectionDownload(from: url, into: nil).whileKept { try witness($0, signer) }
        } else {
            try witness(withoutTrailingSlash(url), signer)
        }
    }

    private func witness(_ folder: String, _ signer: NoteSigner) throws {
        let last = try contents(of: state)
        let copies = last.map { [(name: state, bytes: $0)] } ?? []
        let verification = try ElectionVerification(olderCopies: copies) { try contents(of: "\(folder)/\($0)") }
        guard verification.isSound, let head = verification.checkpoint,
            let note = try contents(of: "\(folder)/\(PublishedElection.checkpoint)")
        else {
            try keepEvidence(folder)
            let other = last.map { [state: $0] } ?? [:]
            Terminal.errorText(faultText(verification.diagnostics, folder: folder, other: other))
            complain(LocalizedText(zh: "拒绝联署", en: "refused: nothing was cosigned"))
            throw ExitStatus.contentFaults
        }
        // Remembered first: whatever happens, no other log of this size is signed later.
        try replaceDurably(state, with: note)
        let line = try SignedNote.line(head.text, signer: signer, time: UInt64(max(0, try VoteClock.now())))
        try replaceDurably(output, with: note + line)
        say(
            zh: "已联署：\(head.origin)，\(head.size) 条，根哈希 \(Base64.standard.encode(head.root.bytes))",
            en: "cosigned: \(head.origin), \(head.size) entries, root \(Base64.standard.encode(head.root.bytes))")
    }

    /// Keeps the checkpoint that was refused beside the one that is remembered.
    private func keepEvidence(_ folder: String) throws {
        guard let note = try contents(of: "\(folder)/\(PublishedElection.checkpoint)") else { return }
        try replaceDurably("\(state).refused", with: note)
    }
}
