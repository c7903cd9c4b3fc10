/// The style of bar and overlay: light or dark as the page is, and of their own colours, so that nobody takes them for a
/// part of the site.
///
/// The bar is sticky: at the end of a page it has a place of its own. Browsers without `light-dark()` show the light
/// colours.
enum PreviewStyle {
    /// The style sheet of the shadow trees.
    static let text = colors + base + bar + overlay

    private static let colors = """
        :host { --ground: #f3f5f8; --leaf: #fff; --ink: #1d2733; --soft: #5a6775; --line: #b6c0cc; --edge: #8a97a6;
          --link: #0b57a4; --red: #a30000; --amber: #7a4b00; --green: #14622e; --stripe: #b3261e; --mark: #ffd1cc;
          --state: #d9e0e8; --draft: #ffd98a; --demo: #e5d4ff; --published: #c9ebd2; --veil: rgb(20 26 34 / 0.55); }
        @supports (color: light-dark(red, red)) {
          :host { --ground: light-dark(#f3f5f8, #20262e); --leaf: light-dark(#fff, #171c22);
            --ink: light-dark(#1d2733, #e6ebf1); --soft: light-dark(#5a6775, #a3afbc);
            --line: light-dark(#b6c0cc, #434d59); --edge: light-dark(#8a97a6, #77828f);
            --link: light-dark(#0b57a4, #8fc3ff); --red: light-dark(#a30000, #ffa39c);
            --amber: light-dark(#7a4b00, #f3c36d); --green: light-dark(#14622e, #8fd6a5);
            --stripe: light-dark(#b3261e, #ff8a80); --mark: light-dark(#ffd1cc, #6d2520);
            --state: light-dark(#d9e0e8, #3a4450); --draft: light-dark(#ffd98a, #6b4c00);
            --demo: light-dark(#e5d4ff, #4c3570); --published: light-dark(#c9ebd2, #1f5131);
            --veil: light-dark(rgb(20 26 34 / 0.55), rgb(0 0 0 / 0.7)); }
        }

        """

    private static let base = """
        :host { all: initial; display: block; color-scheme: inherit; }
        :host([hidden]) { display: none !important; }
        @media print { :host { display: none !important; } }
        * { box-sizing: border-box; }
        section { font: 14px/1.5 system-ui, "Noto Sans CJK SC", sans-serif; color: var(--ink); }
        a { color: var(--link); } code, pre { font-family: ui-monospace, "Noto Sans Mono CJK SC", monospace; }
        button { font: inherit; line-height: 1.5; color: inherit; background: var(--leaf); border: 1px solid var(--edge);
          border-radius: 4px; padding: 2px 10px; min-height: 28px; white-space: nowrap; cursor: pointer; }
        :focus-visible { outline: 2px solid var(--link); outline-offset: 2px; }

        """

    private static let bar = """
        :host(gridshow-preview-bar) { position: sticky; bottom: 0; z-index: 2147483646; }
        :host(gridshow-preview-bar) section { display: flex; gap: 8px; align-items: flex-start; padding: 4px 8px;
          background: var(--ground); border-top: 1px solid var(--line); }
        :host(gridshow-preview-bar) section > div { display: flex; flex-wrap: wrap; gap: 0 16px; align-items: baseline;
          min-width: 0; flex: 1; line-height: 28px; }
        :host([data-folded]) section { width: max-content; border: 0; background: none; }
        :host([data-folded]) section > div { display: none; }
        .state { padding: 0 8px; border-radius: 4px; line-height: 22px; background: var(--state); font-weight: 600; }
        .draft { background: var(--draft); } .demo { background: var(--demo); }
        .published { background: var(--published); }
        .path { color: var(--soft); overflow-wrap: anywhere; }
        .faults summary { cursor: pointer; font-weight: 600; } .faults[open] { flex-basis: 100%; order: -1; }
        .faults ul { max-height: 40vh; overflow: auto; margin: 0 0 4px; padding-left: 20px; line-height: 1.6; }
        li.error a { color: var(--red); } li.warning a { color: var(--amber); }
        @media (max-width: 600px) { .path { display: none; } }

        """

    private static let overlay = """
        :host(gridshow-preview-faults) { position: fixed; inset: 0; z-index: 2147483647; overflow: auto;
          background: var(--veil); padding: 4vh 4vw; }
        :host(gridshow-preview-faults) section { max-width: 900px; margin: 0 auto; padding: 0 20px 20px;
          background: var(--leaf); border-top: 6px solid var(--stripe); border-radius: 6px; }
        header { position: sticky; top: -4vh; display: flex; justify-content: space-between; gap: 16px;
          align-items: center; padding: 8px 0; background: var(--leaf); }
        h2 { font-size: 18px; margin: 8px 0; text-wrap: balance; } ol { margin: 0; padding: 0; list-style: none; }
        ol > li { padding: 12px 0; border-top: 1px solid var(--line); } p { margin: 4px 0; overflow-wrap: anywhere; }
        .rule { font-weight: 600; } .rule code { font-weight: 400; color: var(--soft); } .fix { color: var(--green); }
        .note { color: var(--soft); }
        pre { margin: 6px 0; padding: 8px; background: var(--ground); white-space: pre-wrap; overflow-wrap: anywhere; }
        pre .line { color: var(--soft); margin-right: 12px; user-select: none; }
        mark { background: var(--mark); color: inherit; border-bottom: 2px solid var(--stripe); }
        mark:empty { padding: 0 3px; }
        """
}
