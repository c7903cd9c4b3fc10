import Diagnostics
import FoundationEssentials
import Graphics

/// The file beside community.yaml that keeps the row breaks of a map.
let layoutLockName = "layout.lock.json"

/// Reads the row breaks that were kept. A file that is no such thing is reported and left out: the map is then laid
/// out anew.
func loadLayoutLock(_ path: String, diagnostics: inout [Diagnostic]) throws -> LayoutLock {
    guard let bytes = try readFile(path) else { return LayoutLock() }
    do {
        return try JSONDecoder().decode(LayoutLock.self, from: Data(bytes))
    } catch {
        diagnostics.append(
            Diagnostic(
                "bad-layout-lock", .warning, at: .start(of: path),
                LocalizedText(
                    zh: "这个文件不是 gridshow lock 写的布局，已忽略，网格图重新排过：请恢复它，或运行 gridshow lock --relayout",
                    en:
                        "this is no layout that gridshow lock wrote and is ignored: restore it or run gridshow lock --relayout"
                )
            ))
        return LayoutLock()
    }
}

/// The text of a layout lock: the same for the same layout, with a line a row so that changes can be read.
func layoutLockText(_ lock: LayoutLock) throws -> [UInt8] {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
    return try Array(encoder.encode(lock)) + [0x0A]
}
