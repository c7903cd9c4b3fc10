import Diagnostics
import Glibc
import Hummingbird
import NIOCore
import SiteBuilding
import Synchronization

/// What a preview does, and how.
public struct PreviewOptions: Sendable {
    /// The folders; output and cache should be the preview's own.
    public var build: BuildOptions
    /// Where to listen: an address or a host name.
    public var address = "127.0.0.1"
    /// The port; 0 for any that is free.
    public var port = 8080
    /// The language until site.yaml tells another.
    public var language = Language.chinese

    /// A preview on loopback.
    public init(build: BuildOptions) { self.build = build }
}

/// What a preview tells whoever started it.
public enum PreviewNotice: Sendable {
    /// The server listens at this address, such as `http://127.0.0.1:8080/`.
    case listening(String)
    /// The site was built; how long that took, in seconds, and how many files changed.
    case built(BuildReport, seconds: Double, changedFiles: Int)
    /// The machine failed; the last good site is still served.
    case failed(MachineError)
    /// Files are looked at once a second, because the system gives no more watches.
    case polling(MachineError)
}

/// Why a preview cannot begin.
public enum PreviewFailure: Error, Sendable, Equatable {
    /// Another program listens there.
    case portTaken(Int)
    /// The address cannot be listened at; the system's words.
    case addressUnusable(String)
}

/// Serves a site that is built anew whenever a file changes, and tells the browsers.
public final class PreviewServer: Sendable {
    private let options: PreviewOptions
    private let notify: @Sendable (PreviewNotice) -> Void
    private let site: LiveSite
    private let hub: EventHub
    private let pages: ServedPages
    private let language: LanguageCell

    /// A preview that has not begun.
    ///
    /// - Parameter notify: called from any thread, one call at a time.
    public init(_ options: PreviewOptions, notify: @escaping @Sendable (PreviewNotice) -> Void) {
        let language = LanguageCell(options.language)
        let pages = ServedPages(folder: OutputFolder(root: options.build.output)) { language.value }
        self.options = options
        self.notify = notify
        self.language = language
        self.pages = pages
        site = LiveSite(options.build)
        hub = EventHub { pages.version(at: $0) }
    }

    /// Serves until the process ends.
    ///
    /// - Throws: `PreviewFailure` if the server cannot listen.
    public func run() async throws {
        FileDescriptors.raiseLimit()
        var application = Application(
            responder: responder,
            configuration: ApplicationConfiguration(
                address: .hostname(options.address, port: options.port), backlog: 4_096),
            onServerRunning: { [self] channel in begin(channel.localAddress?.port ?? options.port) })
        application.logger.logLevel = .critical
        do {
            try await application.run()
        } catch let failure as IOError where failure.errnoCode == EADDRINUSE {
            throw PreviewFailure.portTaken(options.port)
        } catch {
            throw PreviewFailure.addressUnusable("\(error)")
        }
    }

    /// Answers requests.
    var responder: PreviewResponder {
        let language = language
        return PreviewResponder(pages: pages, hub: hub, site: site, hosts: AllowedHosts(address: options.address)) {
            language.value
        }
    }

    private func begin(_ port: Int) {
        let host = options.address.contains(":") ? "[\(options.address)]" : options.address
        notify(.listening("http://\(host):\(port)/"))
        PreviewLoop(
            site: site, hub: hub, pages: pages, options: options, language: language, notify: notify
        ).start()
        Task { [hub] in
            while !Task.isCancelled {
                try await Task.sleep(for: .seconds(15))
                hub.ping()
            }
        }
    }
}

/// The language that the site speaks, as the last build found it.
final class LanguageCell: Sendable {
    private let language: Mutex<Language>

    init(_ language: Language) { self.language = Mutex(language) }

    var value: Language {
        get { language.withLock { $0 } }
        set { language.withLock { $0 = newValue } }
    }
}

/// How many files and connections a process may have open.
enum FileDescriptors {
    /// Raises the soft limit: every open page holds a connection.
    static func raiseLimit(to wanted: UInt = 16_384) {
        var limit = rlimit()
        guard getrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit) == 0 else { return }
        limit.rlim_cur = max(limit.rlim_cur, min(limit.rlim_max, wanted))
        setrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit)
    }
}
