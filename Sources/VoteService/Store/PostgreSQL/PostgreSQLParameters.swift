import VoteCore

/// A value in PostgreSQL's binary form.
protocol PostgreSQLValue {
    /// The object identifier of its type in every server: `pg_type.dat` in PostgreSQL's source.
    static var type: Int32 { get }
    /// How many bytes `append(to:)` adds.
    var byteCount: Int { get }
    /// Adds its bytes.
    func append(to bytes: inout [UInt8])
}

/// `bigint`.
extension Int: PostgreSQLValue {
    static var type: Int32 { 20 }
    var byteCount: Int { 8 }
    func append(to bytes: inout [UInt8]) { withUnsafeBytes(of: Int64(self).bigEndian) { bytes.append(contentsOf: $0) } }
}

/// `bytea`. As a single value also `text`, of which it is the binary form.
extension [UInt8]: PostgreSQLValue {
    static var type: Int32 { 17 }
    var byteCount: Int { count }
    func append(to bytes: inout [UInt8]) { bytes.append(contentsOf: self) }
}

/// `bytea`.
extension MerkleHash: PostgreSQLValue {
    static var type: Int32 { 17 }
    var byteCount: Int { 32 }
    func append(to bytes: inout [UInt8]) { withUnsafeBytes { bytes.append(contentsOf: $0) } }
}

/// `bytea`.
extension Bytes16: PostgreSQLValue {
    static var type: Int32 { 17 }
    var byteCount: Int { 16 }
    func append(to bytes: inout [UInt8]) { withUnsafeBytes { bytes.append(contentsOf: $0) } }
}

/// The parameters of a statement in order, all in binary form, in one piece of memory.
struct PostgreSQLParameters {
    private var bytes: [UInt8] = []
    private var starts: [Int] = []

    /// Adds a value.
    mutating func add(_ value: some PostgreSQLValue) {
        starts.append(bytes.count)
        value.append(to: &bytes)
    }

    /// Adds an array of one dimension without missing elements.
    mutating func add<Value: PostgreSQLValue>(each values: some Collection<Value>) {
        add(eachIfAny: values.lazy.map { Optional($0) })
    }

    /// Adds an array of one dimension; nil is NULL.
    ///
    /// The form is that of `array_recv` in PostgreSQL's `arrayfuncs.c`: dimensions, a flag, the type, then length and
    /// lower bound of each dimension, then the elements, each behind its length or −1.
    mutating func add<Value: PostgreSQLValue>(eachIfAny values: some Collection<Value?>) {
        starts.append(bytes.count)
        append(values.isEmpty ? 0 : 1)
        append(1)
        append(Value.type)
        if values.isEmpty { return }
        append(Int32(values.count))
        append(1)
        for value in values {
            guard let value else {
                append(-1)
                continue
            }
            append(Int32(value.byteCount))
            value.append(to: &bytes)
        }
    }

    private mutating func append(_ number: Int32) {
        withUnsafeBytes(of: number.bigEndian) { bytes.append(contentsOf: $0) }
    }

    /// Calls `body` with the places, lengths and formats of the parameters, as libpq wants them.
    func withPointers<Outcome>(
        _ body: (
            UnsafeBufferPointer<UnsafePointer<CChar>?>, UnsafeBufferPointer<Int32>, UnsafeBufferPointer<Int32>
        ) -> Outcome
    ) -> Outcome {
        let ends = starts.dropFirst() + [bytes.count]
        let lengths = zip(starts, ends).map { Int32($1 - $0) }
        let formats = [Int32](repeating: 1, count: starts.count)
        // One byte more: an empty value needs a place too, a null pointer would be NULL.
        return (bytes + [0]).withUnsafeBytes { buffer in
            let start = buffer.assumingMemoryBound(to: CChar.self).baseAddress
            let values = starts.map { offset in start.map { $0 + offset } }
            return values.withUnsafeBufferPointer { values in
                lengths.withUnsafeBufferPointer { lengths in
                    formats.withUnsafeBufferPointer { body(values, lengths, $0) }
                }
            }
        }
    }
}
