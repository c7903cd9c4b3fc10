import Glibc

/// An exclusive lock beside a file, held until it is released or the process ends however it may.
struct FileLock: Sendable {
    private let descriptor: Int32

    /// Takes the lock of `file`, by a file of its own that ends in `.lock`: SQLite locks the file itself.
    ///
    /// - Throws: `StoreFailure` where another process holds it.
    init(beside file: String) throws {
        let path = "\(file).lock"
        descriptor = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else {
            throw StoreFailure("cannot open \(path): \(String(cString: strerror(errno)))")
        }
        guard flock(descriptor, LOCK_EX | LOCK_NB) == 0 else {
            let code = errno
            close(descriptor)
            throw StoreFailure(
                code == EWOULDBLOCK
                    ? "\(file) is in use by another process; two services must not share one SQLite file"
                    : "cannot lock \(path): \(String(cString: strerror(code)))")
        }
    }

    /// Lets others take the lock.
    func release() { close(descriptor) }
}
