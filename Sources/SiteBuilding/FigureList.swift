import Diagnostics
import Statistics

/// Every number of some texts, for a proof-reader to tick off (数字清单), and what is wrong among them.
public struct FigureList: Sendable {
    /// A place as people count it: line and column from 1, the column in Unicode scalars.
    public struct Place: Sendable, Hashable {
        /// The path as the user would write it.
        public let file: String
        public let line: Int, column: Int
    }

    /// A number that is written in a text.
    public struct Number: Sendable {
        /// What it stands for.
        public let kind: NumberMention.Kind
        /// As written, without its unit.
        public let written: String
        /// The value with 万 and 亿 counted in; nil for dates, times and identifiers.
        public let value: ExactDecimal?
        /// May be empty.
        public let unit: String
        /// Whether 约, 余 or the like stands beside it.
        public let isApproximate: Bool
        /// The sentence that it stands in; of a table its row, its column and its cell.
        public let sentence: String
        /// Where it is written.
        public let place: Place
    }

    /// Numbers of one kind and unit, in reading order.
    public struct Group: Sendable {
        /// What they stand for.
        public let kind: NumberMention.Kind
        /// May be empty.
        public let unit: String
        /// At least one.
        public let numbers: [Number]
    }

    /// A cell of the data.
    public struct Cell: Sendable, Hashable {
        /// The path as the user would write it.
        public let file: String
        /// The row as a spreadsheet numbers it, or the line of a description; from 1.
        public let row: Int
        /// The name of the column, or of the figure in a description.
        public let column: String
    }

    /// A figure that a text takes from the data with `:stat`.
    public struct DataFigure: Sendable {
        /// What it is called.
        public let label: String
        /// The community or table that it belongs to.
        public let owner: String
        /// As printed, with its unit; nil where the data hold no value.
        public let text: String?
        /// The time that it belongs to, where it is known.
        public let asOf: Period?
        /// The cell that states it, or the cells that it is computed from.
        public let cells: [Cell]
        /// Where the text asks for it.
        public let place: Place
    }

    /// What stands in one file.
    public struct Text: Sendable {
        /// The path as the user would write it.
        public let file: String
        /// Empty where the front matter is faulty.
        public let title: String
        /// By kind, then by unit.
        public let groups: [Group]
        /// In reading order.
        public let dataFigures: [DataFigure]
    }

    /// The texts in the order of their paths, kind by kind.
    public let texts: [Text]
    /// What the checks say of these texts, and errors of the data.
    public let diagnostics: [Diagnostic]
    /// The site's language; nil where site.yaml does not tell.
    public let language: Language?
}

/// A text that was asked for and is not there.
public struct UnknownText: Error, Hashable {
    /// As it was asked for.
    public let name: String
    /// The path that may have been meant.
    public let nearest: String?
}

/// Lists the numbers of texts.
///
/// - Parameter names: paths as a user writes them, or slugs; none stands for every published text.
/// - Throws: `UnknownText` for the first name that no text has; `MachineError` if a file cannot be read.
public func listFigures(of names: [String], options: BuildOptions) throws -> FigureList {
    // No page is made, so the theme is left alone.
    let loaded = try loadSite(
        FileTree.scan(options.content, jobs: options.jobs), sources: SourceIndex(), cache: BuildCache(),
        includesDrafts: options.includesDrafts, jobs: options.jobs)
    let selection = TextSelection(loaded, includesDrafts: options.includesDrafts)
    let chosen = try names.isEmpty ? selection.published : selection.named(names)
    // Nobody follows a link here, so no file needs to be measured.
    let routes = SiteValidation.routes(of: loaded, includesDrafts: options.includesDrafts, files: [])
    let sources = BodySources(routes: routes, statistics: loaded.statistics)
    let read = try parallelMap(count: chosen.count, jobs: options.jobs) { index in
        let (path, article) = chosen[index]
        var reader = FigureReader(file: loaded.listing.file(path), article: article, sources: sources)
        let text = try reader.read()
        let isHidden = selection.drafts.contains(path) && !options.includesDrafts
        return (text, isHidden ? reader.diagnostics.map(\.asWarning) : reader.diagnostics)
    }
    let files = Set(chosen.map { loaded.listing.file($0.path) })
    let texts = Set(loaded.listing.articles.map { loaded.listing.file($0.path) })
    let ofLoading = loaded.diagnostics.filter { diagnostic in
        files.contains(diagnostic.span.file)
            || (diagnostic.severity == .error && !texts.contains(diagnostic.span.file))
    }
    return FigureList(
        texts: read.compactMap(\.0), diagnostics: (ofLoading + read.flatMap(\.1)).inOrder(),
        language: loaded.settings?.language)
}
