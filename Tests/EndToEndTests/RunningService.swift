import Foundation
import Glibc
import TestSupport
import Testing

/// The vote service at work on an organiser's election, with a clock that the test moves; it ends with this value.
final class RunningService {
    /// The socket for `--service`.
    let socket = "admin.sock"
    private let organiser: VoteOrganiser
    private let processID: pid_t

    /// Starts the service on `rules.txt` and waits until its socket is there.
    ///
    /// A shell starts it and ends at once: Foundation's `Process` notices an end only when no other child holds its
    /// socket, so a child that lives on must not inherit what tests beside this one have open.
    init(_ organiser: VoteOrganiser, at moment: Int) throws {
        self.organiser = organiser
        let folder = organiser.editor.folder
        let secret = try #require(folder.read("log.key"))
        try folder.write(secret, to: "keys/log.key")
        try folder.setRights(0o600, of: "keys/log.key")
        try folder.write("\(moment - time(nil))\n", to: "clock.txt")
        let program = try Editor.program().deletingLastPathComponent().appendingPathComponent("gridshow-votes").path
        let script = """
            for f in /proc/self/fd/*; do n=${f##*/}; [ "$n" -gt 2 ] && eval "exec $n>&-"; done
            GRIDSHOW_REHEARSAL=yes exec "\(program)" serve --rules rules.txt --data data --publish vote --keys keys \
            --port 0 --insecure-cookies --admin-socket admin.sock --rehearsal-clock clock.txt </dev/null >service.out 2>&1 &
            echo $! > service.pid
            """
        let shell = Process()
        shell.executableURL = URL(fileURLWithPath: "/bin/bash")
        shell.arguments = ["-c", script]
        shell.currentDirectoryURL = URL(fileURLWithPath: folder.path)
        try shell.run()
        shell.waitUntilExit()
        let number = folder.text("service.pid").flatMap { Int32($0.filter(\.isNumber)) }
        processID = try #require(number)
        for _ in 0..<300 where !folder.exists(socket) { usleep(100_000) }
        try #require(folder.exists(socket), "the service said: \(folder.text("service.out") ?? "nothing")")
    }

    deinit { kill(processID, SIGTERM) }

    /// Moves the clock of the service; it looks ten times a second.
    func setClock(to moment: Int) throws {
        try organiser.editor.folder.write("\(moment - time(nil))\n", to: "clock.txt")
        usleep(400_000)
    }

    /// Runs a command that writes the log through the service.
    func write(_ arguments: String..., at moment: Int) throws -> CommandResult {
        try organiser.votes(arguments + ["--folder", "vote", "--service", socket], at: moment)
    }
}
