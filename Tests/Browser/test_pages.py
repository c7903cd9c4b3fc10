"""Every kind of page, at two widths, in three modes."""

import pytest
from axe_playwright_python.sync_playwright import Axe

from site_kinds import SITE_AND_KIND
from visitor import MODES, WIDTHS

# Preloading would read the style sheets a second time, by requests that file: pages may not make.
AXE = {"preload": False}
OVERFLOW = """() => {
  const room = document.documentElement.clientWidth;
  if (document.documentElement.scrollWidth <= room) return [];
  const wide = [...document.body.querySelectorAll("*")].filter((e) => e.getBoundingClientRect().right > room + 0.5);
  return ["page is " + document.documentElement.scrollWidth + "px wide, window " + room + "px",
    ...wide.slice(0, 5).map((e) => e.tagName.toLowerCase() + "." + e.className + " reaches "
      + Math.round(e.getBoundingClientRect().right) + "px: " + e.textContent.trim().slice(0, 40))];
}"""

# Words in a column of a few glyphs cannot be read, although they fit.
THIN = """() => [...document.querySelectorAll("main :is(p, li, dd, td, th)")]
  .filter((e) => e.checkVisibility() && [...e.childNodes].some((n) => n.nodeType === 3 && n.data.trim()))
  .map((e) => [e, e.getBoundingClientRect(), parseFloat(getComputedStyle(e).fontSize)])
  .filter(([e, box, size]) => box.width < 5.5 * size && box.height > 8 * size)
  .map(([e, box]) => e.tagName.toLowerCase() + " of " + Math.round(box.width) + "×" + Math.round(box.height) + "px: "
    + e.textContent.trim().slice(0, 40))"""


def explain(violations):
    """One paragraph a violated rule: what it says and where it is violated."""
    lines = []
    for violation in violations:
        lines.append(f"{violation['id']}: {violation['help']} ({violation['impact']})")
        for node in violation["nodes"][:4]:
            lines.append(f"    {' '.join(map(str, node['target']))}: {node['html'][:160]}")
            lines += [f"        {check['message']}" for check in node["any"][:1]]
    return "\n".join(lines)


@pytest.mark.parametrize("mode", MODES)
@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("site, kind", SITE_AND_KIND)
def test_page_is_accessible_and_fits(sites, visitors, site, kind, width, mode):
    built = sites(site)
    visitor = visitors(built.folder, width, mode)
    path = built.page_path(kind)
    page = visitor.open(path)

    assert visitor.is_dark() == (mode == "dark"), f"{path} is not shown in the {mode} mode chosen on the home page"
    assert page.locator("h1").count() == 1, f"{path} must have exactly one h1"
    assert page.title().strip(), f"{path} has no title"
    overflow = page.evaluate(OVERFLOW)
    assert not overflow, f"{path} must not scroll sideways at {width}px:\n" + "\n".join(overflow)
    thin = page.evaluate(THIN)
    assert not thin, f"{path} has text in too thin a column at {width}px, {mode}:\n" + "\n".join(thin)
    assert not visitor.faults, f"{path} must load quietly and by itself:\n" + "\n".join(visitor.faults)
    violations = Axe().run(page, options=AXE).response["violations"]
    assert not violations, f"axe found on {path} at {width}px, {mode}:\n{explain(violations)}"


@pytest.mark.parametrize("site, kind", SITE_AND_KIND)
def test_headings_do_not_skip_a_level(sites, site, kind):
    built = sites(site)
    path = built.page_path(kind)
    levels = [int(heading[1]) for heading in built.pages()[path].headings]
    skips = [f"h{a} is followed by h{b}" for a, b in zip(levels, levels[1:]) if b > a + 1]
    assert not skips, f"{path}: {', '.join(skips)}"
