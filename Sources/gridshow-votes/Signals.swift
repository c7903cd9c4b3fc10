import Dispatch
import Glibc

/// Signals that end the program in order: SIGTERM from the system, SIGINT from the keyboard.
struct Signals {
    private let sources: [any DispatchSourceSignal]

    /// Calls `body` for each signal, on a thread of its own.
    init(_ body: @escaping @Sendable () -> Void) {
        sources = [SIGTERM, SIGINT].map { number in
            signal(number, SIG_IGN)
            let source = DispatchSource.makeSignalSource(signal: number, queue: .global())
            source.setEventHandler(handler: body)
            source.resume()
            return source
        }
        // A voter who goes away while an answer is written must not end the service.
        signal(SIGPIPE, SIG_IGN)
    }

    /// No longer calls anything.
    func cancel() { sources.forEach { $0.cancel() } }
}
