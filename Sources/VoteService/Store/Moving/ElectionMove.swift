import VoteCore

/// A move of an election from one store to another, of the same kind or another kind.
public enum ElectionMove {
    /// Why an election cannot be moved.
    public enum Refusal: Error, Sendable, Equatable {
        /// The store to be moved from has no entries.
        case nothingToMove
        /// The store to be moved to has entries already, this many.
        case occupied(Int)
        /// The entries from this place on do not have the hashes that are stored with them, or not the stored root.
        case damaged(Int)
    }

    /// Copies everything in one transaction: all of it is there afterwards, or nothing.
    ///
    /// The hashes of all entries are made again on the way, and the root from them. No service may be running on either
    /// store, and none may be started on the old one afterwards: two logs that go on from one point contradict
    /// each other.
    ///
    /// - Parameters:
    ///   - chunk: how many entries, or rows of another table, are in memory at once.
    ///   - progress: is called with the number of entries that were copied so far.
    /// - Returns: the head of both logs.
    /// - Throws: `Refusal` or `StoreFailure`.
    public static func move(
        from old: any VoteStore, to new: any VoteStore, chunk: Int = 4096, progress: (Int) -> Void = { _ in }
    ) throws -> LogHead {
        try old.settle()
        return try old.read { reading in
            try new.write { transaction in
                let copy = Copy(old: reading, new: transaction, chunk: chunk)
                try copy.documents()
                let head = try copy.log(progress)
                try copy.privateRecords(head)
                return head
            }
        }
    }
}

/// The parts of a move, in the order in which they are done.
private struct Copy {
    let old: any VoteReading
    let new: any VoteTransaction
    let chunk: Int

    func documents() throws {
        for kind in [DocumentKind.rules, .evidence] {
            for hash in try old.documents(kind) {
                guard let bytes = try old.document(hash) else { throw StoreFailure("a listed document is missing") }
                try new.add(bytes, kind: kind)
            }
        }
    }

    /// Entries with everything that is kept by their places, and published checkpoints.
    func log(_ progress: (Int) -> Void) throws -> LogHead {
        let end = try old.head()
        let occupied = try new.head().size
        guard end.size > 0 else { throw ElectionMove.Refusal.nothingToMove }
        guard occupied == 0 else { throw ElectionMove.Refusal.occupied(occupied) }
        var head = end
        head.frontier = MerkleFrontier()
        while head.size < end.size {
            let addition = try addition(head.size..<min(head.size + chunk, end.size), behind: head)
            try new.append(addition)
            head = addition.head
            progress(head.size)
        }
        guard head == end else { throw ElectionMove.Refusal.damaged(0) }
        for checkpoint in try old.checkpoints() { try new.add(checkpoint) }
        return end
    }

    private func addition(_ places: Range<Int>, behind head: LogHead) throws -> LogAddition {
        var addition = LogAddition(behind: head)
        addition.entries = try old.entries(places).map { LogAddition.Entry(text: $0, leaf: MerkleHash(leaf: $0)) }
        guard try old.hashes(tileLevel: 0, places) == addition.entries.map(\.leaf) else {
            throw ElectionMove.Refusal.damaged(places.lowerBound)
        }
        let nodes = MerkleBatch(head.frontier, leaves: addition.entries.map(\.leaf))
        addition.tileRoots = nodes.completedTiles.map {
            LogAddition.TileRoot(tileLevel: $0.tileLevel, number: $0.number, hash: $0.hash)
        }
        addition.ballots = try old.ballots(places)
        addition.signals = try old.signals(places)
        addition.head.frontier = nodes.after
        return addition
    }

    /// What decides about ballots to come.
    func privateRecords(_ head: LogHead) throws {
        for salt in try old.salts() { _ = try new.salt(day: salt.day, fresh: salt.bytes) }
        try pages {
            try old.codes(after: $0, limit: chunk)
        } key: {
            $0
        } copy: {
            try new.addCodes($0)
        }
        try pages {
            try old.voters(after: $0, limit: chunk)
        } key: {
            $0.key
        } copy: { page in
            var addition = LogAddition(behind: head)
            addition.voters = Dictionary(uniqueKeysWithValues: page.map { ($0.key, $0.record) })
            try new.append(addition)
        }
        try pages {
            try old.challenges(after: $0, limit: chunk)
        } key: {
            $0.id
        } copy: { page in
            var addition = LogAddition(behind: head)
            addition.challenges = page
            try new.append(addition)
        }
        try pages {
            try old.networks(after: $0, limit: chunk)
        } key: {
            $0.key
        } copy: { page in
            var addition = LogAddition(behind: head)
            addition.networks = Dictionary(uniqueKeysWithValues: page.map { ($0.key, $0.ballots) })
            try new.append(addition)
        }
    }

    private func pages<Key, Value>(
        _ read: (Key?) throws -> [Value], key: (Value) -> Key, copy: ([Value]) throws -> Void
    ) throws {
        var last: Key?
        while true {
            let page = try read(last)
            if !page.isEmpty { try copy(page) }
            guard page.count == chunk, let end = page.last else { return }
            last = key(end)
        }
    }
}
