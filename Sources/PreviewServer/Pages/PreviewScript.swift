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

        """#.replacing("__STYLE__", with: PreviewStyle.text)
}
