import ArgumentParser
import Diagnostics
import Glibc
import SiteBuilding
import VoteCore

/// Where the election is that a command works on.
struct ElectionPlace: ParsableArguments {
    @Option(
        help: "公布文件夹：rules.txt、log/ 等所在的文件夹 · the published folder, in which rules.txt and log/ lie")
    var folder: String
    @Option(help: "日志私钥（没有服务时） · the log's private key, where there is no service")
    var key: String?
    @Option(help: "投票服务的 Unix 套接字（有服务时） · the service's Unix socket, where there is one")
    var service: String?

    func validate() throws {
        guard key == nil || service == nil else {
            throw ValidationError(
                "--key 和 --service 只能写一个：有服务时由服务签名 · give --key or --service: a service signs by itself")
        }
    }

    /// The log, ready for more entries.
    ///
    /// - Parameter isAdopting: whether new rules may stand in the folder's `rules.txt` already.
    func log(isAdopting: Bool = false) throws -> any ElectionLog {
        if let service { return try ServiceLog(AdminConnection(socket: service)) }
        guard let key else {
            throw ValidationError(
                "请写 --key 日志私钥，或 --service 套接字 · give the log's --key, or the --service socket")
        }
        return try FolderLog(existingFolder(), signer: try signer(inFile: key), isAdopting: isAdopting)
    }

    /// The published folder as it is, verified.
    func published() throws -> PublishedCopy { try PublishedCopy(existingFolder()) }

    private func existingFolder() throws -> String {
        let path = withoutTrailingSlash(folder)
        guard isFolder(path) else { throw ValidationError("没有这个文件夹 · there is no such folder: \(folder)") }
        return path
    }
}

/// A published folder that was found sound.
struct PublishedCopy {
    /// Its path without a slash at the end.
    let folder: String
    /// The rules in force.
    let rules: ElectionRules
    /// The log to its end.
    let replay: LogReplay

    /// - Throws: `ExitStatus.contentFaults` after a report where the folder is not sound.
    init(_ folder: String) throws {
        self.folder = folder
        let verification = try soundVerification(of: folder)
        replay = try LogExtension(verification) { try contents(of: "\(folder)/\($0)") }.replay
        guard let rules = replay.rules else { throw ExitStatus.contentFaults }
        self.rules = rules
    }

    /// The bytes of one of its files; nil where there is none.
    func read(_ name: String) throws -> [UInt8]? { try contents(of: "\(folder)/\(name)") }
}

/// Verifies a folder that is to be used; anything wrong is reported and ends the command.
///
/// - Parameter read: gives its files, where they are not read as they are.
func soundVerification(
    of folder: String, _ read: PublishedElection.FileReader? = nil
) throws -> ElectionVerification {
    let verification = try ElectionVerification(read ?? { try contents(of: "\(folder)/\($0)") })
    if verification.isSound { return verification }
    Terminal.errorText(faultText(verification.diagnostics, folder: folder))
    complain(
        LocalizedText(
            zh: "\(folder) 核验不通过，没有写入任何东西；请先用 gridshow votes verify 查清原因，或换回备份",
            en:
                "\(folder) is not sound, and nothing was written; find out why with gridshow votes verify, or go back to a copy"
        ))
    throw ExitStatus.contentFaults
}

/// Faults of a published folder with their lines; files of entries and hashes have none.
func faultText(_ diagnostics: [Diagnostic], folder: String, other: [String: [UInt8]] = [:]) -> String {
    DiagnosticText(language: Terminal.environmentLanguage, usesColor: Terminal.usesColor).text(of: diagnostics) {
        file in
        if let bytes = other[file] { return bytes }
        return file.hasPrefix("log/tile/") ? nil : try? contents(of: "\(folder)/\(file)")
    }
}

/// Whether only its owner can read a file.
func isPrivate(_ path: String) throws -> Bool {
    var status = stat()
    guard stat(path, &status) == 0 else { throw MachineError("read \(path)") }
    return status.st_mode & 0o077 == 0
}
