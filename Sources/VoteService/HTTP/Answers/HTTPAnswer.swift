/// An answer, ready to be written.
struct HTTPAnswer: Sendable {
    /// The status code.
    let status: Int
    /// Headers in the order in which they are written, without length and connection.
    var headers: [(String, String)]
    /// The body.
    let body: [UInt8]
    /// Whether nothing more is answered on this connection.
    var endsConnection = false

    /// An answer with a body of a type.
    ///
    /// - Parameter age: for how many seconds it may be kept by caches; 0 for never.
    init(_ status: Int, _ body: [UInt8], type: String = "application/json", age: Int = 0) {
        self.status = status
        self.body = body
        headers = [
            ("content-type", type), ("cache-control", age > 0 ? "public, max-age=\(age)" : "no-store"),
            ("x-content-type-options", "nosniff"),
        ]
    }

    /// An answer in JSON.
    init(_ status: Int, _ value: JSONValue, age: Int = 0) { self.init(status, value.bytes, age: age) }
}
