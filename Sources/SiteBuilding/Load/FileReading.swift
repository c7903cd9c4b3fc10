import Glibc

/// A system call that failed: the machine's fault, not the content's. Ends a command with exit code 3.
public struct MachineError: Error, Sendable, CustomStringConvertible {
    /// What was being done, such as `write output/index.html`.
    public let action: String
    /// The system's error number.
    public let code: Int32

    /// A failure of `action` with the current `errno` unless another number is given.
    public init(_ action: String, code: Int32 = errno) {
        self.action = action
        self.code = code
    }

    /// The action and the system's own words.
    public var description: String { "\(action): \(String(cString: strerror(code)))" }
}

/// The bytes of the file at `path`.
///
/// - Returns: nil if there is no such file.
/// - Throws: `MachineError` if it cannot be read.
public func readFile(_ path: String) throws -> [UInt8]? {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else {
        if errno == ENOENT || errno == ENOTDIR { return nil }
        throw MachineError("read \(path)")
    }
    defer { close(descriptor) }
    var status = stat()
    guard fstat(descriptor, &status) == 0 else { throw MachineError("read \(path)") }
    guard status.st_mode & S_IFMT == S_IFREG else { throw MachineError("read \(path)", code: EISDIR) }
    let size = Int(status.st_size)
    var failure: Int32 = 0
    let bytes = [UInt8](unsafeUninitializedCapacity: size) { buffer, count in
        while count < size {
            let received = read(descriptor, buffer.baseAddress.map { $0 + count }, size - count)
            if received < 0 && errno == EINTR { continue }
            if received < 0 { failure = errno }
            if received <= 0 { break }
            count += received
        }
    }
    if failure != 0 { throw MachineError("read \(path)", code: failure) }
    return bytes
}

/// What a directory entry is.
public enum FileType: Sendable {
    case file
    case directory
    /// A device, a socket, a broken link.
    case other
}

/// Whether the file at `path` begins with a text; false where there is none.
///
/// - Throws: `MachineError` if it cannot be read.
func fileBegins(_ path: String, with text: String) throws -> Bool {
    var beginning = [UInt8](repeating: 0, count: text.utf8.count)
    let descriptor = open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else {
        if errno == ENOENT { return false }
        throw MachineError("read \(path)")
    }
    defer { close(descriptor) }
    let count = read(descriptor, &beginning, beginning.count)
    if count < 0 { throw MachineError("read \(path)") }
    return beginning.elementsEqual(text.utf8)
}

/// The entries of a directory, sorted by the bytes of their names; `.` and `..` left out, links followed.
///
/// - Returns: nil if there is no such directory.
func directoryEntries(_ path: String) throws -> [(name: String, type: FileType, isLink: Bool)]? {
    try unsortedEntries(path)?.sorted { $0.name.precedesInBytes($1.name) }
}

private func unsortedEntries(_ path: String) throws -> [(name: String, type: FileType, isLink: Bool)]? {
    guard let directory = opendir(path) else {
        if errno == ENOENT || errno == ENOTDIR { return nil }
        throw MachineError("list \(path)")
    }
    defer { closedir(directory) }
    var entries: [(name: String, type: FileType, isLink: Bool)] = []
    while let entry = readdir(directory) {
        let name = withUnsafePointer(to: &entry.pointee.d_name) { pointer in
            pointer.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
        }
        if name == "." || name == ".." { continue }
        switch Int(entry.pointee.d_type) {
        case DT_REG: entries.append((name, .file, false))
        case DT_DIR: entries.append((name, .directory, false))
        default: entries.append((name, fileType("\(path)/\(name)"), isLink("\(path)/\(name)")))
        }
    }
    return entries
}

/// What stands at `path`, links followed.
private func fileType(_ path: String) -> FileType {
    var status = stat()
    guard stat(path, &status) == 0 else { return .other }
    return status.st_mode & S_IFMT == S_IFREG ? .file : status.st_mode & S_IFMT == S_IFDIR ? .directory : .other
}

/// Whether a link stands at `path`, wherever it leads.
func isLink(_ path: String) -> Bool {
    var status = stat()
    return lstat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFLNK
}

/// Whether the folder at `path` is one of those above it, so that it would be inside itself.
///
/// - Parameter root: where to end; a path that `path` begins with.
private func leadsUp(_ path: String, root: String) -> Bool {
    var above = path[...]
    while above.utf8.count > root.utf8.count, let slash = above.lastIndex(of: "/") {
        above = above[..<slash]
        if isSameFile(path, String(above)) { return true }
    }
    return false
}

/// All files below `root` as paths relative to it, in byte order of each folder's names.
///
/// Names that begin with a dot are left out, and so are links to a folder that they stand in. An absent folder holds no
/// files.
func filesBelow(_ root: String) throws -> [String] {
    try unsortedFilesBelow(root).sorted { $0.precedesInBytes($1) }
}

/// The same in no order.
func unsortedFilesBelow(_ root: String) throws -> [String] {
    var files: [String] = []
    var pending: [String] = [""]
    while let folder = pending.popLast() {
        for entry in try unsortedEntries("\(root)/\(folder)") ?? [] where !entry.name.hasPrefix(".") {
            switch entry.type {
            case .file: files.append(folder + entry.name)
            case .directory where entry.isLink && leadsUp("\(root)/\(folder)\(entry.name)", root: root): continue
            case .directory: pending.append("\(folder)\(entry.name)/")
            case .other: continue
            }
        }
    }
    return files
}

/// Whether two paths lead to one file.
func isSameFile(_ first: String, _ second: String) -> Bool {
    var (one, other) = (stat(), stat())
    return stat(first, &one) == 0 && stat(second, &other) == 0 && one.st_dev == other.st_dev
        && one.st_ino == other.st_ino
}
