import Glibc
import NIOCore
import NIOPosix

/// A Unix socket that nobody but the process's user can connect to.
enum PrivateSocket {
    /// Binds a bootstrap to `path`. A socket that nobody listens at any more is replaced.
    static func bind(_ bootstrap: ServerBootstrap, _ path: String) async throws -> any Channel {
        // The mask is the process's own; the service makes its sockets before it serves anybody.
        let mask = umask(0o177)
        defer { umask(mask) }
        let channel = try await bootstrap.bind(unixDomainSocketPath: path, cleanupExistingSocketFile: true).get()
        guard chmod(path, 0o600) == 0 else {
            let failure = IOError(errnoCode: errno, reason: "chmod")
            try await channel.close()
            throw failure
        }
        return channel
    }

    /// Removes the socket's file when nobody listens any more.
    static func remove(_ path: String) { unlink(path) }
}
