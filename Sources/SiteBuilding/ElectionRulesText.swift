import Diagnostics

/// The rules of one election as they follow from the content folder.
public struct ElectionRulesText: Sendable {
    /// The bytes of rules.txt; nil where the election is only announced or something of it is faulty.
    public let bytes: [UInt8]?
    /// What is wrong with the election's files, in the one order.
    public let diagnostics: [Diagnostic]
    /// The site's language; nil where site.yaml does not tell.
    public let language: Language?
}

/// An election that was asked for and is not there.
public struct UnknownElection: Error, Hashable {
    /// As it was asked for.
    public let name: String
    /// The folder that may have been meant.
    public let nearest: String?
}

/// Makes the rules of an election from its election.yaml and its candidates. What is published of it is not looked at:
/// it may still hold the rules before.
///
/// - Parameter name: the folder's name, or its path.
/// - Throws: `UnknownElection` where there is no such election; `MachineError` if a file cannot be read.
public func electionRules(of name: String, options: BuildOptions) throws -> ElectionRulesText {
    let slug = name.split(separator: "/").last { !$0.isEmpty && $0 != "election.yaml" }.map(String.init) ?? name
    let listing = try ContentListing.scan(options.content)
    guard listing.elections.contains(slug) else {
        throw UnknownElection(name: name, nearest: nearestName(to: slug, among: listing.elections))
    }
    var diagnostics: [Diagnostic] = []
    let settings = try loadSettings(listing, diagnostics: &diagnostics)
    diagnostics = []
    let elections = try loadElections(
        listing, only: slug, settings?.customFields[.election] ?? [], diagnostics: &diagnostics)
    let rules = diagnostics.containsError ? nil : elections.first?.rules
    return ElectionRulesText(
        bytes: rules?.text, diagnostics: diagnostics.inOrder(), language: settings?.language)
}
