/// The script that the preview puts into pages, with its style.
///
/// Everything it shows lies in shadow trees: no id, class or style meets those of the page. It is made of the browser's
/// own means and needs no library.
enum PreviewScript {
    /// The script's text.
    static let text = #"""
        (() => {
          "use strict";
          const { page, version } = document.currentScript.dataset;
          const style = `__STYLE__`;

          const shadow = (name) => {
            const host = document.createElement(name);
            const root = host.attachShadow({ mode: "open" });
            root.innerHTML = `<style>${style}</style><section></section>`;
            document.body.append(host);
            return { host, section: root.querySelector("section") };
          };

          const scrollKey = "gridshow-preview-scroll:" + location.pathname;
          const restoreScroll = () => {
            const saved = sessionStorage.getItem(scrollKey);
            if (saved === null) return;
            sessionStorage.removeItem(scrollKey);
            const [left, top] = JSON.parse(saved);
            const go = () => scrollTo({ left, top, behavior: "instant" });
            go();
            addEventListener("load", go, { once: true });
          };
          const reload = () => {
            sessionStorage.setItem(scrollKey, JSON.stringify([scrollX, scrollY]));
            location.reload();
          };

          let swaps = 0;
          const swapStyleSheets = (escaped) => {
            const decoder = document.createElement("textarea");
            const addresses = escaped.map((text) => { decoder.innerHTML = text; return decoder.value; });
            const links = [...document.querySelectorAll('link[rel="stylesheet"]:not([data-leaving])')];
            if (links.length !== addresses.length) return reload();
            links.forEach((link, index) => {
              if (link.getAttribute("href").split("?")[0] === addresses[index]) return;
              const fresh = link.cloneNode();
              fresh.setAttribute("href", addresses[index]);
              link.dataset.leaving = String(++swaps);
              fresh.addEventListener("load", () => link.remove());
              fresh.addEventListener("error", () => link.remove());
              link.after(fresh);
            });
          };

          const overlay = shadow("gridshow-preview-faults");
          overlay.host.hidden = true;
          const showOverlay = (html) => {
            overlay.section.innerHTML = html;
            overlay.section.setAttribute("role", "alert");
            overlay.host.hidden = html === "";
          };
          overlay.section.addEventListener("click", (event) => {
            if (event.target.closest("[data-close]")) overlay.host.hidden = true;
          });
          addEventListener("keydown", (event) => {
            if (event.key === "Escape") overlay.host.hidden = true;
          });

          const bar = shadow("gridshow-preview-bar");
          const foldedKey = "gridshow-preview-folded";
          const fold = (isFolded) => {
            bar.host.toggleAttribute("data-folded", isFolded);
            bar.section.querySelector("[data-fold]").setAttribute("aria-expanded", String(!isFolded));
            sessionStorage.setItem(foldedKey, isFolded ? "1" : "");
          };
          const loadBar = async () => {
            const answer = await fetch("/.gridshow/bar?page=" + encodeURIComponent(page)).catch(() => null);
            if (!answer?.ok) return;
            bar.section.innerHTML =
              `<button type="button" data-fold aria-label="GridShow">▦</button><div>${await answer.text()}</div>`;
            fold(sessionStorage.getItem(foldedKey) === "1");
          };
          bar.section.addEventListener("click", (event) => {
            const copied = event.target.closest("[data-copy]");
            if (copied) navigator.clipboard?.writeText(copied.dataset.copy);
            if (event.target.closest("[data-fold]")) fold(!bar.host.hasAttribute("data-folded"));
          });

          // A browser opens six connections to a server at most: pages that nobody sees give theirs back.
          let source = null;
          const connect = () => {
            if (source || document.hidden) return;
            source = new EventSource(
              `/.gridshow/events?page=${encodeURIComponent(page)}&version=${encodeURIComponent(version)}`);
            const on = (name, act) => source.addEventListener(name, (event) => act(JSON.parse(event.data)));
            on("reload", reload);
            on("styles", swapStyleSheets);
            on("overlay", showOverlay);
            on("facts", loadBar);
            source.addEventListener("error", () => {
              if (source?.readyState === EventSource.CLOSED) { disconnect(); setTimeout(connect, 1000); }
            });
          };
          const disconnect = () => { source?.close(); source = null; };
          document.addEventListener("visibilitychange", () => (document.hidden ? disconnect() : connect()));
          addEventListener("pagehide", disconnect);
          addEventListener("pageshow", connect);

          restoreScroll();
          loadBar();
          connect();
        })();

        """#.replacing("__STYLE__", with: style)

    /// The style of bar and overlay. The bar is sticky: at the end of a page it has a place of its own.
    private static let style = """
        :host { all: initial; display: block; color-scheme: light; }
        :host([hidden]) { display: none !important; }
        @media print { :host { display: none !important; } }
        * { box-sizing: border-box; }
        section { font: 14px/1.5 system-ui, "Noto Sans CJK SC", sans-serif; color: #1d2733; }
        a { color: #0b57a4; } code, pre { font-family: ui-monospace, "Noto Sans Mono CJK SC", monospace; }
        button { font: inherit; color: inherit; background: #fff; border: 1px solid #8a97a6; border-radius: 4px;
          padding: 2px 10px; min-height: 28px; cursor: pointer; }
        :host(gridshow-preview-bar) { position: sticky; bottom: 0; z-index: 2147483646; }
        :host(gridshow-preview-bar) section { display: flex; gap: 8px; align-items: flex-start; padding: 4px 8px;
          background: #f3f5f8; border-top: 1px solid #b6c0cc; }
        :host(gridshow-preview-bar) section > div { display: flex; flex-wrap: wrap; gap: 4px 16px; align-items: center;
          min-height: 28px; min-width: 0; }
        :host([data-folded]) section { width: max-content; border: 0; background: none; }
        :host([data-folded]) section > div { display: none; }
        .state { padding: 0 8px; border-radius: 4px; background: #d9e0e8; font-weight: 600; }
        .draft { background: #ffd98a; } .demo { background: #e5d4ff; } .published { background: #c9ebd2; }
        .path { overflow-wrap: anywhere; } .faults summary { cursor: pointer; font-weight: 600; }
        .faults ul { max-height: 40vh; overflow: auto; margin: 4px 0; padding-left: 20px; }
        li.error a { color: #a30000; } li.warning a { color: #7a4b00; }
        :host(gridshow-preview-faults) { position: fixed; inset: 0; z-index: 2147483647; overflow: auto;
          background: rgb(20 26 34 / 0.55); padding: 4vh 4vw; }
        :host(gridshow-preview-faults) section { max-width: 900px; margin: 0 auto; padding: 12px 20px 20px;
          background: #fff; border-top: 6px solid #b3261e; border-radius: 6px; }
        header { display: flex; justify-content: space-between; gap: 16px; align-items: center; }
        h2 { font-size: 18px; margin: 8px 0; } ol { margin: 0; padding: 0; list-style: none; }
        ol > li { padding: 12px 0; border-top: 1px solid #d9e0e8; } p { margin: 4px 0; }
        .rule { font-weight: 600; } .rule code { font-weight: 400; color: #5a6775; } .fix { color: #14622e; }
        pre { margin: 6px 0; padding: 8px; background: #f3f5f8; white-space: pre-wrap; overflow-wrap: anywhere; }
        pre .line { color: #5a6775; margin-right: 12px; user-select: none; }
        mark { background: #ffd1cc; color: inherit; border-bottom: 2px solid #b3261e; } mark:empty { padding: 0 3px; }
        """
}
