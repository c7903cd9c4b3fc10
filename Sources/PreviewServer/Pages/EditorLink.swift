import Glibc

/// Addresses that open a source file in an editor, and whole paths to copy.
enum EditorLink {
    /// The path from the root of the file system, links as they are.
    static func wholePath(of file: String) -> String {
        if file.hasPrefix("/") { return file }
        guard let folder = getcwd(nil, 0) else { return file }
        defer { free(folder) }
        return "\(String(cString: folder))/\(file)"
    }

    /// The address that Visual Studio Code and its kin open: `vscode://file/…:line:column`.
    static func address(of file: String, line: Int?, column: Int? = nil) -> String {
        let position = [line, line == nil ? nil : column].compactMap { $0.map { ":\($0)" } }.joined()
        return "vscode://file" + encoded(wholePath(of: file)) + position
    }

    /// Percent-encodes everything but unreserved characters and slashes (RFC 3986, section 2.3).
    private static func encoded(_ path: String) -> String {
        var output = ""
        for byte in path.utf8 {
            let scalar = Unicode.Scalar(byte)
            let isPlain = byte < 0x80 && (Character(scalar).isLetter || Character(scalar).isNumber)
            if isPlain || "-._~/".unicodeScalars.contains(scalar) {
                output.unicodeScalars.append(scalar)
            } else {
                let hex = String(byte, radix: 16, uppercase: true)
                output += "%" + (hex.count == 1 ? "0" + hex : hex)
            }
        }
        return output
    }
}
