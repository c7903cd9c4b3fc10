import Glibc
import SiteBuilding

/// The built site as it may be served: regular files below one folder, and nothing else.
struct OutputFolder: Sendable {
    /// What stands at a path.
    enum Entry {
        case file(OpenFile)
        case folder
        case nothing
    }

    /// The folder's path.
    let root: String

    /// Opens what stands at `parts` below the folder.
    ///
    /// Each name is opened in the folder before it and no symbolic link is followed, so that neither a link nor a
    /// folder that is exchanged meanwhile leads out. Builds write no links.
    ///
    /// - Throws: `MachineError` if something is there that cannot be opened.
    func entry(_ parts: [String]) throws -> Entry {
        guard parts.allSatisfy(Self.isName) else { return .nothing }
        var folder = open(root, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        if folder < 0 { return try Self.absence(root) }
        defer { close(folder) }
        for (index, part) in parts.enumerated() {
            let next = openat(folder, part, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC)
            if next < 0 { return try Self.absence(part) }
            var status = stat()
            let type = fstat(next, &status) == 0 ? status.st_mode & S_IFMT : 0
            if type == S_IFDIR {
                close(folder)
                folder = next
                continue
            }
            guard type == S_IFREG, index == parts.count - 1 else {
                close(next)
                return .nothing
            }
            return .file(OpenFile(descriptor: next, size: Int(status.st_size)))
        }
        return .folder
    }

    /// The bytes of the file at `path` below the folder; nil where there is none that can be read.
    func bytes(of path: String) -> [UInt8]? {
        let parts = path.split(separator: "/").map(String.init)
        guard let entry = try? entry(parts), case .file(let file) = entry else { return nil }
        return try? file.read(0..<file.size)
    }

    /// Whether it is one name, and not one that begins with a dot.
    private static func isName(_ part: String) -> Bool {
        !part.isEmpty && !part.hasPrefix(".") && !part.utf8.contains { $0 == 0 || $0 == UInt8(ascii: "/") }
    }

    /// What a failed `open` says: nothing is there, or the machine failed.
    private static func absence(_ name: String) throws -> Entry {
        switch errno {
        case ENOENT, ENOTDIR, ELOOP, ENAMETOOLONG, ENXIO: return .nothing
        default: throw MachineError("read \(name)")
        }
    }
}

/// A file that is open for reading; it is closed together with this value.
final class OpenFile: Sendable {
    /// Its size in bytes when it was opened.
    let size: Int
    private let descriptor: Int32

    init(descriptor: Int32, size: Int) {
        self.descriptor = descriptor
        self.size = size
    }

    deinit { close(descriptor) }

    /// The bytes in `range`; fewer where the file has become shorter.
    ///
    /// - Throws: `MachineError` if they cannot be read.
    func read(_ range: Range<Int>) throws -> [UInt8] {
        var failure: Int32 = 0
        let bytes = [UInt8](unsafeUninitializedCapacity: range.count) { buffer, count in
            while count < range.count {
                let target = buffer.baseAddress.map { $0 + count }
                let received = pread(descriptor, target, range.count - count, range.lowerBound + count)
                if received < 0 && errno == EINTR { continue }
                if received < 0 { failure = errno }
                if received <= 0 { break }
                count += received
            }
        }
        if failure != 0 { throw MachineError("read a file of the site", code: failure) }
        return bytes
    }
}
