/// The pages that are open in browsers, and what each must be told: a machine without I/O.
///
/// Events for one page keep their order; pages are told in the order in which they were opened.
struct OpenPages {
    /// Names one open page.
    typealias ID = Int

    /// What is to be done for the outside world.
    enum Action: Equatable {
        case tell(ID, PageEvent)
        /// A page that reads too slowly, or one too many: end its connection.
        case drop(ID)
    }

    private struct Page {
        let path: String
        /// What the browser shows, or will show as soon as it has done what it was told.
        var version: String
    }

    /// More open pages than this are sent away: each one costs a file descriptor.
    let limit: Int
    private var pages: [ID: Page] = [:]
    private var overlay = ""

    init(limit: Int = 8_000) { self.limit = limit }

    /// The pages that are open, each once, in byte order.
    var paths: [String] { Set(pages.values.map(\.path)).sorted() }

    /// How many pages are open.
    var count: Int { pages.count }

    /// A browser shows `path` as it was when its version bore this name.
    mutating func open(_ id: ID, path: String, version: String) -> [Action] {
        guard pages.count < limit else { return [.drop(id)] }
        pages[id] = Page(path: path, version: version)
        return [.tell(id, .overlay(overlay))]
    }

    /// Its connection is gone.
    mutating func close(_ id: ID) { pages[id] = nil }

    /// The outlet of a page is full: it does not read what it is told.
    mutating func overflow(_ id: ID) -> [Action] { pages.removeValue(forKey: id) == nil ? [] : [.drop(id)] }

    /// One page stands on the disk as `version` tells.
    ///
    /// - Parameter isTouched: whether the page shows another file that has changed, such as a picture.
    mutating func update(_ id: ID, version: PageVersion?, isTouched: Bool = false) -> [Action] {
        guard let shown = pages[id]?.version else { return [] }
        if let version { pages[id]?.version = version.name }
        if isTouched || version.map({ !$0.hasContent(of: shown) }) == true { return [.tell(id, .reload)] }
        guard let version, version.name != shown else { return [] }
        return [.tell(id, .styleSheets(version.styleSheets))]
    }

    /// Pages stand on the disk as `versions` tell by their paths; those that are not named are as they were.
    ///
    /// - Parameter touched: pages that show another file that has changed.
    mutating func update(versions: [String: PageVersion], touched: Set<String> = []) -> [Action] {
        var actions: [Action] = []
        for (id, page) in pages.sorted(by: { $0.key < $1.key }) {
            actions += update(id, version: versions[page.path], isTouched: touched.contains(page.path))
        }
        return actions
    }

    /// Faults have come, changed or gone.
    mutating func show(overlay html: String) -> [Action] {
        guard html != overlay else { return [] }
        overlay = html
        return tellAll(.overlay(html))
    }

    /// What is known of the pages has changed.
    func renewFacts() -> [Action] { tellAll(.facts) }

    private func tellAll(_ event: PageEvent) -> [Action] { pages.keys.sorted().map { .tell($0, event) } }
}
