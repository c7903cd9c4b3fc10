import Diagnostics

/// All templates of a site, checked and compiled: one program a page.
///
/// The dialect is Mustache: variables, sections, inverted sections, comments, partials and inheritance. It
/// differs from the specification in what follows.
///
/// - Every name must be known from the page's shape; nothing is rendered as nothing by mistake.
/// - `{{{name}}}` prints HTML only and `{{name}}` text only.
/// - `{{strings.key}}` is a word of the interface and becomes static text.
/// - Partials, parents and blocks keep their own indentation.
/// - Between the blocks of `{{<parent}}` only white space and comments may stand.
/// - A block's own blocks belong to the template in which they are written.
/// - What a page fills a block with goes into every block of that name in the parent and in all the parent is
///   made of; so block names should be specific (`panel_title`, not `title`).
/// - Lambdas, other delimiters, dynamic names and recursion are refused.
public struct TemplateLibrary: Sendable {
    private let programs: [String: Program]

    init(programs: [String: Program]) { self.programs = programs }

    /// Compiles the templates of all `pages`.
    ///
    /// - Parameters:
    ///   - sources: Every template, in any order; each name once.
    ///   - pages: The shape of each page's data, always a record, by the name of its template.
    ///   - strings: The words of the interface in the site's language, by key.
    /// - Returns: The pages that have no fault, and all faults of all templates in their one order.
    public static func compile(
        _ sources: [TemplateSource], pages: [String: TemplateShape], strings: [String: String]
    ) -> (TemplateLibrary, [Diagnostic]) {
        var compiler = LibraryCompiler(sources, strings: strings)
        let programs = compiler.compile(pages)
        return (TemplateLibrary(programs: programs), compiler.faults.diagnostics())
    }

    /// Appends `page`, rendered with `record`, to `output`.
    ///
    /// - Throws: ``TemplateDataError`` if the record does not fit the page's shape or the page is unknown;
    ///   `output` is then unchanged.
    public func render(
        _ page: String, _ record: TemplateRecord, into output: inout [UInt8]
    ) throws(TemplateDataError) {
        guard let program = programs[page] else {
            throw TemplateDataError(page: page, path: [], reason: .unknownPage)
        }
        try DataCheck.check(record, program.layout, page: page)
        Renderer.run(program, record, into: &output)
    }

    /// The names of all templates and partials that `page` is made of, itself included, in UTF-8 order;
    /// empty for a page that is unknown or has faults.
    public func sources(of page: String) -> [String] { programs[page]?.sources ?? [] }

    /// Whether `page` prints or asks anything of a field of its record; false for a page that is unknown or has faults.
    public func uses(_ field: String, in page: String) -> Bool { programs[page]?.fields.contains(field) ?? false }

    /// The keys of all words of the interface that `page` uses, in UTF-8 order;
    /// empty for a page that is unknown or has faults.
    public func strings(of page: String) -> [String] { programs[page]?.strings ?? [] }
}
