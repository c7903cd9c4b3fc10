/// Every file that a build reads, with what tells whether it has changed.
struct SourceScan: Sendable {
    let content: FileTree
    let templates: FileTree

    /// Lists the folders of `options`.
    ///
    /// - Throws: `MachineError` if a folder cannot be listed.
    init(_ options: BuildOptions) throws {
        content = try FileTree.scan(options.content, jobs: options.jobs)
        templates = try FileTree.scan(options.templates, jobs: options.jobs)
    }

    /// Signatures by path as the user would write it.
    var signatures: [String: Fingerprint] {
        var signatures: [String: Fingerprint] = [:]
        signatures.reserveCapacity(content.files.count + templates.files.count)
        for tree in [content, templates] {
            for file in tree.files { signatures["\(tree.root)/\(file.path)"] = file.signature }
        }
        return signatures
    }

    /// Of all files; never twice the same where a change could go unseen.
    var key: Fingerprint {
        var hasher = FingerprintHasher()
        for tree in [content, templates] {
            for file in tree.files {
                if file.signature == .unknown { return .unknown }
                hasher.add(file.path)
                hasher.add(file.signature)
            }
            hasher.add(tree.files.count)
        }
        return hasher.finish()
    }
}
