import ArgumentParser
import Diagnostics
import VoteCore

struct MakeVoteKey: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "keys",
        abstract: "生成一把签名密钥 · Makes a signing key.",
        discussion: """
            日志、每位操作员、每家见证方各有一把自己的密钥。私钥写进文件（只有本人能读，从不覆盖），公钥打印出来，填进规则。
            私钥丢了无法找回：日志私钥丢失，日志就不能续写。请离线备份；操作员的私钥各自保管，不要放在一台机器上。
            名称：日志用规则里的 origin；操作员用 origin/代号；见证方用自己的域名加 --witness。

            The log, every operator and every witness has a key of its own. The private key goes into a file that only you \
            can read and that is never overwritten; the public key is printed, for the rules. A lost key cannot be restored.

            gridshow votes keys vote.example.cn/cd-2026 --output keys/log.key
            gridshow votes keys vote.example.cn/cd-2026/op1 --output keys/op1.key
            """)

    @Argument(help: "密钥的名称：可见 ASCII，没有空格和加号 · the key's name: visible ASCII without spaces and plus")
    var name: String
    @Option(help: "私钥写到哪个新文件 · the new file for the private key")
    var output: String
    @Flag(help: "见证方的密钥（联署，类型 4） · a witness's key (cosignatures, type 4)")
    var witness = false

    func run() throws {
        var random = SystemRandomNumberGenerator()
        let seed = (0..<32).map { _ in UInt8.random(in: 0...255, using: &random) }
        let algorithm: NoteKey.Algorithm = witness ? .cosignature : .ed25519
        guard let text = NoteSigner.privateText(name: name, algorithm: algorithm, seed: seed),
            let key = NoteSigner(name: name, algorithm: algorithm, seed: seed)?.key
        else {
            throw ValidationError(
                "名称是 1 到 128 个可见 ASCII 字符，没有空格和加号 · a name has 1 to 128 visible ASCII characters without spaces and plus"
            )
        }
        guard try createFile(output, with: Array((text + "\n").utf8), mode: 0o600) else {
            throw ValidationError(
                "已经有 \(output)，密钥从不覆盖；请换一个文件名 · \(output) exists, and keys are never overwritten; choose another name")
        }
        Terminal.error(
            LocalizedText(
                zh: "私钥在 \(output)，请马上离线备份；下面一行是公钥，填进规则",
                en:
                    "the private key is in \(output): make an offline copy now; the line below is the public key, for the rules"
            ).text(in: Terminal.environmentLanguage))
        print(key.text)
    }
}
