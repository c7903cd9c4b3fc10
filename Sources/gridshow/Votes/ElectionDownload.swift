import Diagnostics
import Foundation
import SiteBuilding
import VoteCore

/// The published files of an election, fetched from an address into a folder.
///
/// One `curl` fetches many files over a few connections. Only this command needs the network; linking a library for it
/// would make the start of every other command slower.
struct ElectionDownload {
    private let address: String
    private let folder: String
    private let isKept: Bool

    /// - Parameter folder: a folder that is not there yet; nil for one that goes away.
    init(from address: String, into folder: String?) throws {
        self.address = withoutTrailingSlash(address)
        isKept = folder != nil
        self.folder =
            folder.map(withoutTrailingSlash)
            ?? FileManager.default.temporaryDirectory.appendingPathComponent("gridshow-\(UUID().uuidString)").path
        do {
            try FileManager.default.createDirectory(atPath: self.folder, withIntermediateDirectories: false)
        } catch {
            complain(
                LocalizedText(
                    zh: "建不了文件夹 \(self.folder)：它要是新的，上一级要已经存在",
                    en: "the folder \(self.folder) cannot be made: it must be new, and the one above it must exist"))
            throw ExitStatus.wrongUsage
        }
    }

    /// Fetches everything and gives the folder to `body`.
    func whileKept(_ body: (String) throws -> Void) throws {
        defer { if !isKept { try? FileManager.default.removeItem(atPath: folder) } }
        try fetchAll()
        try body(folder)
    }

    private func fetchAll() throws {
        try fetch([PublishedElection.checkpoint, PublishedElection.history, PublishedElection.rules])
        try fetch([PublishedElection.result], areNeeded: false)
        guard let note = try contents(of: "\(folder)/\(PublishedElection.checkpoint)"),
            let size = try? CheckpointNote(note[...]).checkpoint.size, size <= Self.largestLog
        else { return }
        try fetch(Tile.added(from: 0, to: size).map(PublishedElection.tile))
        var documents: Set<String> = []
        let rules = try contents(of: "\(folder)/\(PublishedElection.rules)").map { MerkleHash(hashing: $0) }
        // Entries that cannot be read are the verifier's business.
        try? PublishedElection.forEachEntry(size: size, { try contents(of: "\(folder)/\($0)") }) { _, text in
            switch try? LogEntry(text: text).content {
            case .rules(let hash) where hash != rules: documents.insert(PublishedElection.formerRules(hash))
            case .exclusion(let exclusion):
                if let hash = exclusion.evidence { documents.insert(PublishedElection.evidence(hash)) }
            default: break
            }
        }
        try fetch(documents.sorted())
    }

    /// Larger logs than any city's: a checkpoint that says so would fill the disk.
    private static let largestLog = 200_000_000

    /// Fetches files to the same paths below the folder.
    ///
    /// - Parameter areNeeded: whether the download is incomplete without them.
    private func fetch(_ paths: [String], areNeeded: Bool = true) throws {
        if paths.isEmpty { return }
        let configuration = paths.map { path in
            "url = \"\(escaped("\(address)/\(path)"))\"\noutput = \"\(escaped("\(folder)/\(path)"))\"\n"
        }
        try runCurl(configuration.joined())
        let missing = paths.filter { !FileManager.default.fileExists(atPath: "\(folder)/\($0)") }
        guard areNeeded, let first = missing.first else { return }
        complain(
            LocalizedText(
                zh: "下载不完整：\(address)/\(first) 等 \(missing.count) 个文件取不到",
                en:
                    "the download is incomplete: \(address)/\(first) and in all \(missing.count) files cannot be fetched"
            ))
        throw ExitStatus.machineFailed
    }

    private func escaped(_ text: String) -> String {
        text.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"")
    }

    /// Runs curl with its orders on standard input. What it could not fetch is simply not there afterwards.
    private func runCurl(_ configuration: String) throws {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        process.arguments = [
            "curl", "--silent", "--fail", "--location", "--proto", "=http,https", "--parallel", "--parallel-max", "8",
            "--create-dirs", "--connect-timeout", "20", "--max-time", "600", "--max-filesize", "16777216",
            "--config", "-",
        ]
        let input = Pipe()
        process.standardInput = input
        process.standardError = FileHandle.nullDevice
        process.standardOutput = FileHandle.nullDevice
        try process.run()
        input.fileHandleForWriting.write(Data(configuration.utf8))
        try input.fileHandleForWriting.close()
        process.waitUntilExit()
        guard process.terminationStatus != 127 else {
            complain(
                LocalizedText(
                    zh: "核验网址要用 curl，这台机器上没有；请安装它，或先下载再核验文件夹",
                    en: "curl is needed for addresses and is not there; install it, or download the folder yourself"))
            throw ExitStatus.machineFailed
        }
    }
}
