import VoteCore

/// The cookie that a browser is recognised by. It is set when a voter asks for the first puzzle, not before.
struct DeviceCookie: Sendable {
    /// The cookie's name.
    static let name = "gvt"
    /// How long it is kept after closing, in seconds: receipts are asked for later, too.
    private static let afterClosing = 7 * 86_400

    /// Seals tokens.
    let secret: [UInt8]
    /// Whether browsers send it over TLS only.
    let isSecure: Bool

    /// The token that a request carries; nil where none of its cookies was made here.
    func token(in request: WholeRequest) -> DeviceToken? {
        for header in request.head.headers["cookie"] {
            for pair in header.utf8.split(separator: UInt8(ascii: ";")) {
                let pair = pair.drop { $0 == UInt8(ascii: " ") }
                guard pair.starts(with: "\(Self.name)=".utf8) else { continue }
                if let token = DeviceToken(text: pair.dropFirst(Self.name.utf8.count + 1), key: secret) {
                    return token
                }
            }
        }
        return nil
    }

    /// The header that gives a browser its token.
    ///
    /// - Parameters:
    ///   - time: seconds since 1970.
    ///   - closes: when the vote closes.
    func header(_ token: DeviceToken, time: Int, closes: Int) -> (String, String) {
        let age = max(0, closes - time) + Self.afterClosing
        let text = token.text(key: secret)
        let secure = isSecure ? "; Secure" : ""
        return ("set-cookie", "\(Self.name)=\(text); Max-Age=\(age); Path=/v1; HttpOnly; SameSite=Strict\(secure)")
    }
}
