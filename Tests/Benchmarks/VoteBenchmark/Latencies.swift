/// How long answers took, in microseconds.
struct Latencies {
    private var values: [UInt32] = []

    mutating func add(nanoseconds: UInt64) { values.append(UInt32(clamping: nanoseconds / 1000)) }

    /// The shares of a thousand, in milliseconds: 500 is the median.
    func milliseconds(_ perMille: [Int]) -> [Double] {
        let sorted = values.sorted()
        guard let last = sorted.last else { return perMille.map { _ in .nan } }
        return perMille.map { share in
            let place = sorted.count * share / 1000
            return Double(place < sorted.count ? sorted[place] : last) / 1000
        }
    }
}
