import Statistics

/// The bytes that the spans of diagnostics about a file count in: the file's own, but those of a table in GB18030 as
/// they were decoded.
///
/// - Returns: nil if there is no such file.
/// - Throws: `MachineError` if it cannot be read.
public func diagnosticSource(_ path: String) throws -> [UInt8]? {
    let bytes = try readFile(path)
    return path.hasSuffix(".csv") ? bytes.map { DecodedText($0, file: path).bytes } : bytes
}
