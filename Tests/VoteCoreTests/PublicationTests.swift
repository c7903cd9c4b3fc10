import TestSupport
import Testing
import VoteCore
import VoteTestSupport

@Suite struct `Publishing a log that grows` {
    /// A log's entries with its nodes, and what was published of it.
    final class Folder {
        let entries: [[UInt8]]
        let nodes: MerkleBatch
        var files: [String: [UInt8]] = [:]

        init(count: Int) {
            entries = (0..<count).map { Array("entry \($0)".utf8) }
            nodes = MerkleBatch(leaves: entries.map { MerkleHash(leaf: $0) })
        }

        func hashes(_ tileLevel: Int, _ numbers: Range<Int>) -> [MerkleHash] {
            numbers.compactMap { nodes.hash(of: MerkleNode(level: 8 * tileLevel, index: $0)) }
        }

        func publish(from older: Int, to newer: Int) throws {
            try LogPublication(from: older, to: newer).forEachTile(entries: { Array(self.entries[$0]) }, hashes: hashes)
            {
                files[$0] = $1
            }
        }

        func root(_ size: Int) throws -> MerkleHash { try TileHashes(hashes).frontier(size: size).root }
    }

    @Test func `step by step gives the same full tiles as all at once, and every step passes its check`() throws {
        let seed = UInt64.random(in: 0...UInt64.max)
        var generator = SeededGenerator(seed: seed)
        let (steps, whole) = (Folder(count: 70_000), Folder(count: 70_000))
        try whole.publish(from: 0, to: 70_000)
        var size = 0
        while size < 70_000 {
            let next = min(70_000, size + generator.pick([1, 7, 255, 256, 257, 5000, 30_000]))
            try steps.publish(from: size, to: next)
            try LogPublication(from: size, to: next).check(root: steps.root(next)) { steps.files[$0] }
            size = next
        }
        for (path, bytes) in whole.files {
            #expect(steps.files[path] == bytes, "\(path), seed \(seed): a tile depends on the log only")
        }
    }

    @Test func `a changed byte in any new file is found before the checkpoint is written`() throws {
        let seed = UInt64.random(in: 0...UInt64.max)
        var generator = SeededGenerator(seed: seed)
        let folder = Folder(count: 2000)
        try folder.publish(from: 0, to: 700)
        let old = folder.files
        try folder.publish(from: 700, to: 2000)
        let new = folder.files.filter { old[$0.key] == nil }
        let root = try folder.root(2000)
        for (path, bytes) in new.sorted(by: { $0.key < $1.key }) {
            var changed = bytes
            changed[Int.random(in: changed.indices, using: &generator)] ^= 1
            folder.files[path] = changed
            #expect(throws: FormatFault.self, "\(path), seed \(seed)") {
                try LogPublication(from: 700, to: 2000).check(root: root) { folder.files[$0] }
            }
            folder.files[path] = bytes
        }
        #expect(throws: FormatFault.self) {
            try LogPublication(from: 700, to: 2000).check(root: .empty) { folder.files[$0] }
        }
    }

    @Test func `proofs and heads of older sizes follow from the hashes of tiles`() throws {
        let seed = UInt64.random(in: 0...UInt64.max)
        var generator = SeededGenerator(seed: seed)
        let folder = Folder(count: 67_000)
        let tree = TileHashes(folder.hashes)
        for _ in 0..<50 {
            let size = Int.random(in: 1...67_000, using: &generator)
            let index = Int.random(in: 0..<size, using: &generator)
            let leaf = MerkleHash(leaf: folder.entries[index])
            let proof = try tree.inclusion(of: index, size: size)
            let root = try tree.frontier(size: size).root
            #expect(
                MerkleProof.proves(leaf, at: index, in: (size, root), by: proof), "seed \(seed), \(index) of \(size)")
            var grown = MerkleFrontier()
            if size < 3000 {
                for entry in folder.entries[..<size] { grown.append(MerkleHash(leaf: entry)) }
                #expect(grown == (try tree.frontier(size: size)), "seed \(seed), size \(size)")
            }
        }
    }
}
