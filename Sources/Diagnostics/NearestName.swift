/// The candidate that `name` was most likely meant to be, or nil if none is near.
///
/// The distance counts insertions, deletions, substitutions and swaps of neighbours, over Unicode scalars and
/// without regard to case ("optimal string alignment"). Near means: at most a third of the longer name changes,
/// at least one change is allowed, and something of the name is kept. Among equally near candidates the one
/// whose UTF-8 bytes come first wins, so the answer does not depend on the order of `candidates`.
public func nearestName(to name: String, among candidates: some Sequence<String>) -> String? {
    let wanted = Array(name.lowercased().unicodeScalars)
    var best: (distance: Int, name: String)?
    for candidate in candidates {
        let scalars = Array(candidate.lowercased().unicodeScalars)
        let longer = max(wanted.count, scalars.count)
        let bound = min(best?.distance ?? Int.max, max(1, longer / 3), longer - 1)
        guard let distance = editDistance(wanted, scalars, atMost: bound) else { continue }
        if let best, best.distance == distance, !candidate.utf8.lexicographicallyPrecedes(best.name.utf8) {
            continue
        }
        best = (distance, candidate)
    }
    return best?.name
}

/// The optimal string alignment distance, or nil where it is greater than `bound`.
private func editDistance(_ left: [Unicode.Scalar], _ right: [Unicode.Scalar], atMost bound: Int) -> Int? {
    guard abs(left.count - right.count) <= bound else { return nil }
    var beforeLast: [Int] = []
    var last = Array(0...right.count)
    for row in left.indices {
        var current = [row + 1]
        for column in right.indices {
            let substituted = last[column] + (left[row] == right[column] ? 0 : 1)
            var distance = min(substituted, last[column + 1] + 1, current[column] + 1)
            let swapped =
                row > 0 && column > 0 && left[row] == right[column - 1] && left[row - 1] == right[column]
            if swapped { distance = min(distance, beforeLast[column - 1] + 1) }
            current.append(distance)
        }
        if let smallest = current.min(), smallest > bound { return nil }
        beforeLast = last
        last = current
    }
    return last[right.count] <= bound ? last[right.count] : nil
}
