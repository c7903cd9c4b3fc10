import Glibc

extension String {
    /// Whether this comes before `other` in the order of their UTF-8 bytes: the same everywhere, whatever the language.
    func precedesInBytes(_ other: String) -> Bool {
        let order = utf8.withContiguousStorageIfAvailable { mine in
            other.utf8.withContiguousStorageIfAvailable { theirs -> Int in
                guard let left = mine.baseAddress, let right = theirs.baseAddress else {
                    return mine.count - theirs.count
                }
                let difference = memcmp(left, right, min(mine.count, theirs.count))
                return difference == 0 ? mine.count - theirs.count : Int(difference)
            }
        }
        if let order = order ?? nil { return order < 0 }
        return utf8.lexicographicallyPrecedes(other.utf8)
    }
}
