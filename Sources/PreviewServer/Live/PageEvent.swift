import NIOCore

/// What an open page is told.
enum PageEvent: Equatable, Sendable {
    /// Its bytes are new: load it again.
    case reload
    /// Only its style sheets are new; their addresses as the page writes them, in order.
    case styleSheets([String])
    /// The overlay as HTML; empty when there is no fault.
    case overlay(String)
    /// What the bar says may have changed.
    case facts

    /// The event as the format of Server-Sent Events wants it (HTML standard, section 9.2).
    var text: String {
        switch self {
        case .reload: "event: reload\ndata: {}\n\n"
        case .styleSheets(let addresses):
            "event: styles\ndata: [\(addresses.map(quotedJSON).joined(separator: ","))]\n\n"
        case .overlay(let html): "event: overlay\ndata: \(quotedJSON(html))\n\n"
        case .facts: "event: facts\ndata: {}\n\n"
        }
    }
}
