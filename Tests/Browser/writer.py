"""Someone who writes while a preview runs, and what they wait for."""

CASE = "content/cases/wayao.md"
PAGE = "cases/wayao.html"


def edit(folder, change, name=CASE):
    """Changes a text as most editors do: a new file is renamed over the old one."""
    path = folder / name
    new = path.with_name(".new")
    new.write_text(change(path.read_text(encoding="utf-8")), encoding="utf-8")
    new.rename(path)


def wait_until(page, expression):
    page.wait_for_function(expression, timeout=10_000)


def overlay(text="true"):
    """A condition on the overlay; pieces of its text are looked up in `shown`."""
    return f"""() => {{
      const host = document.querySelector("gridshow-preview-faults");
      const shown = host && !host.hidden ? host.shadowRoot.querySelector("section").innerText : "";
      return {text};
    }}"""
