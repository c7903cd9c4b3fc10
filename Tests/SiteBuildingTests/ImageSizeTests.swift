import Testing

@testable import SiteBuilding

struct ImageSizeTests {
    private static let png: [UInt8] =
        [
            0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A, 0, 0, 0, 13, 0x49, 0x48, 0x44, 0x52, 0, 0, 1, 44, 0, 0, 0,
            200, 8, 2, 0, 0, 0,
        ]
    private static let gif: [UInt8] = Array("GIF89a".utf8) + [0x2C, 0x01, 0xC8, 0x00, 0, 0, 0]
    /// SOI, an APP0 and a DHT segment to be skipped, then SOF2 (progressive).
    private static let jpeg: [UInt8] =
        [
            0xFF, 0xD8, 0xFF, 0xE0, 0, 4, 1, 2, 0xFF, 0xC4, 0, 3, 9, 0xFF, 0xC2, 0, 11, 8, 0, 200, 1, 44, 1, 1, 0x11, 0,
            0xFF, 0xD9,
        ]

    private static func webP(_ kind: String, _ rest: [UInt8]) -> [UInt8] {
        Array("RIFF".utf8) + [0, 0, 0, 0] + Array("WEBP\(kind)".utf8) + rest + Array(repeating: 0, count: 16)
    }

    @Test("The size of a PNG, GIF and JPEG is read")
    func common() {
        let size = ImageSize(width: 300, height: 200)
        #expect(imageSize(of: Self.png) == size)
        #expect(imageSize(of: Self.gif) == size)
        #expect(imageSize(of: Self.jpeg) == size)
    }

    @Test("Each of the three forms of WebP is read")
    func webPForms() {
        let size = ImageSize(width: 300, height: 200)
        // VP8X: 24 bits each, less one. VP8L: 14 bits each, less one, behind a signature byte. VP8: 14 bits each.
        #expect(imageSize(of: Self.webP("VP8X", [10, 0, 0, 0, 0, 0, 0, 0, 0x2B, 1, 0, 0xC7, 0, 0])) == size)
        let packed = UInt32(299 | 199 << 14)
        let bits = (0..<4).map { UInt8(truncatingIfNeeded: packed >> (8 * UInt32($0))) }
        #expect(imageSize(of: Self.webP("VP8L", [10, 0, 0, 0, 0x2F] + bits)) == size)
        #expect(imageSize(of: Self.webP("VP8 ", [10, 0, 0, 0, 0, 0, 0, 0x9D, 1, 0x2A, 0x2C, 1, 0xC8, 0])) == size)
    }

    @Test("Other files have no size")
    func others() {
        for bytes: [UInt8] in [
            [], [0xFF, 0xD8], Array("<svg/>".utf8), Array("not a picture at all, only words".utf8),
            Self.webP("ABCD", []),
        ] {
            #expect(imageSize(of: bytes) == nil)
        }
    }

    @Test("A picture that is cut off or damaged anywhere is no crash", arguments: 0..<40)
    func damaged(seed: Int) {
        var random = SeededGenerator(seed: UInt64(seed))
        for picture in [
            Self.png, Self.gif, Self.jpeg, Self.webP("VP8X", [1, 2, 3]), Self.webP("VP8L", [1]), Self.webP("VP8 ", []),
        ] {
            for end in 0...picture.count { _ = imageSize(of: Array(picture[..<end])) }
            for _ in 0..<50 {
                var bytes = picture
                bytes[Int.random(in: bytes.indices, using: &random)] = UInt8.random(in: 0...255, using: &random)
                if let size = imageSize(of: bytes) {
                    #expect(size.width >= 0 && size.height >= 0, "seed \(seed): \(bytes)")
                }
            }
        }
    }
}
