import Glibc

/// Paths at which a clean site differs from the one in `output`, in byte order. Files that no build wrote do not count.
public func treeDifferences(_ clean: String, _ output: String) throws -> [String] {
    try filesBelow(clean).filter { try readFile("\(clean)/\($0)") != readFile("\(output)/\($0)") }
}

/// Removes a folder and all that is in it; of a link only the link. What cannot be removed stays.
public func removeTree(_ path: String) {
    guard !isLink(path), let entries = try? directoryEntries(path) else {
        unlink(path)
        return
    }
    for entry in entries {
        let inner = "\(path)/\(entry.name)"
        if entry.type == .directory, !entry.isLink { removeTree(inner) } else { unlink(inner) }
    }
    rmdir(path)
}
