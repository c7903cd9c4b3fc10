import Foundation

/// Does something ten times a second, until the process ends.
struct PollingThread {
    private let body: @Sendable () -> Void

    init(_ body: @escaping @Sendable () -> Void) { self.body = body }

    func start() {
        let thread = Thread { [body] in
            while true {
                body()
                usleep(100_000)
            }
        }
        thread.name = "rehearsal-clock"
        thread.start()
    }
}
