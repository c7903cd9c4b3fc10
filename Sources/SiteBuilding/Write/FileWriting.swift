import Glibc

/// Writes a new file or replaces one. Not atomic: for files in the staging folder.
func writeFile(_ bytes: [UInt8], to path: String) throws {
    try write([bytes], to: path, flags: O_CREAT | O_TRUNC)
}

/// Adds bytes, piece by piece, to the end of a file that is there.
func appendToFile(_ pieces: [[UInt8]], at path: String) throws {
    try write(pieces, to: path, flags: O_APPEND)
}

private func write(_ pieces: [[UInt8]], to path: String, flags: Int32) throws {
    let descriptor = open(path, O_WRONLY | O_CLOEXEC | flags, 0o644)
    guard descriptor >= 0 else { throw MachineError("write \(path)") }
    do {
        for bytes in pieces { try bytes.withUnsafeBytes { try writeAll($0, to: descriptor, path: path) } }
    } catch {
        close(descriptor)
        throw error
    }
    guard close(descriptor) == 0 else { throw MachineError("write \(path)") }
}

/// Puts a file in the place of another, or where there was none, so that a reader meets either the old or the new one.
public func replaceFile(with bytes: [UInt8], at path: String) throws {
    try replaceFile(with: [bytes], at: path)
}

/// Does the same with bytes in pieces.
func replaceFile(with pieces: [[UInt8]], at path: String) throws {
    let temporary = "\(path).new"
    do {
        try write(pieces, to: temporary, flags: O_CREAT | O_TRUNC)
        guard rename(temporary, path) == 0 else { throw MachineError("write \(path)") }
    } catch {
        unlink(temporary)
        throw error
    }
}

/// Creates a folder and the folders above it where they are missing.
public func makeDirectories(_ path: String) throws {
    if mkdir(path, 0o755) == 0 { return }
    if errno == ENOENT, let slash = path.lastIndex(of: "/"), slash != path.startIndex {
        try makeDirectories(String(path[..<slash]))
        if mkdir(path, 0o755) == 0 { return }
    }
    var status = stat()
    if errno == EEXIST, stat(path, &status) == 0, status.st_mode & S_IFMT == S_IFDIR { return }
    throw MachineError("create \(path)", code: errno == 0 ? EEXIST : errno)
}

/// The size of the regular file at `path` in bytes; nil if there is none.
func fileSize(_ path: String) -> Int? {
    var status = stat()
    guard stat(path, &status) == 0, status.st_mode & S_IFMT == S_IFREG else { return nil }
    return Int(status.st_size)
}

/// Hands the bytes of a file to `body` piece by piece, until it answers false.
private func forEachPiece(of path: String, _ body: (UnsafeRawBufferPointer) throws -> Bool) throws {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { throw MachineError("read \(path)") }
    defer { close(descriptor) }
    var buffer = [UInt8](repeating: 0, count: 1 << 18)
    while true {
        let count = read(descriptor, &buffer, buffer.count)
        if count < 0 && errno == EINTR { continue }
        if count < 0 { throw MachineError("read \(path)") }
        if count == 0 { return }
        guard try buffer.withUnsafeBytes({ try body(UnsafeRawBufferPointer(rebasing: $0[..<count])) }) else { return }
    }
}

/// Whether two files of one size hold the same bytes.
func filesAreEqual(_ left: String, _ right: String) throws -> Bool {
    let other = open(right, O_RDONLY | O_CLOEXEC)
    guard other >= 0 else { throw MachineError("read \(right)") }
    defer { close(other) }
    var isEqual = true
    var buffer = [UInt8](repeating: 0, count: 1 << 18)
    try forEachPiece(of: left) { piece in
        var filled = 0
        while filled < piece.count {
            let count = buffer.withUnsafeMutableBytes {
                read(other, $0.baseAddress.map { $0 + filled }, piece.count - filled)
            }
            if count < 0 && errno == EINTR { continue }
            if count <= 0 { break }
            filled += count
        }
        isEqual = filled == piece.count && buffer.prefix(filled).elementsEqual(piece)
        return isEqual
    }
    return isEqual
}

/// Copies a file's bytes to a new file. Not atomic: for files in the staging folder.
func copyFile(_ source: String, to path: String) throws {
    let descriptor = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o644)
    guard descriptor >= 0 else { throw MachineError("write \(path)") }
    do {
        try forEachPiece(of: source) { piece in
            try writeAll(piece, to: descriptor, path: path)
            return true
        }
    } catch {
        close(descriptor)
        throw error
    }
    guard close(descriptor) == 0 else { throw MachineError("write \(path)") }
}

private func writeAll(_ bytes: UnsafeRawBufferPointer, to descriptor: Int32, path: String) throws {
    var offset = 0
    while offset < bytes.count {
        let written = write(descriptor, bytes.baseAddress.map { $0 + offset }, bytes.count - offset)
        if written < 0 && errno == EINTR { continue }
        if written < 0 { throw MachineError("write \(path)") }
        offset += written
    }
}
