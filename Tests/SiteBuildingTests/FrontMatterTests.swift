import Testing

@testable import SiteBuilding

struct FrontMatterTests {
    private func parts(_ text: String) throws -> (yaml: String, body: String) {
        let bytes = Array(text.utf8)
        let parts = try FrontMatter.split(bytes).get()
        return (String(decoding: bytes[parts.yaml], as: UTF8.self), String(decoding: bytes[parts.body], as: UTF8.self))
    }

    @Test(
        "A file divides at its first two lines of three hyphens",
        arguments: [
            ("---\na: 1\n---\nb\n", "a: 1\n", "b\n"), ("---\n---\n", "", ""), ("---\n---", "", ""),
            ("---\na: 1\n---", "a: 1\n", ""),
            ("---\r\na: 1\r\n---\r\nb", "a: 1\r\n", "b"), ("\u{FEFF}---\na: 1\n---\nb", "a: 1\n", "b"),
            ("---  \na: 1\n--- \t\nb", "a: 1\n", "b"),
            ("---\na: 1\n---\n\n---\nb\n", "a: 1\n", "\n---\nb\n"),
            ("---\na: |\n  ---\nb: 2\n---\n", "a: |\n  ---\nb: 2\n", ""),
            ("---\na: 1\n----\nb: 2\n---\nc", "a: 1\n----\nb: 2\n", "c"),
        ])
    func division(text: String, yaml: String, body: String) throws {
        let found = try parts(text)
        #expect(found.yaml == yaml)
        #expect(found.body == body)
    }

    @Test(
        "A file that does not begin with three hyphens has none",
        arguments: ["", "a", "--", "\n---\na: 1\n---\n", " ---\n---\n", "----\n---\n", "---a\n---\n"])
    func missing(text: String) {
        #expect(FrontMatter.split(Array(text.utf8)) == .failure(.missing))
    }

    @Test(
        "Without a second line of three hyphens it is not closed",
        arguments: ["---", "---\n", "---\na: 1\n", "---\na: 1\n ---\n", "---\na: 1\n---b\n"])
    func unclosed(text: String) {
        #expect(FrontMatter.split(Array(text.utf8)) == .failure(.unclosed))
    }

    @Test("Any bytes divide without a crash, and the parts lie in order", arguments: 0..<200)
    func random(seed: Int) {
        var random = SeededGenerator(seed: UInt64(seed))
        let pieces: [[UInt8]] = [
            [0x2D], [0x2D, 0x2D, 0x2D], [0x0A], [0x0D, 0x0A], [0x20], [0x61], [0xEF, 0xBB, 0xBF], [0xFF],
        ]
        let bytes = (0..<20).flatMap { _ in random.pick(pieces) }
        guard case .success(let parts) = FrontMatter.split(bytes) else { return }
        #expect(parts.yaml.upperBound <= parts.body.lowerBound && parts.body.upperBound == bytes.count, "seed \(seed)")
    }
}
