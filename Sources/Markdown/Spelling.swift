/// Finds what somebody meant by a name that does not exist.
enum Spelling {
    /// The nearest of some names, if it is near enough to be meant: at most a third of the letters differ.
    static func nearest(to name: String, among names: [String]) -> String? {
        let written = Array(name.lowercased().unicodeScalars)
        guard written.count <= 40 else { return nil }
        var best: (distance: Int, name: String)?
        for candidate in names {
            let distance = distance(written, Array(candidate.lowercased().unicodeScalars))
            if distance < best?.distance ?? Int.max { best = (distance, candidate) }
        }
        guard let best, best.distance <= max(1, written.count / 3), best.distance < written.count else {
            return nil
        }
        return best.name
    }

    /// How many letters must be added, dropped or changed (Levenshtein, 1965).
    private static func distance(_ left: [Unicode.Scalar], _ right: [Unicode.Scalar]) -> Int {
        var row = Array(0...right.count)
        for (i, letter) in left.enumerated() {
            var diagonal = row[0]
            row[0] = i + 1
            for (j, other) in right.enumerated() {
                let change = diagonal + (letter == other ? 0 : 1)
                diagonal = row[j + 1]
                row[j + 1] = min(change, row[j] + 1, row[j + 1] + 1)
            }
        }
        return row[right.count]
    }
}
