"""A browser profile that looks at one site and notes everything that goes wrong."""

from urllib.parse import quote

WIDTHS = (360, 1280)
MODES = ("light", "dark", "elder")
SWITCHES = {"elder": "button[data-switch=mode]", "dark": "button[data-switch=theme]"}

BACKGROUND_LUMINANCE = """() => {
  const canvas = document.createElement("canvas").getContext("2d", { willReadFrequently: true });
  const layers = [document.body, document.documentElement].map((e) => getComputedStyle(e).backgroundColor);
  canvas.fillStyle = "white"; canvas.fillRect(0, 0, 1, 1);
  for (const color of layers.reverse()) { canvas.fillStyle = color; canvas.fillRect(0, 0, 1, 1); }
  const [r, g, b] = canvas.getImageData(0, 0, 1, 1).data;
  return (0.2126 * r + 0.7152 * g + 0.0722 * b) / 255;
}"""

TEXT_SIZE = """() => {
  const text = [...document.querySelectorAll("main p")].find((p) => p.checkVisibility());
  const style = getComputedStyle(text ?? document.querySelector("main"));
  return { size: parseFloat(style.fontSize), lines: parseFloat(style.lineHeight) / parseFloat(style.fontSize) };
}"""


class Visitor:
    """Opens pages of a site at `base`, a folder or an http address with a slash at the end."""

    def __init__(self, browser, base, width=1280, mode="light", scripts=True, has_service=False):
        self.base = base if isinstance(base, str) else "file://" + quote(str(base)) + "/"
        self.has_service = has_service
        self.faults = []
        self.context = browser.new_context(
            viewport={"width": width, "height": 800},
            java_script_enabled=scripts,
            color_scheme="light",
            reduced_motion="reduce",
            locale="zh-CN",
        )
        self.context.route("**/*", self._let_through)
        self.page = self.context.new_page()
        self.page.set_default_timeout(10_000)
        self.page.on("console", self._note_console)
        self.page.on("pageerror", lambda error: self.faults.append(f"script error: {error}"))
        self.page.on("requestfailed", self._note_failure)
        self.page.on("response", self._note_response)
        if mode != "light":
            self.choose(mode)

    def open(self, path):
        """Opens a page, given by its path in the output folder, and forgets earlier faults."""
        self.faults.clear()
        # The video of an interview may still be loading, so this waits for the page's own load event.
        self.page.goto(self.base + quote(str(path)), wait_until="load")
        return self.page

    def choose(self, mode):
        """Presses a switch on the home page, and waits until the next page would know of it: a browser stores the
        choice a moment after the press."""
        self.open("index.html")
        self.press(mode)
        pressed = f"{SWITCHES[mode]}[aria-pressed=true]"
        for _ in range(20):
            self.page.goto("about:blank")
            self.open("index.html")
            if self.page.locator(pressed).count() == 1:
                return
        raise AssertionError(f"The choice '{mode}' is lost when the home page is loaded again.")

    def press(self, switch):
        self.page.locator(SWITCHES[switch]).click()

    def is_dark(self):
        return self.page.evaluate(BACKGROUND_LUMINANCE) < 0.25

    def text_size(self):
        """Size of the main text in pixels and its line height as a multiple of that."""
        return self.page.evaluate(TEXT_SIZE)

    def close(self):
        self.context.close()

    def _let_through(self, route):
        if "/v1/elections/" in route.request.url and not self.has_service:
            # A site on a disk has no vote service beside it; whoever asks for one is told that the vote is not open.
            route.fulfill(json={"state": "announced", "opens": 0, "closes": 0, "now": 0})
        elif route.request.url.startswith((self.base, "data:", "blob:")):
            route.continue_()
        else:
            self.faults.append(f"a request leaves the site: {route.request.url}")
            route.abort()

    def _note_console(self, message):
        if message.type == "error":
            self.faults.append(f"console: {message.text}")

    def _note_failure(self, request):
        # Leaving a page stops what still loads; that is no fault.
        if request.failure != "net::ERR_ABORTED":
            self.faults.append(f"request failed: {request.url} ({request.failure})")

    def _note_response(self, response):
        if response.status >= 400:
            self.faults.append(f"status {response.status}: {response.url}")
