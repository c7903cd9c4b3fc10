import Foundation

/// A new folder that is removed together with this value.
final class TemporaryFolder: Sendable {
    let path: String

    init() throws {
        // In memory where the system has a place for that: these tests write many thousands of files.
        let isInMemory = FileManager.default.isWritableFile(atPath: "/dev/shm")
        let parent = isInMemory ? "/dev/shm" : FileManager.default.temporaryDirectory.path
        path = "\(parent)/gridshow-\(UUID().uuidString)"
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    }

    deinit { try? FileManager.default.removeItem(atPath: path) }

    /// Writes a file, with the folders that it needs.
    func write(_ bytes: [UInt8], to name: String) throws {
        let file = "\(path)/\(name)"
        let folder = (file as NSString).deletingLastPathComponent
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        try Data(bytes).write(to: URL(fileURLWithPath: file))
    }

    func write(_ text: String, to name: String) throws { try write(Array(text.utf8), to: name) }

    func read(_ name: String) throws -> [UInt8]? {
        FileManager.default.contents(atPath: "\(path)/\(name)").map { Array($0) }
    }

    func text(_ name: String) throws -> String? { try read(name).map { String(decoding: $0, as: UTF8.self) } }

    func remove(_ name: String) throws { try FileManager.default.removeItem(atPath: "\(path)/\(name)") }

    /// Every file below `folder` with its bytes; names that begin with a dot too.
    func tree(_ folder: String) throws -> [String: [UInt8]] {
        guard let names = FileManager.default.enumerator(atPath: "\(path)/\(folder)") else { return [:] }
        var files: [String: [UInt8]] = [:]
        for case let name as String in names {
            let file = "\(path)/\(folder)/\(name)"
            var isFolder: ObjCBool = false
            guard FileManager.default.fileExists(atPath: file, isDirectory: &isFolder), !isFolder.boolValue else {
                continue
            }
            files[name] = FileManager.default.contents(atPath: file).map { Array($0) } ?? []
        }
        return files
    }
}

/// Folders of the project, found from this file.
enum ProjectFolder {
    static let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().path
    static let templates = "\(root)/templates"
    static let sites = "\(root)/Tests/SiteBuildingTests/Sites"
    static let sources = "\(root)/Sources"
}
