/// The rules that give the classes of a picture their colours.
///
/// A picture in a page holds no colour: the page's stylesheet includes `page` and may set the custom
/// properties anew (`--map-1` … `--map-5`, `--map-ground`, `--map-text`, `--map-border`, `--map-hatch`,
/// `--map-line`).
public enum PictureStylesheet {
    /// For the stylesheet of the site: light, dark by the reader's system or `data-theme`, elder mode, print.
    public static let page =
        ":root{" + properties(.light) + "--map-line:1px}\n"
        + "@media (prefers-color-scheme:dark){:root:not([data-theme=\"light\"]){" + properties(.dark) + "}}\n"
        + ":root[data-theme=\"dark\"]{" + properties(.dark) + "}\n"
        + "[data-mode=\"elder\"]{--map-line:2px}\n" + rules
        + "@media print{:root:root{" + properties(.print) + "}}\n" + PicturePatterns.rules
        + ".map-patterns{position:absolute}\n" + variants

    /// For a file of its own, where there is no page: light, dark by the reader's system, print.
    public static let standAlone =
        ":root{" + properties(.light) + "--map-line:1px}\n"
        + "@media (prefers-color-scheme:dark){:root{" + properties(.dark) + "}}\n" + rules
        + "@media print{:root:root{" + properties(.print) + "}}\n" + PicturePatterns.rules

    /// Of two drawings the one that suits the screen; the wide one where a link leads into it.
    private static let variants = """
        .map.narrow{display:none}
        @media screen and (max-width:600px){.map.wide{display:none;max-width:100%;height:auto}
        .map.narrow{display:block;margin-inline:auto}
        .map.wide:has(:target){display:block}
        .map.wide:has(:target)+.map.narrow{display:none}}

        """

    private static func properties(_ palette: Palette) -> String {
        let classes = palette.classes.enumerated().map { "--map-\($0.offset + 1):\($0.element.css);" }.joined()
        return classes
            + "--map-hatch:\(palette.hatch.css);--map-ground:\(palette.ground.css);--map-text:\(palette.text.css);--map-border:\(palette.border.css);"
    }

    private static let rules = """
        .map{font:12px system-ui,sans-serif;text-anchor:middle;font-variant-numeric:tabular-nums;
        fill:var(--map-ground);stroke:var(--map-border);stroke-width:var(--map-line)}
        .map text,.chart text{fill:var(--map-text);stroke:none;pointer-events:none}
        .map .q0{fill:var(--map-1)}.map .q1{fill:var(--map-2)}.map .q2{fill:var(--map-3)}
        .map .q3{fill:var(--map-4)}.map .q4{fill:var(--map-5)}
        .map .qn{stroke-dasharray:3 2}.map .hatch{fill:none;stroke-width:1px}
        .map .b{fill:none;pointer-events:none;stroke-width:calc(var(--map-line)*2)}
        .map .qm+text,.map .qm+text+text{paint-order:stroke;stroke:var(--map-ground);stroke-width:3px}
        .map .scale{fill:none;pointer-events:none}
        .map .stamp{font-weight:700}
        .map a:hover path,.map a:focus-visible path{stroke-width:calc(var(--map-line)*3)}
        .map a:target path,.map path:target{stroke-width:3px}
        .map a:focus-visible{outline:none}
        .chart{font:12px system-ui,sans-serif;font-variant-numeric:tabular-nums;fill:none}
        .chart path,.chart circle{stroke:var(--map-border);stroke-width:var(--map-line)}
        .chart .grid{opacity:.25}
        .chart .mark{fill:var(--map-5)}.chart .before{fill:var(--map-ground)}
        .chart .q0{fill:var(--map-1)}.chart .q1{fill:var(--map-2)}.chart .q2{fill:var(--map-3)}
        .chart .q3{fill:var(--map-4)}.chart .q4{fill:var(--map-5)}
        .chart .bound{fill:var(--map-ground);stroke-dasharray:3 2}
        .chart .s0,.chart .s1,.chart .s2,.chart .s3,.chart .s4,.chart .s5{stroke:var(--map-text);stroke-width:2px}
        .chart .s1{stroke-dasharray:8 3}.chart .s2{stroke-dasharray:2 3}.chart .s3{stroke-dasharray:8 3 2 3}
        .chart .s4{stroke-dasharray:14 4}.chart .s5{stroke-dasharray:4 4}
        .chart .e{text-anchor:end}.chart .m{text-anchor:middle}

        """
}
