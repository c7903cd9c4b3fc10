import ArgumentParser
import Diagnostics
import Glibc
import VoteCore
import VoteService

struct Serve: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "运行收票服务 · Runs the vote service.",
        discussion: """
            一个进程服务一个评选：收票、记入日志、定时公布。放在 nginx 等反向代理后面运行（examples/ 里有配置）。
            收到 SIGTERM 后，把已经收到的票写完、答复完再退出。存储一出错就停止收票并退出，由 systemd 重新启动；
            没有答复成功的票可以重新提交，不会重复计数。
            退出码：0 正常；1 规则有误；2 用法不对；3 机器故障（存储、端口、密钥）；4 公布文件夹里的文件被改动过。

            One process serves one election: it takes ballots, writes the log and publishes it. Run it behind a reverse \
            proxy such as nginx (see examples/). On SIGTERM it finishes what has come in. When the store fails it stops \
            taking ballots and ends.
            Exit codes: 0 as asked, 1 faults in the rules, 2 usage, 3 the machine (store, port, keys), 4 a published file \
            is not what was published.

            gridshow-votes serve --rules rules.txt --data /var/lib/gridshow --publish /srv/site/elections/x/published \\
                --keys /etc/gridshow/keys --admin-socket /run/gridshow/admin.sock
            """)

    @Option(help: "规则文件 rules.txt（日志最后采用的那一份） · the rules that the log adopted last")
    var rules: String
    @Option(help: "存放数据库的文件夹，不存在就新建 · the folder of the store; made where it is missing")
    var data: String
    @Option(help: "公布日志和结果的文件夹 · the folder that the log and the result are published in")
    var publish: String
    @Option(
        help: "密钥文件夹：log.key；service.key 没有就新建 · the folder of log.key and service.key, which is made where missing")
    var keys: String
    @Option(help: "监听的地址 · the address to listen at")
    var address = "127.0.0.1"
    @Option(help: "监听的端口，0 表示任选 · the port; 0 for any that is free")
    var port = 8100
    @Option(
        help: "组织者命令用的 Unix 套接字，只有运行服务的用户能用 · the socket for gridshow votes … --service; for the service's user only")
    var adminSocket: String?
    @Option(
        name: .customLong("trusted-proxy"),
        help:
            "可信的反向代理，如 10.0.0.2 或 10.0.0.0/8；只有它们的 X-Forwarded-For 算数；可写多次，默认本机 · proxies whose X-Forwarded-For counts; may be repeated; loopback unless given"
    )
    var trustedProxies: [String] = []
    @Option(help: "每隔几分钟公布一次 · minutes between publications")
    var publishEvery = 10
    @Option(help: "改用 PostgreSQL 存储：libpq 的连接串 · keeps the votes in PostgreSQL: a connection string of libpq")
    var postgresql: String?
    @Option(
        name: .customLong("site"),
        help:
            "投票页面的来源，如 https://vote.example.cn；可写多次；不写则必须与请求的 Host 相同 · origins of the pages; may be repeated; the host of requests unless given"
    )
    var sites: [String] = []
    @Flag(
        help: "允许在没有 HTTPS 的本机上试用：Cookie 不带 Secure · for trials over plain HTTP on this machine: cookies without Secure"
    )
    var insecureCookies = false
    @Option(help: .hidden)
    var puzzleBits: Int?
    @Option(help: .hidden)
    var rehearsalClock: String?

    func validate() throws {
        guard (0...65_535).contains(port) else { throw ValidationError("端口是 0 到 65535 · a port is 0 to 65535") }
        guard (1...1440).contains(publishEvery) else {
            throw ValidationError("--publish-every 是 1 到 1440 分钟 · --publish-every is 1 to 1440 minutes")
        }
        guard puzzleBits.map({ (0...20).contains($0) }) ?? true else {
            throw ValidationError("--puzzle-bits 是 0 到 20 · --puzzle-bits is 0 to 20")
        }
        guard TrustedProxies(trustedProxies) != nil else {
            throw ValidationError(
                "--trusted-proxy 是一个地址，或 地址/位数 · --trusted-proxy is an address, or address/bits")
        }
        guard sites.allSatisfy({ $0.hasPrefix("https://") || $0.hasPrefix("http://") }) else {
            throw ValidationError(
                "--site 以 https:// 开头，结尾没有斜杠 · --site begins with https:// and has no slash at its end")
        }
    }

    func run() async throws {
        FileDescriptors.raiseLimit()
        let clock = try rehearsalClock.map { try RehearsalClock.clock($0) } ?? .system
        let election = try ElectionFiles(
            rules: rules, keys: keys, data: data, published: publish, postgresql: postgresql
        )
        .open(clock: clock)
        let service = try ElectionService(
            store: election.store, log: election.log, keys: election.keys, clock: clock, options: options,
            notify: Journal.note)
        let signals = Signals { service.stop() }
        defer { signals.cancel() }
        announce(election.rules)
        do {
            try await service.run()
        } catch {
            throw Journal.ending(error)
        }
        Console.say("服务已结束", "the service has ended")
    }

    private var options: ServiceOptions {
        var options = ServiceOptions(publishedFolder: publish)
        options.address = address
        options.port = port
        options.adminSocket = adminSocket
        options.publishMinutes = publishEvery
        options.voting.sites = sites.map { $0.lowercased() }
        options.voting.usesSecureCookies = !insecureCookies
        options.voting.puzzleBits = puzzleBits
        options.voting.isRehearsal = rehearsalClock != nil
        if !trustedProxies.isEmpty, let proxies = TrustedProxies(trustedProxies) { options.voting.proxies = proxies }
        return options
    }

    private func announce(_ rules: ElectionRules) {
        Console.say("评选 \(rules.id)：\(rules.title)", "election \(rules.id): \(rules.title)")
        if let puzzleBits {
            Console.say(
                "注意：--puzzle-bits \(puzzleBits) 只用于压力测试，题目没有保护作用",
                "NOTE: --puzzle-bits \(puzzleBits) is for load tests only; puzzles protect nothing")
        }
        if insecureCookies {
            Console.say(
                "注意：Cookie 不带 Secure，只能用于本机试用", "NOTE: cookies without Secure are for trials on this machine only")
        }
    }
}
