import Diagnostics
import Glibc
import VoteCore
import VoteService

/// The folder with what a service must keep to itself.
struct KeyFolder {
    /// Its path.
    let path: String

    /// The key that signs checkpoints, as `gridshow votes keys` writes it.
    static let logKey = "log.key"
    /// 32 random bytes that seal cookies and puzzles; made where there is no such file.
    static let serviceKey = "service.key"
    private static let secretLength = 32

    /// Both keys.
    ///
    /// - Throws: `Ending`.
    func keys() throws -> ServiceKeys {
        guard let text = try SecretFile("\(path)/\(Self.logKey)").read() else {
            throw Ending.machine(
                "没有 \(path)/\(Self.logKey)：请先用 gridshow votes keys 生成日志密钥，把公钥写进规则",
                "\(path)/\(Self.logKey) is missing: make it with gridshow votes keys, and put its public key into the rules"
            )
        }
        do {
            return ServiceKeys(log: try NoteSigner(privateText: text), secret: try secret())
        } catch let fault as FormatFault {
            throw Ending.machine(
                LocalizedText(
                    zh: "\(path)/\(Self.logKey)：\(fault.message.zh)", en: "\(path)/\(Self.logKey): \(fault.message.en)")
            )
        }
    }

    private func secret() throws -> [UInt8] {
        let file = SecretFile("\(path)/\(Self.serviceKey)")
        if let bytes = try file.read() {
            guard bytes.count == Self.secretLength else {
                throw Ending.machine(
                    "\(file.path) 必须正好 \(Self.secretLength) 字节；请恢复原来的文件。换掉它会使所有投票者的标识和投票码失效",
                    "\(file.path) must have exactly \(Self.secretLength) bytes; bring back the original. Replacing it makes every voter's token and every printed code void"
                )
            }
            return bytes
        }
        var source = SystemRandomNumberGenerator()
        let fresh = (0..<Self.secretLength).map { _ in UInt8.random(in: 0...255, using: &source) }
        try file.create(fresh)
        Console.say("已生成 \(file.path)，请离线备份", "made \(file.path); keep an offline copy")
        return fresh
    }
}

/// A file that nobody but its owner may read.
struct SecretFile {
    let path: String

    init(_ path: String) { self.path = path }

    /// The bytes; nil where there is no such file.
    func read() throws -> [UInt8]? {
        let file = open(path, O_RDONLY | O_CLOEXEC)
        guard file >= 0 else {
            if errno == ENOENT { return nil }
            throw failure()
        }
        defer { close(file) }
        var status = stat()
        guard fstat(file, &status) == 0 else { throw failure() }
        guard status.st_mode & 0o077 == 0 else {
            throw Ending.machine(
                "\(path) 能被别人读到；请运行：chmod 600 \(path)", "others can read \(path); run: chmod 600 \(path)")
        }
        var bytes = [UInt8](repeating: 0, count: 4096)
        let count = Glibc.read(file, &bytes, bytes.count)
        guard count >= 0 else { throw failure() }
        return Array(bytes[..<count])
    }

    /// Makes the file, on the medium when this returns.
    func create(_ bytes: [UInt8]) throws {
        let file = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
        guard file >= 0 else { throw failure() }
        defer { close(file) }
        guard write(file, bytes, bytes.count) == bytes.count, fsync(file) == 0 else { throw failure() }
    }

    private func failure() -> Ending {
        let words = String(cString: strerror(errno))
        return .machine("无法读写 \(path)：\(words)", "\(path) cannot be read or written: \(words)")
    }
}
