/// Data that does not fit the shape its page was compiled with, or a page that was not compiled:
/// a fault of the calling program, never of the site's content.
public struct TemplateDataError: Error, Sendable, Equatable, CustomStringConvertible {
    /// What is wrong at the place.
    public enum Reason: Sendable, Equatable {
        /// No page of this name was compiled without faults.
        case unknownPage
        /// The shape has this key and the record has not.
        case missingKey
        /// The record has this key and the shape has not, or the record has it twice.
        case unexpectedKey
        /// The value is not what the shape says: `text`, `html`, `flag`, `record`, `optional` or `list`.
        case wrongKind(expected: String)
    }

    /// The page that was to be rendered.
    public var page: String
    /// The keys and list indices (from 0) from the page's record to the place.
    public var path: [String]
    /// What is wrong there.
    public let reason: Reason

    /// The page, the place and the reason in one line.
    public var description: String {
        "page \(page), \(path.joined(separator: ".")): \(reason)"
    }

    func inside(_ key: String) -> TemplateDataError {
        var error = self
        error.path.insert(key, at: 0)
        return error
    }
}
