import Glibc

/// Walks a folder and all below it, links followed. Names that begin with a dot belong to no site.
enum FolderWalk {
    /// Calls `visit` for each folder before what is in it, and for each file, with its path and what the system says.
    /// A folder that links lead to twice is visited twice, but never inside itself. What cannot be read is left out.
    static func visit(_ root: String, _ visit: (String, stat) throws -> Void) rethrows {
        var status = stat()
        guard stat(root, &status) == 0 else { return }
        try walk(root, status, above: [], visit)
    }

    private static func walk(
        _ path: String, _ status: stat, above: [UInt64], _ visit: (String, stat) throws -> Void
    ) rethrows {
        try visit(path, status)
        let inode = UInt64(status.st_ino)
        guard isFolder(status), !above.contains(inode), let folder = opendir(path) else { return }
        defer { closedir(folder) }
        while let entry = readdir(folder) {
            let name = withUnsafePointer(to: &entry.pointee.d_name) { pointer in
                pointer.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
            }
            var status = stat()
            guard !name.hasPrefix("."), stat("\(path)/\(name)", &status) == 0 else { continue }
            try walk("\(path)/\(name)", status, above: above + [inode], visit)
        }
    }

    /// Whether it is a folder.
    static func isFolder(_ status: stat) -> Bool { status.st_mode & S_IFMT == S_IFDIR }
}
