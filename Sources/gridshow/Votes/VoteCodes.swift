import ArgumentParser
import Diagnostics
import VoteCore

struct MakeVoteCodes: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "codes",
        abstract: "生成投票码，或把投票码交给服务 · Makes printed voting codes, or hands them to the service.",
        discussion: """
            “凭码投票”的评选用：每个码 60 位随机，写成 XXXX-XXXX-XXXX。在 --output 文件夹里写三个新文件：
            codes.txt 每行一个码，供印刷，印完封存或销毁；codes.html 可以直接打印的裁切页；code-hashes.txt 给服务的指纹。
            打印出来的一行 identity 填进规则：它公布码的数量和总指纹，此后谁也不能加码。
            service.key 是服务的密钥（没有就新建，只有本人能读），必须原样交给 gridshow-votes serve。
            服务开始后，用 --send 把指纹交给它。

            For elections by printed codes: 60 random bits each. Writes codes.txt (for the printer), codes.html (sheets to \
            cut) and code-hashes.txt (for the service), and prints the line “identity” of the rules, which fixes their \
            number. service.key must be the service's own; it is made where it is missing.

            gridshow votes codes 3000 --election cd-2026 --service-key keys/service.key --output codes
            gridshow votes codes --send codes/code-hashes.txt --service /run/gridshow/admin.sock
            """)

    @Argument(help: "码的数量 · how many codes")
    var count: Int?
    @Option(help: "评选代号，和规则里的 id 相同 · the election's id, as in the rules")
    var election: String?
    @Option(help: "服务的密钥文件，32 字节 · the service's secret, 32 bytes")
    var serviceKey: String?
    @Option(help: "放新文件的文件夹，要已经存在 · the folder for the new files, which must exist")
    var output: String?
    @Option(help: "把这个指纹文件交给服务 · hand this file of hashes to the service")
    var send: String?
    @Option(help: "投票服务的 Unix 套接字 · the service's Unix socket")
    var service: String?

    func run() throws {
        if let send {
            guard let service else {
                throw ValidationError("--send 要和 --service 一起用 · --send needs --service")
            }
            var log = try ServiceLog(AdminConnection(socket: service))
            let bytes = try requiredFile(send)
            try endIfBroken(try log.addCodes(bytes))
            let lines = bytes.split(separator: 0x0A).count
            return say(zh: "服务已收到 \(lines) 个码的指纹", en: "the service has the hashes of \(lines) codes")
        }
        guard let count, (1...1_000_000).contains(count), let election, let serviceKey, let output else {
            throw ValidationError(
                "请写数量（1 到 1000000）、--election、--service-key 和 --output · give a number (1 to 1000000), --election, --service-key and --output"
            )
        }
        let secret = try secret(serviceKey)
        let codes = drawn(count)
        let hashes = codes.map { $0.hash(election: election, key: secret) }
        try create("codes.txt", in: output, codes.map { $0.text + "\n" }.joined(), mode: 0o600)
        try create("codes.html", in: output, CodeSheet.html(codes, election: election), mode: 0o600)
        let lines = hashes.map { Hexadecimal.encode($0.bytes) + "\n" }.sorted()
        try create("code-hashes.txt", in: output, lines.joined(), mode: 0o600)
        say(
            zh: "\(count) 个码在 \(output)/。规则里的 identity 一行（字段之间是 TAB）：",
            en: "\(count) codes are in \(output)/. The line “identity” of the rules (fields are separated by TAB):")
        print("identity\tcode\t\(count)\t\(Hexadecimal.encode(PrintedCode.commitment(of: hashes).bytes))")
    }

    /// Different codes, drawn by the system's generator.
    private func drawn(_ count: Int) -> [PrintedCode] {
        var random = SystemRandomNumberGenerator()
        var seen: Set<UInt64> = []
        while seen.count < count { seen.insert(UInt64.random(in: 0..<(1 << 60), using: &random)) }
        return seen.sorted().map { PrintedCode(random: $0) }
    }

    private func secret(_ name: String) throws -> [UInt8] {
        if try contents(of: name) == nil {
            var random = SystemRandomNumberGenerator()
            let fresh = (0..<32).map { _ in UInt8.random(in: 0...255, using: &random) }
            _ = try createFile(name, with: fresh, mode: 0o600)
        }
        let bytes = try requiredFile(name)
        guard bytes.count == 32, try isPrivate(name) else {
            throw ValidationError(
                "\(name) 要正好 32 字节，并且只有本人能读（chmod 600） · \(name) must be 32 bytes that only you can read (chmod 600)")
        }
        return bytes
    }

    private func create(_ name: String, in folder: String, _ text: String, mode: UInt32) throws {
        guard try createFile("\(folder)/\(name)", with: Array(text.utf8), mode: mode) else {
            throw ValidationError(
                "已经有 \(folder)/\(name)，码从不覆盖；请换一个文件夹 · \(folder)/\(name) exists, and codes are never overwritten; choose another folder"
            )
        }
    }
}

/// Codes on sheets of A4, three columns to cut apart.
enum CodeSheet {
    /// A page without scripts; codes come in the order of the list.
    static func html(_ codes: [PrintedCode], election: String) -> String {
        let cells = codes.map { "<li>投票码<b>\($0.text)</b><small>\(election)</small></li>\n" }.joined()
        return """
            <!doctype html>
            <html lang="zh-CN">
            <meta charset="utf-8">
            <title>投票码 \(election)</title>
            <style>
            @page { size: A4; margin: 10mm }
            body { margin: 0; font: 11pt/1.4 sans-serif }
            ul { display: grid; grid-template-columns: repeat(3, 1fr); margin: 0; padding: 0; list-style: none }
            li { padding: 4mm; border: .2mm dashed #888; text-align: center; break-inside: avoid }
            b { display: block; font: bold 14pt/1.6 monospace }
            small { color: #555 }
            </style>
            <ul>
            \(cells)</ul>
            </html>

            """
    }
}
