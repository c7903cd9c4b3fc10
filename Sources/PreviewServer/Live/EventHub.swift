import NIOCore
import Synchronization

/// Carries the events of `OpenPages` to connections. A connection costs a task and no thread.
final class EventHub: Sendable {
    /// Events that wait for one page; a browser that lets more pile up is dropped.
    private static let outletCapacity = 16

    private struct Outlet {
        let events: AsyncStream<ByteBuffer>.Continuation
        let end: @Sendable () -> Void
    }

    private struct State {
        var pages = OpenPages()
        var outlets: [OpenPages.ID: Outlet] = [:]
        var nextID = 0
    }

    private let state = Mutex(State())
    private let version: @Sendable (String) -> PageVersion

    /// - Parameter version: what is now served for a page below the output folder.
    init(version: @escaping @Sendable (String) -> PageVersion) { self.version = version }

    /// How many pages are open.
    var count: Int { state.withLock { $0.pages.count } }

    /// A browser has opened a page.
    ///
    /// - Parameters:
    ///   - shown: the name of the version that the browser shows.
    ///   - end: ends the connection.
    /// - Returns: what to call when the connection is gone, and the events, already in the form in which they are sent.
    func open(
        _ path: String, shown: String, end: @escaping @Sendable () -> Void
    ) -> (id: OpenPages.ID, events: AsyncStream<ByteBuffer>) {
        let (stream, continuation) = AsyncStream.makeStream(
            of: ByteBuffer.self, bufferingPolicy: .bufferingOldest(Self.outletCapacity))
        continuation.yield(ByteBuffer(string: "retry: 500\n\n"))
        let id = state.withLock { state in
            let id = state.nextID
            state.nextID += 1
            state.outlets[id] = Outlet(events: continuation, end: end)
            Self.perform(state.pages.open(id, path: path, version: shown), &state)
            return id
        }
        // Looked at only now that the page is registered, so that no build falls between.
        let current = version(path)
        state.withLock { Self.perform($0.pages.update(id, version: current), &$0) }
        return (id, stream)
    }

    /// The connection of a page is gone.
    func close(_ id: OpenPages.ID) {
        let outlet = state.withLock { state in
            state.pages.close(id)
            return state.outlets.removeValue(forKey: id)
        }
        outlet?.events.finish()
    }

    /// Files of the site have changed.
    ///
    /// - Parameters:
    ///   - files: below the output folder; nil if any may have changed.
    ///   - mentions: whether a page shows one of these files.
    func update(files: [String]?, mentions: (String, [String]) -> Bool) {
        let paths = state.withLock(\.pages.paths)
        let changed = files.map(Set.init)
        // An address without a page of its own shows 404.html.
        let isAffected = { (path: String) in changed?.contains(path) ?? true || changed?.contains("404.html") ?? true }
        let versions = Dictionary(
            uniqueKeysWithValues: paths.filter(isAffected).map { ($0, version($0)) })
        let others = (files ?? []).filter { !$0.hasSuffix(".html") && !$0.hasSuffix(".css") }
        let touched = others.isEmpty ? [] : Set(paths.filter { mentions($0, others) })
        state.withLock { Self.perform($0.pages.update(versions: versions, touched: touched), &$0) }
    }

    /// Faults have come, changed or gone.
    func show(overlay html: String) { state.withLock { Self.perform($0.pages.show(overlay: html), &$0) } }

    /// What is known of the pages has changed.
    func renewFacts() { state.withLock { Self.perform($0.pages.renewFacts(), &$0) } }

    /// Sends a comment to every page, so that dead connections are noticed.
    func ping() {
        state.withLock { state in
            for id in state.outlets.keys.sorted() { Self.send(": ping\n\n", to: id, &state) }
        }
    }

    private static func perform(_ actions: [OpenPages.Action], _ state: inout State) {
        for action in actions {
            switch action {
            case .tell(let id, let event): send(event.text, to: id, &state)
            case .drop(let id): drop(id, &state)
            }
        }
    }

    private static func send(_ text: String, to id: OpenPages.ID, _ state: inout State) {
        guard let outlet = state.outlets[id] else { return }
        if case .dropped = outlet.events.yield(ByteBuffer(string: text)) {
            perform(state.pages.overflow(id), &state)
        }
    }

    private static func drop(_ id: OpenPages.ID, _ state: inout State) {
        guard let outlet = state.outlets.removeValue(forKey: id) else { return }
        outlet.events.finish()
        outlet.end()
    }
}
