import Glibc

/// How many files and connections a process may have open.
enum FileDescriptors {
    /// Raises the soft limit: every voter holds a connection.
    static func raiseLimit(to wanted: UInt = 32_768) {
        var limit = rlimit()
        guard getrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit) == 0 else { return }
        limit.rlim_cur = max(limit.rlim_cur, min(limit.rlim_max, wanted))
        setrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit)
    }
}
