import Glibc
import SiteBuilding

/// Changes as the kernel tells them, by inotify: Foundation has no file events on Linux.
///
/// Whenever folders come, go or move, or the kernel has lost events, all watches are set anew and `everything` is told:
/// that is seldom, and so no event can be taken for a folder that has meanwhile another name.
final class InotifyWatch: FileWatch {
    /// A burst of saves is told once: it ends with so many milliseconds of silence, or after `longestBurst`.
    private static let silence: Int32 = 3
    private static let longestBurst = 10.0
    /// How often a folder that is gone is looked for, in milliseconds.
    private static let absence = 250

    /// A file is told when it is closed, not at every write: half a file would be built.
    private static let events =
        IN_CLOSE_WRITE | IN_CREATE | IN_DELETE | IN_MOVED_FROM | IN_MOVED_TO | IN_ATTRIB | IN_DELETE_SELF | IN_MOVE_SELF
    private static let endings = IN_DELETE_SELF | IN_MOVE_SELF | IN_UNMOUNT

    private let roots: [String]
    private var descriptor: Int32 = -1
    /// The folders of each watch; several where links lead to one folder.
    private var folders: [Int32: [String]] = [:]

    /// Watches folders and all below them; they may come later.
    ///
    /// - Throws: `MachineError` if the system has no more watches to give.
    init(_ roots: [String]) throws {
        self.roots = roots
        try watchAll()
    }

    deinit { if descriptor >= 0 { close(descriptor) } }

    func next(milliseconds: Int) throws -> FileChanges? {
        let isComplete = roots.allSatisfy { folders.values.joined().contains($0) }
        guard wait(Int32(isComplete ? milliseconds : min(milliseconds, Self.absence))) else {
            guard !isComplete, roots.contains(where: isBack) else { return nil }
            try watchAll()
            return .everything
        }
        var changes = read()
        let start = Self.milliseconds()
        while Self.milliseconds() - start < Self.longestBurst, wait(Self.silence) {
            changes = Self.join(changes, read())
        }
        if changes == .everything { try watchAll() }
        return changes
    }

    private static func join(_ first: FileChanges?, _ second: FileChanges?) -> FileChanges? {
        guard var first, let second else { return first ?? second }
        first.add(second)
        return first
    }

    /// Whether a folder that was gone is there again.
    private func isBack(_ root: String) -> Bool {
        !folders.values.joined().contains(root) && access(root, F_OK) == 0
    }

    private static func milliseconds() -> Double {
        var time = timespec()
        clock_gettime(CLOCK_MONOTONIC, &time)
        return Double(time.tv_sec) * 1_000 + Double(time.tv_nsec) / 1e6
    }

    /// Waits for events; false if there are none.
    private func wait(_ milliseconds: Int32) -> Bool {
        var request = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
        return poll(&request, 1, milliseconds) > 0
    }

    private func watchAll() throws {
        if descriptor >= 0 { close(descriptor) }
        folders = [:]
        descriptor = inotify_init1(Int32(IN_NONBLOCK) | Int32(IN_CLOEXEC))
        guard descriptor >= 0 else { throw MachineError("watch files") }
        for root in roots {
            try FolderWalk.visit(root) { path, status in
                if FolderWalk.isFolder(status) { try watch(path) }
            }
        }
    }

    private func watch(_ folder: String) throws {
        let watch = inotify_add_watch(descriptor, folder, UInt32(Self.events))
        if watch >= 0 {
            folders[watch, default: []].append(folder)
        } else if errno == ENOSPC || errno == EMFILE || errno == ENOMEM {
            throw MachineError("watch \(folder)")
        }
    }

    /// What the events that wait mean; nil if they mean nothing to a site.
    private func read() -> FileChanges? {
        var buffer = [UInt8](repeating: 0, count: 65_536)
        var changes: FileChanges?
        while true {
            let count = Glibc.read(descriptor, &buffer, buffer.count)
            if count < 0 && errno == EINTR { continue }
            if count <= 0 { return changes }
            changes = Self.join(changes, meaning(of: buffer[..<count]))
        }
    }

    /// Reads `struct inotify_event`s: watch, mask, cookie, length of the name (32 bits each), name with NULs after it.
    private func meaning(of bytes: ArraySlice<UInt8>) -> FileChanges? {
        var changes: FileChanges?
        var rest = bytes
        while rest.count >= 16 {
            let number = { (index: Int) in
                rest.withUnsafeBytes { $0.loadUnaligned(fromByteOffset: index * 4, as: UInt32.self) }
            }
            let (watch, mask, length) = (Int32(bitPattern: number(0)), Int32(bitPattern: number(1)), Int(number(3)))
            let name = String(decoding: rest.dropFirst(16).prefix(length).prefix { $0 != 0 }, as: UTF8.self)
            rest = rest.dropFirst(16 + length)
            changes = Self.join(changes, meaning(watch: watch, mask: mask, name: name))
        }
        return changes
    }

    private func meaning(watch: Int32, mask: Int32, name: String) -> FileChanges? {
        if mask & IN_Q_OVERFLOW != 0 { return .everything }
        if mask & IN_IGNORED != 0 { return nil }
        guard let places = folders[watch] else { return nil }
        if name.isEmpty {
            // Below the top, the folder above tells the same.
            return mask & Self.endings != 0 || mask & IN_ATTRIB != 0 ? .everything : nil
        }
        if name.hasPrefix(".") { return nil }
        if mask & IN_ISDIR != 0 { return .everything }
        if mask & IN_CREATE != 0, let place = places.first, let isLink = isLink("\(place)/\(name)") {
            // A new file is told once more when it is closed; a link is whole at once.
            return isLink ? .everything : nil
        }
        return .files(Set(places.map { "\($0)/\(name)" }))
    }

    /// Whether it is a symbolic link or a further name of a file; nil where there is nothing.
    private func isLink(_ path: String) -> Bool? {
        var status = stat()
        guard lstat(path, &status) == 0 else { return nil }
        return status.st_mode & S_IFMT != S_IFREG || status.st_nlink > 1
    }
}
