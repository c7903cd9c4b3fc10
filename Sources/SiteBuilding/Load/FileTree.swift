import Glibc

/// The files below a folder with what tells whether they have changed.
struct FileTree: Sendable {
    /// One file.
    struct File: Sendable {
        /// Below the root.
        let path: String
        /// Changes with the file's size, times and place on the disk; unknown where a change could go unseen.
        let signature: Fingerprint
    }

    /// The folder as the user named it.
    let root: String
    /// In byte order of their paths.
    let files: [File]

    /// Lists the files below `root`; an absent folder holds none.
    ///
    /// - Throws: `MachineError` if a folder cannot be listed.
    static func scan(_ root: String, jobs: Int) throws -> FileTree {
        let paths = try filesBelow(root)
        let now = FileSignature.now()
        let files = try parallelMap(count: paths.count, jobs: jobs) { index in
            File(path: paths[index], signature: FileSignature.of("\(root)/\(paths[index])", now: now))
        }
        return FileTree(root: root, files: files)
    }
}

/// What the system says of a file without reading it.
enum FileSignature {
    /// Times of files advance in steps of some milliseconds; within so many nanoseconds two writes can look alike.
    private static let blur = 100_000_000

    /// The wall clock in nanoseconds.
    static func now() -> Int {
        var time = timespec()
        clock_gettime(CLOCK_REALTIME, &time)
        return nanoseconds(time)
    }

    /// The signature of the file at `path`: its size, the times of its last change and its inode. Unknown where there
    /// is no file, and for one that was changed so shortly before `now` that another change could leave its times as
    /// they are.
    static func of(_ path: String, now: Int) -> Fingerprint {
        var status = stat()
        guard stat(path, &status) == 0, status.st_mode & S_IFMT == S_IFREG else { return .unknown }
        let changed = max(nanoseconds(status.st_mtim), nanoseconds(status.st_ctim))
        if changed > now - blur { return .unknown }
        var hasher = FingerprintHasher()
        hasher.add(Int(status.st_size))
        hasher.add(nanoseconds(status.st_mtim))
        hasher.add(nanoseconds(status.st_ctim))
        hasher.add(UInt64(status.st_ino))
        hasher.add(UInt64(status.st_dev))
        return hasher.finish()
    }

    private static func nanoseconds(_ time: timespec) -> Int { time.tv_sec * 1_000_000_000 + time.tv_nsec }
}
