import Glibc

/// Paths at which a clean site differs from the one in `output`, in byte order. Files that no build wrote do not count.
public func treeDifferences(_ clean: String, _ output: String) throws -> [String] {
    try filesBelow(clean).filter { try readFile("\(clean)/\($0)") != readFile("\(output)/\($0)") }
}

/// Removes a folder and all that is in it. What cannot be removed stays.
public func removeTree(_ path: String) {
    guard let entries = try? directoryEntries(path) else { return }
    for entry in entries {
        if entry.type == .directory { removeTree("\(path)/\(entry.name)") } else { unlink("\(path)/\(entry.name)") }
    }
    rmdir(path)
}
