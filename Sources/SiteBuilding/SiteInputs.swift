/// What a build starts from: the content and the theme, loaded, and what validation says of them.
struct SiteInputs {
    let loaded: LoadedSite
    let theme: Theme
    let outcome: SiteValidation.Outcome

    /// Loads and validates the folders of `options`.
    ///
    /// - Parameter progress: called with the number of articles that have been loaded.
    /// - Throws: `MachineError` if something cannot be read.
    static func load(_ options: BuildOptions, progress: (@Sendable (Int) -> Void)? = nil) throws -> SiteInputs {
        let loaded = try loadSite(
            options.content, includesDrafts: options.includesDrafts, jobs: options.jobs, progress: progress)
        let theme = try Theme.load(
            options.templates, content: options.content, languageTag: loaded.settings?.languageTag ?? "zh-CN")
        let files = try loadStaticFiles(loaded.listing, jobs: options.jobs)
        return SiteInputs(
            loaded: loaded, theme: theme,
            outcome: SiteValidation.run(loaded, includesDrafts: options.includesDrafts, files: files))
    }
}
