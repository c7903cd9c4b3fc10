import TestSupport
import Testing

@testable import VoteCore

/// RFC 6962, section 2.1, as it is written there: slow and plainly right.
enum PlainMerkle {
    static func root(_ leaves: ArraySlice<MerkleHash>) -> MerkleHash {
        if leaves.isEmpty { return .empty }
        if leaves.count == 1 { return leaves[leaves.startIndex] }
        var k = 1
        while k * 2 < leaves.count { k *= 2 }
        let middle = leaves.startIndex + k
        return MerkleHash(root(leaves[..<middle]), root(leaves[middle...]))
    }
}

struct MerkleTests {
    /// The leaves and hashes that the tests of Certificate Transparency publish.
    static let published = [
        "", "00", "10", "2021", "3031", "40414243", "5051525354555657", "606162636465666768696a6b6c6d6e6f",
    ]
    .compactMap { Hexadecimal.decode($0.utf8) }
    static let publishedRoots = [
        "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
        "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
        "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
        "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
        "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
        "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
        "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
        "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
        "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
    ]

    static func leaves(_ count: Int) -> [MerkleHash] { (0..<count).map { MerkleHash(leaf: UInt32($0).bigEndianBytes) } }

    static func hex(_ hashes: [MerkleHash]) -> [String] { hashes.map { Hexadecimal.encode($0.bytes) } }

    @Test("The roots of the published tree of eight leaves are those of Certificate Transparency")
    func publishedTree() {
        var frontier = MerkleFrontier()
        #expect(Self.hex([frontier.root])[0] == Self.publishedRoots[0])
        for (leaf, root) in zip(Self.published, Self.publishedRoots.dropFirst()) {
            frontier.append(MerkleHash(leaf: leaf))
            #expect(Self.hex([frontier.root])[0] == root, "the root of \(frontier.size) leaves")
        }
    }

    @Test(
        "Inclusion proofs of the published tree are the published ones",
        arguments: [
            (
                0, 8,
                [
                    "96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7",
                    "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
                    "6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4",
                ]
            ),
            (
                5, 8,
                [
                    "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b",
                    "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0",
                    "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
                ]
            ),
            (2, 3, ["fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125"]),
            (
                1, 5,
                [
                    "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
                    "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
                    "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b",
                ]
            ),
        ])
    func publishedInclusion(index: Int, size: Int, expected: [String]) throws {
        let tree = MerkleBatch(leaves: Self.published.prefix(size).map { MerkleHash(leaf: $0) })
        #expect(Self.hex(try MerkleProof.inclusion(of: index, size: size) { tree.hash(of: $0) }) == expected)
    }

    @Test(
        "Consistency proofs of the published tree are the published ones",
        arguments: [
            (
                1, 8,
                [
                    "96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7",
                    "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
                    "6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4",
                ]
            ),
            (
                6, 8,
                [
                    "0ebc5d3437fbe2db158b9f126a1d118e308181031d0a949f8dededebc558ef6a",
                    "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0",
                    "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
                ]
            ),
            (
                2, 5,
                [
                    "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
                    "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b",
                ]
            ),
        ])
    func publishedConsistency(older: Int, newer: Int, expected: [String]) throws {
        let tree = MerkleBatch(leaves: Self.published.prefix(newer).map { MerkleHash(leaf: $0) })
        #expect(Self.hex(try MerkleProof.consistency(from: older, to: newer) { tree.hash(of: $0) }) == expected)
    }

    @Test("A frontier has the root of the definition at every size up to 300")
    func frontier() {
        let leaves = Self.leaves(300)
        var frontier = MerkleFrontier()
        for leaf in leaves {
            frontier.append(leaf)
            #expect(frontier.root == PlainMerkle.root(leaves[..<frontier.size]), "size \(frontier.size)")
            #expect(MerkleFrontier(size: frontier.size, hashes: frontier.hashes) == frontier)
            #expect(MerkleFrontier(size: frontier.size, hashes: frontier.hashes + [leaf]) == nil)
        }
    }

