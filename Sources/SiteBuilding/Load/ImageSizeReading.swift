/// Reads a picture's size from the first bytes of its file, so that pages can reserve its place.
///
/// Formats: PNG (ISO/IEC 15948 §11.2.2), GIF89a, JPEG (ITU T.81 §B.2.2), WebP (RFC 9649). No Swift package
/// at hand does this without decoding the picture.
///
/// - Returns: nil for other formats or damaged files.
func imageSize(of bytes: [UInt8]) -> ImageSize? {
    func big(_ offset: Int, _ count: Int) -> Int {
        bytes[offset..<offset + count].reduce(0) { $0 << 8 | Int($1) }
    }
    func little(_ offset: Int, _ count: Int) -> Int {
        bytes[offset..<offset + count].reversed().reduce(0) { $0 << 8 | Int($1) }
    }
    if bytes.count >= 24, bytes.starts(with: [0x89, 0x50, 0x4E, 0x47]) {
        return ImageSize(width: big(16, 4), height: big(20, 4))
    }
    if bytes.count >= 10, bytes.starts(with: Array("GIF8".utf8)) {
        return ImageSize(width: little(6, 2), height: little(8, 2))
    }
    if bytes.count >= 30, bytes.starts(with: Array("RIFF".utf8)), bytes[8..<12].elementsEqual("WEBP".utf8) {
        return webPSize(bytes, little: little)
    }
    return bytes.starts(with: [0xFF, 0xD8]) ? jpegSize(bytes, big: big) : nil
}

private func webPSize(_ bytes: [UInt8], little: (Int, Int) -> Int) -> ImageSize? {
    switch String(decoding: bytes[12..<16], as: UTF8.self) {
    case "VP8X": return ImageSize(width: little(24, 3) + 1, height: little(27, 3) + 1)
    case "VP8L":
        let packed = little(21, 4)
        return ImageSize(width: packed & 0x3FFF + 1, height: packed >> 14 & 0x3FFF + 1)
    case "VP8 ": return ImageSize(width: little(26, 2) & 0x3FFF, height: little(28, 2) & 0x3FFF)
    default: return nil
    }
}

private func jpegSize(_ bytes: [UInt8], big: (Int, Int) -> Int) -> ImageSize? {
    var offset = 2
    while offset + 9 < bytes.count, bytes[offset] == 0xFF {
        let marker = bytes[offset + 1]
        // SOF0…SOF15 hold the size, but for DHT, JPG and DAC.
        if (0xC0...0xCF).contains(marker), ![0xC4, 0xC8, 0xCC].contains(marker) {
            return ImageSize(width: big(offset + 7, 2), height: big(offset + 5, 2))
        }
        offset += 2 + big(offset + 2, 2)
    }
    return nil
}
