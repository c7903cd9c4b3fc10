/// What may have changed below the watched folders.
enum FileChanges: Equatable, Sendable {
    /// These files, with the names of the watched folders in front.
    case files(Set<String>)
    /// Anything: look at all.
    case everything

    /// The files; nil where all are to be looked at.
    var paths: Set<String>? {
        if case .files(let files) = self { return files }
        return nil
    }

    /// These changes and those.
    mutating func add(_ other: FileChanges) {
        switch (self, other) {
        case (.files(let mine), .files(let others)): self = .files(mine.union(others))
        default: self = .everything
        }
    }
}

/// Tells changes of files below some folders. Used by one thread.
protocol FileWatch: AnyObject {
    /// Waits for changes.
    ///
    /// - Parameter milliseconds: how long to wait at most.
    /// - Returns: nil if nothing has changed.
    /// - Throws: `MachineError` if this watch has come to its end and another must be found.
    func next(milliseconds: Int) throws -> FileChanges?
}
