/// Whether a request that changes something was made by the election's own page (cross-site request forgery).
///
/// Browsers say so themselves in `Sec-Fetch-Site`; older ones name the page's origin in `Origin`. A request with
/// neither is no browser's, and what is no browser has nobody's cookie to abuse.
struct OriginRule: Sendable {
    /// The site's origins, such as `https://vote.example.cn`; empty where the site has the host that requests name.
    let sites: [String]

    func allows(_ request: WholeRequest) -> Bool {
        let headers = request.head.headers
        let fetchSites = headers["sec-fetch-site"]
        if !fetchSites.isEmpty { return fetchSites == ["same-origin"] }
        let origins = headers["origin"]
        if origins.isEmpty { return true }
        guard origins.count == 1 else { return false }
        let origin = origins[0].lowercased()
        if !sites.isEmpty { return sites.contains(origin) }
        guard let host = request.only("host")?.lowercased() else { return false }
        return origin == "https://\(host)" || origin == "http://\(host)"
    }
}
