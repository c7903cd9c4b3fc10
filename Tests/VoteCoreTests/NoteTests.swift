import TestSupport
import Testing
import VoteTestSupport

@testable import VoteCore

struct NoteTests {
    @Test("The example of Go's note package, which C2SP describes, is read and verified")
    func published() throws {
        let key = try #require(NoteKey(text: "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW".utf8))
        let text = """
            If you think cryptography is the answer to your problem,
            then you don't know what your problem is.

            — PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=

            """
        let note = try SignedNote(Array(text.utf8)[...])
        #expect(key.text == "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW")
        #expect(note.isValid(try #require(note.signatures.first), by: key))
        let changed = try SignedNote(Array(text.replacing("answer", with: "Answer").utf8)[...])
        #expect(!changed.isValid(try #require(changed.signatures.first), by: key))
    }

    @Test("The examples of checkpoint and note in the C2SP documents have the form that is read")
    func examples() throws {
        let checkpoint = """
            example.com/behind-the-sofa
            20852163
            CsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=

            — example.com/behind-the-sofa Az3grlgtzPICa5OS8npVmf1Myq/5IZniMp+ZJurmRDeOoRDe4URYN7u5/Zhcyv2q1gGzGku9nTo+zyWE+xeMcTOAYQ8=

            """
        let head = try CheckpointNote(Array(checkpoint.utf8)[...])
        #expect(head.checkpoint.size == 20_852_163 && head.note.signatures[0].keyID == 0x033D_E0AE)
        #expect(checkpoint.utf8.starts(with: head.checkpoint.text))
        let note = """
            Ognuno sta solo sul cuor della terra
            trafitto da un raggio di sole:

            ed è subito sera.

            — quasimodo.example/salvatore NnugSzTjtVAewIS+Z/iJhUPeFDkO/5QQ2i5ddnGITLlC+EhfLW9oJKONrMouFSQU0xMcXxj99ihAQwaqP3ZekRwNtIc=

            """
        let poem = try SignedNote(Array(note.utf8)[...])
        #expect(String(decoding: poem.text, as: UTF8.self).hasSuffix("ed è subito sera.\n"))
        #expect(poem.signatures.map(\.keyID) == [0x367B_A04B])
    }

    @Test("Signatures of RFC 8032, section 7.1, are made and verified")
    func ed25519() throws {
        let vectors = [
            (
                "9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60",
                "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a", ""
            ),
            (
                "4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb",
                "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c", "72"
            ),
        ]
        for (seed, publicKey, message) in vectors {
            let seedBytes = try #require(Hexadecimal.decode(seed.utf8))
            let signer = try #require(NoteSigner(name: "a", seed: seedBytes))
            #expect(Hexadecimal.encode(signer.key.publicKey) == publicKey)
            let bytes = try #require(Hexadecimal.decode(message.utf8))
            let signature = try signer.signature(of: bytes)
            #expect(signer.key.isSigner(of: bytes, signature) && !signer.key.isSigner(of: bytes + [0], signature))
        }
    }

    @Test("A key comes back from its text, and a text with a changed character is no key, or not this one")
    func keys() throws {
        let keys = try #require(SampleKeys(origin: "vote.example/a"))
        for key in (keys.operators + keys.witnesses).map(\.key) {
            #expect(NoteKey(text: key.text.utf8) == key)
            for place in 0..<key.text.utf8.count {
                var changed = Array(key.text.utf8)
                changed[place] ^= 1
                #expect(NoteKey(text: changed) != key, "character \(place)")
            }
        }
    }

    @Test("A receipt is complete on its own: proof and signature are checked without the log")
    func receipts() throws {
        let election = try SampleElection.story(seed: 14, ballots: 40)
        let receipt = try election.receipt(of: 7)
        #expect(receipt.faults(rules: election.rules).isEmpty)
        let other = Receipt(entry: receipt.entry, index: 8, proof: receipt.proof, note: receipt.note)
        #expect(other.faults(rules: election.rules).map(\.id) == ["receipt-proof"])
        let stranger = try SampleElection.story(seed: 15, ballots: 40)
        #expect(receipt.faults(rules: stranger.rules).contains { $0.id == "receipt-origin" })
    }
}
