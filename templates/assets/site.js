// Two switches, large print (data-mode) and dark colours (data-theme), kept in this browser only.
// Loaded before the page is drawn, so that it never appears in the wrong mode first.
(function () {
  "use strict";
  var page = document.documentElement;
  var dark = window.matchMedia ? window.matchMedia("(prefers-color-scheme: dark)") : { matches: false };

  function read(name) {
    try { return localStorage.getItem("gridshow-" + name); } catch (error) { return null; }
  }

  function keep(name, value) {
    try { localStorage.setItem("gridshow-" + name, value); } catch (error) { /* works for this page */ }
  }

  function apply(name, value) {
    if (value) { page.setAttribute("data-" + name, value); }
  }

  // Each switch: is it on, and which value does a press choose?
  var switches = {
    mode: {
      isOn: function () { return page.getAttribute("data-mode") === "elder"; },
      on: "elder",
      off: "plain"
    },
    theme: {
      isOn: function () {
        var chosen = page.getAttribute("data-theme");
        return chosen ? chosen === "dark" : dark.matches;
      },
      on: "dark",
      off: "light"
    }
  };

  apply("mode", read("mode"));
  apply("theme", read("theme"));

  document.addEventListener("DOMContentLoaded", function () {
    var print = document.querySelector(".print-button");
    if (print) {
      print.hidden = false;
      print.addEventListener("click", function () { window.print(); });
    }
    var bar = document.querySelector(".switches");
    if (!bar) { return; }
    var buttons = Array.prototype.slice.call(bar.querySelectorAll("button[data-switch]"));

    function show() {
      buttons.forEach(function (button) {
        button.setAttribute("aria-pressed", String(switches[button.getAttribute("data-switch")].isOn()));
      });
    }

    buttons.forEach(function (button) {
      button.addEventListener("click", function () {
        var name = button.getAttribute("data-switch");
        var value = switches[name].isOn() ? switches[name].off : switches[name].on;
        apply(name, value);
        keep(name, value);
        show();
      });
    });
    if (dark.addEventListener) { dark.addEventListener("change", show); }
    show();
    bar.hidden = false;
  });
})();
