import Glibc
import SiteBuilding
import VoteCore

/// A folder whose files change together or not at all, whatever happens meanwhile.
///
/// All new bytes are first brought to the disk in one file, which counts once it bears its name; then the files are
/// replaced one by one. Whoever opens the folder next finishes a change that was begun. One process at a time.
final class ChangingFolder {
    /// The path without a slash at its end.
    let path: String
    private let lock: Int32

    private static let change = ".gridshow-change"
    private static let lockName = ".gridshow-lock"

    /// Opens a folder that is there.
    ///
    /// - Throws: `MachineError` where another process works on it, or it cannot be written.
    init(_ path: String) throws {
        self.path = path
        lock = open("\(path)/\(Self.lockName)", O_RDWR | O_CREAT | O_CLOEXEC, 0o644)
        guard lock >= 0 else { throw MachineError("write \(path)") }
        guard flock(lock, LOCK_EX | LOCK_NB) == 0 else {
            let code = errno
            close(lock)
            throw MachineError("lock \(path)", code: code)
        }
        try finishChange()
    }

    deinit { close(lock) }

    /// The bytes of a file below the folder; nil where there is none.
    func read(_ name: String) throws -> [UInt8]? { try contents(of: "\(path)/\(name)") }

    /// Writes all files, in the given order for those who read meanwhile.
    func write(_ files: [LogExtension.File]) throws {
        if files.isEmpty { return }
        let record = files.flatMap { file in
            Array("\(file.path)\t\(file.bytes.count)\n".utf8) + file.bytes
        }
        try replaceDurably("\(path)/\(Self.change)", with: record)
        try finishChange()
    }

    private func finishChange() throws {
        let name = "\(path)/\(Self.change)"
        guard let record = try readFile(name) else { return }
        var offset = 0
        while let end = record[offset...].firstIndex(of: 0x0A) {
            let head = record[offset..<end].split(separator: 0x09).map { String(decoding: $0, as: UTF8.self) }
            guard head.count == 2, let count = Int(head[1]), end + 1 + count <= record.count else {
                throw MachineError("read \(name)", code: EIO)
            }
            offset = end + 1 + count
            try makeFolders(above: head[0])
            try replaceDurably("\(path)/\(head[0])", with: record[(end + 1)..<offset])
        }
        guard unlink(name) == 0 else { throw MachineError("delete \(name)") }
        try synchronise(path)
    }

    private func makeFolders(above file: String) throws {
        var folder = path
        for part in file.split(separator: "/").dropLast() {
            let parent = folder
            folder += "/\(part)"
            if mkdir(folder, 0o755) == 0 {
                try synchronise(parent)
            } else if errno != EEXIST {
                throw MachineError("create \(folder)")
            }
        }
    }
}

/// Puts bytes in the place of a file so that they, and the name, survive a power cut.
///
/// - Parameter mode: the rights of the file.
func replaceDurably(_ path: String, with bytes: some Sequence<UInt8>, mode: mode_t = 0o644) throws {
    let temporary = "\(path).new"
    let descriptor = open(temporary, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, mode)
    guard descriptor >= 0 else { throw MachineError("write \(path)") }
    do {
        try writeAll(Array(bytes), to: descriptor, path: path)
        guard fsync(descriptor) == 0 else { throw MachineError("write \(path)") }
    } catch {
        close(descriptor)
        throw error
    }
    guard close(descriptor) == 0, rename(temporary, path) == 0 else { throw MachineError("write \(path)") }
    try synchronise(folder(of: path))
}

/// Writes a file that must not be there yet; false where it is.
///
/// - Parameter mode: the rights of the file.
func createFile(_ path: String, with bytes: [UInt8], mode: mode_t = 0o644) throws -> Bool {
    let descriptor = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, mode)
    guard descriptor >= 0 else {
        if errno == EEXIST { return false }
        throw MachineError("write \(path)")
    }
    do {
        try writeAll(bytes, to: descriptor, path: path)
        guard fsync(descriptor) == 0 else { throw MachineError("write \(path)") }
    } catch {
        close(descriptor)
        throw error
    }
    guard close(descriptor) == 0 else { throw MachineError("write \(path)") }
    try synchronise(folder(of: path))
    return true
}

/// The bytes of a file; nil where there is none or a folder of that name.
func contents(of name: String) throws -> [UInt8]? {
    do {
        return try readFile(name)
    } catch let failure as MachineError where failure.code == EISDIR {
        return nil
    }
}

/// Whether there is a folder at `path`.
func isFolder(_ path: String) -> Bool {
    var status = stat()
    return stat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFDIR
}

/// The folder that a path leads into.
func folder(of path: String) -> String {
    guard let slash = path.lastIndex(of: "/") else { return "." }
    return slash == path.startIndex ? "/" : String(path[..<slash])
}

/// Brings the names in a folder to the disk.
private func synchronise(_ folder: String) throws {
    let descriptor = open(folder, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { throw MachineError("write \(folder)") }
    defer { close(descriptor) }
    guard fsync(descriptor) == 0 else { throw MachineError("write \(folder)") }
}

private func writeAll(_ bytes: [UInt8], to descriptor: Int32, path: String) throws {
    var offset = 0
    while offset < bytes.count {
        let written = bytes.withUnsafeBytes {
            write(descriptor, $0.baseAddress.map { $0 + offset }, bytes.count - offset)
        }
        if written < 0 && errno == EINTR { continue }
        if written < 0 { throw MachineError("write \(path)") }
        offset += written
    }
}
