import VoteCore

/// What organisers ask of a service beside operations on the log. The service's own parts do it; the API only passes it
/// on, so that it can be tried without folders.
struct AdminDuties: Sendable {
    /// Writes the log to the published folder.
    var publish: @Sendable () async throws -> Checkpoint
    /// The log, followed to its present end.
    var replay: @Sendable () async throws -> LogReplay
    /// What the rules of review find unusual.
    var flags: @Sendable () async throws -> [AnomalyFlag]
    /// Removes what need not be kept any longer.
    var purge: @Sendable () async throws -> Void
    /// Keeps hashes of printed codes.
    var addCodes: @Sendable ([MerkleHash]) async throws -> Void
    /// Warnings that an organiser should see.
    var warnings: @Sendable () -> [String]
}
