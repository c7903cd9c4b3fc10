import Diagnostics

/// What a service is started with, beside its store, rules and keys.
public struct ServiceOptions: Sendable {
    /// The address or host name that voters' requests come to.
    public var address = "127.0.0.1"
    /// The port; 0 for any that is free.
    public var port = 8100
    /// The organiser's Unix socket; nil for none.
    public var adminSocket: String?
    /// The folder that the log is published in.
    public var publishedFolder: String
    /// Minutes between publications.
    public var publishMinutes = 10
    /// How many threads serve connections.
    public var threads = 2
    /// The public part.
    public var voting = PublicOptions()

    /// A service on loopback that publishes every ten minutes.
    public init(publishedFolder: String) { self.publishedFolder = publishedFolder }
}

/// What a running service tells whoever started it.
public enum ServiceNotice: Sendable {
    /// Voters are served at this address, such as `http://127.0.0.1:8100`.
    case listening(String)
    /// Organisers are served at this socket.
    case administering(String)
    /// The log was published up to this size.
    case published(Int)
    /// Something that does not stop the service; for the person who looks after it.
    case warning(LocalizedText)
}

/// Why a service ended by itself.
public enum ServiceEnd: Error, Sendable {
    /// The store failed; nothing was acknowledged after that.
    case storeFailed(StoreFailure)
    /// A file in the published folder is not what was published.
    case folderDiffers(PublicationFailure)
    /// An address, port or socket cannot be listened at; the system's words.
    case cannotListen(String)
}
