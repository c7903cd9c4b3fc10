import Glibc

/// Looks at all files once a second: slow, but it works where the system tells no changes.
final class PollingWatch: FileWatch {
    private struct Signature: Equatable {
        let size: Int
        let inode: UInt64
        let modified: Int
        let changed: Int
    }

    private let roots: [String]
    private let interval: Int
    private var known: [String: Signature]

    /// - Parameter interval: milliseconds from look to look.
    init(_ roots: [String], interval: Int = 1_000) {
        self.roots = roots
        self.interval = interval
        known = Self.look(roots)
    }

    func next(milliseconds: Int) -> FileChanges? {
        usleep(UInt32(min(milliseconds, interval)) * 1_000)
        let now = Self.look(roots)
        defer { known = now }
        let changed = Set(now.keys).union(known.keys).filter { now[$0] != known[$0] }
        return changed.isEmpty ? nil : .files(changed)
    }

    private static func look(_ roots: [String]) -> [String: Signature] {
        var found: [String: Signature] = [:]
        for root in roots {
            FolderWalk.visit(root) { path, status in
                if FolderWalk.isFolder(status) { return }
                found[path] = Signature(
                    size: Int(status.st_size), inode: UInt64(status.st_ino),
                    modified: status.st_mtim.tv_sec * 1_000_000_000 + status.st_mtim.tv_nsec,
                    changed: status.st_ctim.tv_sec * 1_000_000_000 + status.st_ctim.tv_nsec)
            }
        }
        return found
    }
}
