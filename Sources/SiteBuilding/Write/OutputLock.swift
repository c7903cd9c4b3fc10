import Glibc
import Synchronization

/// Holds an output folder against other builds. The system lets it go when the process ends, however that comes about.
final class OutputLock: Sendable {
    private let descriptor: Mutex<Int32>

    /// Holds the folder at `root`.
    ///
    /// - Throws: `MachineError`; with code `EWOULDBLOCK` where another build is at work on the folder.
    init(_ root: String) throws {
        let opened = open(root, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard opened >= 0 else { throw MachineError("open \(root)") }
        guard flock(opened, LOCK_EX | LOCK_NB) == 0 else {
            let code = errno
            close(opened)
            throw MachineError("lock \(root)", code: code)
        }
        descriptor = Mutex(opened)
    }

    deinit { release() }

    /// Holds the folder at `root`; nil where there is none yet, so that there is nothing that another build could change.
    static func ofExisting(_ root: String) throws -> OutputLock? {
        var status = stat()
        return stat(root, &status) == 0 ? try OutputLock(root) : nil
    }

    /// Lets the folder go; a second time does nothing.
    func release() {
        descriptor.withLock { descriptor in
            if descriptor >= 0 { close(descriptor) }
            descriptor = -1
        }
    }
}
