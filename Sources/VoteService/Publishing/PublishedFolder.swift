import Glibc
import VoteCore

/// The folder that an election is published in. Every file is there whole or not at all, also after a loss of power.
public struct PublishedFolder: Sendable {
    /// Its path, without a slash at the end.
    public let path: String

    /// The folder at `path`, which need not exist yet.
    public init(_ path: String) { self.path = path }

    /// The bytes of a file; nil where there is none.
    public func read(_ name: String) throws(PublicationFailure) -> [UInt8]? {
        let file = open("\(path)/\(name)", O_RDONLY | O_CLOEXEC)
        guard file >= 0 else {
            if errno == ENOENT || errno == ENOTDIR { return nil }
            throw .call("open \(name)")
        }
        defer { close(file) }
        var status = stat()
        guard fstat(file, &status) == 0 else { throw .call("stat \(name)") }
        var bytes: [UInt8] = []
        var part = [UInt8](repeating: 0, count: 1 << 16)
        bytes.reserveCapacity(Int(status.st_size))
        while true {
            let count = Glibc.read(file, &part, part.count)
            if count == 0 { return bytes }
            if count < 0, errno == EINTR { continue }
            guard count > 0 else { throw .call("read \(name)") }
            bytes += part[..<count]
        }
    }

    /// Runs `body` while no other process publishes into the folder; makes the folder if need be.
    func locked<Outcome>(_ body: () throws -> Outcome) throws -> Outcome {
        try write { try $0.makeFolder() }
        let folder = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard folder >= 0 else { throw PublicationFailure.call("open \(path)") }
        defer { close(folder) }
        while flock(folder, LOCK_EX) != 0 {
            guard errno == EINTR else { throw PublicationFailure.call("lock \(path)") }
        }
        return try body()
    }

    /// Writes files, and then makes sure that they are on the medium: every file before it gets its name, every folder
    /// once at the end.
    func write(_ body: (Session) throws -> Void) throws {
        let session = Session(folder: self)
        try body(session)
        try session.finish()
    }

    /// A run of writing.
    final class Session {
        private let folder: PublishedFolder
        /// Folders whose lists of names have changed.
        private var changed: Set<String> = []
        private var known: Set<String> = []

        fileprivate init(folder: PublishedFolder) { self.folder = folder }

        /// Makes the folder itself.
        func makeFolder() throws(PublicationFailure) { try makeFolders(folder.path) }

        /// Writes a file that never changes. Nothing happens where it is there already.
        ///
        /// - Throws: `conflict` where it is there with other bytes.
        func add(_ name: String, _ bytes: [UInt8]) throws(PublicationFailure) {
            if let found = try folder.read(name) {
                guard found == bytes else { throw .conflict(path: name) }
                return
            }
            try replace(name, bytes)
        }

        /// Writes a file, in place of what was there.
        func replace(_ name: String, _ bytes: [UInt8]) throws(PublicationFailure) {
            let place = "\(folder.path)/\(name)"
            let parent = String(place[..<(place.lastIndex(of: "/") ?? place.startIndex)])
            try makeFolders(parent)
            // Its own name for each process: two of them may publish the same file at once.
            let draft = "\(place).\(getpid()).new"
            try Self.write(bytes, to: draft)
            guard rename(draft, place) == 0 else { throw .call("rename \(name)") }
            changed.insert(parent)
        }

        private static func write(_ bytes: [UInt8], to draft: String) throws(PublicationFailure) {
            let file = open(draft, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o644)
            guard file >= 0 else { throw .call("create \(draft)") }
            defer { close(file) }
            var written = 0
            while written < bytes.count {
                let count = bytes.withUnsafeBytes { buffer in
                    Glibc.write(file, buffer.baseAddress.map { $0 + written }, bytes.count - written)
                }
                if count < 0, errno == EINTR { continue }
                guard count > 0 else { throw .call("write \(draft)") }
                written += count
            }
            guard fsync(file) == 0 else { throw .call("fsync \(draft)") }
        }

        /// Makes a folder and those above it; their names are made durable too.
        private func makeFolders(_ name: String) throws(PublicationFailure) {
            if name.isEmpty || known.contains(name) { return }
            if access(name, F_OK) != 0 {
                let parent = String(name[..<(name.lastIndex(of: "/") ?? name.startIndex)])
                try makeFolders(parent)
                guard mkdir(name, 0o755) == 0 || errno == EEXIST else { throw .call("create \(name)") }
                changed.insert(parent.isEmpty ? (name.hasPrefix("/") ? "/" : ".") : parent)
            }
            known.insert(name)
        }

        /// Makes every name that was given durable.
        fileprivate func finish() throws(PublicationFailure) {
            for name in changed.sorted() {
                let folder = open(name, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
                guard folder >= 0 else { throw .call("open \(name)") }
                defer { close(folder) }
                guard fsync(folder) == 0 else { throw .call("fsync \(name)") }
            }
            changed = []
        }
    }
}