    @Test("In ten thousand random trees a batch over a frontier proves each of its leaves, and no other leaf")
    func batchProofs() throws {
        var generator = SeededGenerator(seed: 6962)
        let leaves = Self.leaves(700)
        let roots = (0...700).map { PlainMerkle.root(leaves[..<$0]) }
        for round in 0..<10_000 {
            let size = Int.random(in: 1...700, using: &generator)
            let older = Int.random(in: max(0, size - 40)..<size, using: &generator)
            let index = Int.random(in: older..<size, using: &generator)
            var before = MerkleFrontier()
            // Long prefixes are taken from the definition: their roots are what a frontier of that size must hold.
            if round % 50 == 0 {
                for leaf in leaves[..<older] { before.append(leaf) }
            } else {
                before = Self.frontiers[older]
            }
            let batch = MerkleBatch(before, leaves: Array(leaves[older..<size]))
            let proof = try MerkleProof.inclusion(of: index, size: size) { batch.hash(of: $0) }
            let tree = (size: size, root: roots[size])
            #expect(batch.after.root == tree.root && MerkleProof.proves(leaves[index], at: index, in: tree, by: proof))
            let other = (index + 1 + round) % 700
            if other != index { #expect(!MerkleProof.proves(leaves[other], at: index, in: tree, by: proof)) }
            #expect(!MerkleProof.proves(leaves[index], at: index, in: tree, by: proof + [leaves[0]]))
            if let last = proof.indices.last {
                #expect(!MerkleProof.proves(leaves[index], at: index, in: tree, by: Array(proof[..<last])))
            }
        }
    }

    private static let frontiers: [MerkleFrontier] = leaves(700).reduce(into: [MerkleFrontier()]) { list, leaf in
        var next = list[list.count - 1]
        next.append(leaf)
        list.append(next)
    }

    @Test("Every prefix of a tree of 130 leaves is proved to be its beginning, and a changed one is not")
    func growth() throws {
        let leaves = Self.leaves(130)
        let tree = MerkleBatch(leaves: leaves)
        let roots = (0...130).map { PlainMerkle.root(leaves[..<$0]) }
        for newer in 0...130 {
            for older in 0...newer {
                let proof = try MerkleProof.consistency(from: older, to: newer) { tree.hash(of: $0) }
                let from = (size: older, root: roots[older])
                #expect(
                    MerkleProof.provesGrowth(from: from, to: (newer, roots[newer]), by: proof), "\(older) → \(newer)")
                if older > 0 {
                    let changed = (size: older, root: MerkleHash(hashing: [UInt8(older)]))
                    #expect(!MerkleProof.provesGrowth(from: changed, to: (newer, roots[newer]), by: proof))
                }
                if newer > older, older > 0 {
                    #expect(!MerkleProof.provesGrowth(from: from, to: (newer, MerkleHash(hashing: [1])), by: proof))
                    #expect(!MerkleProof.provesGrowth(from: from, to: (newer, roots[newer]), by: proof + [leaves[0]]))
                }
            }
        }
    }

    @Test("A proof that needs a node which is not there says which")
    func missingNode() {
        let error = #expect(throws: MerkleProof.MissingNode.self) {
            _ = try MerkleProof.inclusion(of: 0, size: 4) { $0.level == 0 ? .empty : nil }
        }
        #expect(error?.node == MerkleNode(level: 1, index: 1))
    }
}

struct TileTests {
    @Test("Paths are those of the specification")
    func paths() {
        #expect(Tile(.hashes(level: 0), index: 1_234_067).path == "tile/0/x001/x234/067")
        #expect(Tile(.entries, index: 0, width: 17).path == "tile/entries/000.p/17")
        #expect(Tile(.hashes(level: 2), index: 1000).path == "tile/2/x001/000")
    }

    @Test("A tree of 70,000 leaves has the tiles of the specification's example, and one of 256 those of the other")
    func example() {
        func widths(_ size: Int) -> [Int: [Int: Int]] {
            Tile.added(from: 0, to: size).reduce(into: [:]) { levels, tile in
                guard case .hashes(let level) = tile.content else { return }
                levels[level, default: [:]][tile.width, default: 0] += 1
            }
        }
        #expect(widths(70_000) == [0: [256: 273, 112: 1], 1: [256: 1, 17: 1], 2: [1: 1]])
        #expect(widths(256) == [0: [256: 1], 1: [1: 1]])
    }

    @Test("What a growing log adds is, step by step, what the last log has, and old partial tiles")
    func added() {
        var generator = SeededGenerator(seed: 3)
        for _ in 0..<200 {
            let steps = (0..<6).map { _ in Int.random(in: 0...140_000, using: &generator) }.sorted()
            var all: Set<Tile> = []
            for (older, newer) in zip([0] + steps, steps) { all.formUnion(Tile.added(from: older, to: newer)) }
            let whole = Set(Tile.added(from: 0, to: steps[5]))
            #expect(whole.isSubset(of: all), "sizes \(steps)")
            #expect(all.subtracting(whole).allSatisfy { $0.width < Tile.fullWidth })
        }
    }

    @Test("The check of tiles makes the tiles that the tree's nodes make")
    func check() {
        let leaves = MerkleTests.leaves(66_000)
        let tree = MerkleBatch(leaves: leaves)
        var check = TileCheck()
        var made: [Tile: [UInt8]] = [:]
        for leaf in leaves { for (tile, bytes) in check.append(leaf) { made[tile] = bytes } }
        for (tile, bytes) in check.partialTiles { made[tile] = bytes }
        #expect(check.frontier.root == tree.after.root)
        let expected = Tile.added(from: 0, to: 66_000).filter { $0.content != .entries }
        #expect(Set(made.keys) == Set(expected))
        for tile in expected { #expect(made[tile] == tile.nodes.compactMap { tree.hash(of: $0) }.flatMap(\.bytes)) }
    }

    @Test("Entries come out of a bundle as they went in, and a bundle whose lengths do not fit is none")
    func bundles() {
        var generator = SeededGenerator(seed: 4)
        for _ in 0..<300 {
            let entries = (0..<Int.random(in: 0...9, using: &generator)).map { _ in
                (0..<Int.random(in: 0...700, using: &generator)).map { _ in UInt8.random(in: 0...255, using: &generator)
                }
            }
            let bundle = Tile.bundle(entries)
            #expect(Tile.entries(in: bundle)?.map { Array(bundle[$0]) } == entries)
            if !bundle.isEmpty { #expect(Tile.entries(in: bundle + [0]) == nil) }
        }
    }
}
