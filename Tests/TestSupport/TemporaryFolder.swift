import Foundation

/// A new folder that is removed together with this value.
public final class TemporaryFolder: Sendable {
    /// Its path.
    public let path: String

    /// Makes the folder.
    public init() throws {
        // In memory where the system has a place for that: these tests write many thousands of files.
        let isInMemory = FileManager.default.isWritableFile(atPath: "/dev/shm")
        let parent = isInMemory ? "/dev/shm" : FileManager.default.temporaryDirectory.path
        path = "\(parent)/gridshow-\(UUID().uuidString)"
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    }

    deinit { try? FileManager.default.removeItem(atPath: path) }

    /// Writes a file, with the folders that it needs.
    public func write(_ bytes: [UInt8], to name: String) throws {
        let file = "\(path)/\(name)"
        let folder = (file as NSString).deletingLastPathComponent
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        try Data(bytes).write(to: URL(fileURLWithPath: file))
    }

    /// Writes a text, with the folders that it needs.
    public func write(_ text: String, to name: String) throws { try write(Array(text.utf8), to: name) }

    /// The bytes of a file; nil where there is none.
    public func read(_ name: String) -> [UInt8]? {
        FileManager.default.contents(atPath: "\(path)/\(name)").map { Array($0) }
    }

    /// The text of a file; nil where there is none.
    public func text(_ name: String) -> String? { read(name).map { String(decoding: $0, as: UTF8.self) } }

    /// Whether there is such a file.
    public func exists(_ name: String) -> Bool { FileManager.default.fileExists(atPath: "\(path)/\(name)") }

    /// Sets who may read and write a file.
    public func setRights(_ rights: Int, of name: String) throws {
        try FileManager.default.setAttributes([.posixPermissions: rights], ofItemAtPath: "\(path)/\(name)")
    }

    /// Who may read and write a file.
    public func rights(of name: String) throws -> Int? {
        try FileManager.default.attributesOfItem(atPath: "\(path)/\(name)")[.posixPermissions] as? Int
    }

    /// Removes a file or folder.
    public func remove(_ name: String) throws { try FileManager.default.removeItem(atPath: "\(path)/\(name)") }

    /// Every file below `folder` with its bytes; names that begin with a dot too.
    public func tree(_ folder: String) throws -> [String: [UInt8]] {
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
public enum ProjectFolder {
    /// The project itself.
    public static let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().path
    /// The theme.
    public static let templates = "\(root)/templates"
    /// Whole little sites with what is expected of them.
    public static let sites = "\(root)/Tests/SiteBuildingTests/Sites"
    /// The sources.
    public static let sources = "\(root)/Sources"
}
