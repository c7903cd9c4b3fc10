/// How many terminal columns a text takes: 2 for East Asian wide and full-width characters, 0 for
/// combining marks, 1 for the rest.
///
/// After Unicode Standard Annex #11, classes W and F, by block; close enough for a caret under a line.
public func displayWidth(of text: some Sequence<Unicode.Scalar>) -> Int {
    text.reduce(0) { $0 + displayWidth(of: $1) }
}

private func displayWidth(of scalar: Unicode.Scalar) -> Int {
    switch scalar.value {
    case 0..<0x300: 1
    case 0x300...0x36F, 0x200B...0x200F, 0xFE00...0xFE0F, 0xE0100...0xE01EF: 0
    case 0x1100...0x115F, 0x2E80...0x303E, 0x3041...0xA4CF, 0xAC00...0xD7A3, 0xF900...0xFAFF, 0xFE30...0xFE6F,
        0xFF01...0xFF60, 0xFFE0...0xFFE6, 0x1F300...0x1F64F, 0x1F900...0x1F9FF, 0x20000...0x3FFFD:
        2
    default: 1
    }
}
