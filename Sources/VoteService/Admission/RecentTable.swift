/// A table of what was used last, of bounded size: when it is full, the older half is forgotten.
struct RecentTable<Key: Hashable & Sendable, Value: Sendable>: Sendable {
    private var new: [Key: Value] = [:]
    private var old: [Key: Value] = [:]
    private let half: Int

    /// A table of at most `capacity` values.
    init(capacity: Int) { half = max(1, capacity / 2) }

    /// The value of a key; nil where it was never set or is forgotten.
    subscript(key: Key) -> Value? { new[key] ?? old[key] }

    /// Sets a value.
    mutating func set(_ key: Key, _ value: Value) {
        if new.count >= half, new[key] == nil {
            old = new
            new = [:]
        }
        new[key] = value
    }
}
