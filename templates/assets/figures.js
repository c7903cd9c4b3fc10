// Maps: arrow keys lead to the nearest cell, and a card shows the row of the cell that is pointed at.
(function () {
  "use strict";
  var arrows = { ArrowLeft: [0, -1], ArrowRight: [0, 1], ArrowUp: [1, -1], ArrowDown: [1, 1] };

  function centre(cell) {
    var box = cell.getBoundingClientRect();
    return [box.left + box.width / 2, box.top + box.height / 2];
  }

  document.querySelectorAll("svg.map[role=group]").forEach(function (map) {
    // Two drawings of one map, wide and narrow, share a card.
    var card = map.parentNode.querySelector(".map-card") || document.createElement("p");
    card.className = "map-card";

    function show(event) {
      var cell = event.target.closest("a");
      var row = cell && document.getElementById(decodeURIComponent(cell.getAttribute("href").slice(1)));
      if (!row || !row.cells) { return; }
      var heads = row.closest("table").rows[0].cells;
      card.textContent = Array.prototype.map.call(row.cells, function (data, index) {
        return (index ? heads[index].textContent + " " : "") + data.textContent;
      }).join(" · ");
    }

    if (map.querySelector("a[href^='#']")) { map.parentNode.appendChild(card); }
    map.addEventListener("pointerover", show);
    map.addEventListener("focusin", show);
    map.addEventListener("keydown", function (event) {
      var arrow = arrows[event.key], from = event.target.closest("a"), best, least = Infinity;
      if (!arrow || !from) { return; }
      event.preventDefault();
      var start = centre(from);
      map.querySelectorAll("a").forEach(function (cell) {
        var to = centre(cell), along = (to[arrow[0]] - start[arrow[0]]) * arrow[1];
        var distance = along + 3 * Math.abs(to[1 - arrow[0]] - start[1 - arrow[0]]);
        if (along > 1 && distance < least) { least = distance; best = cell; }
      });
      if (best) { best.focus(); }
    });
  });
})();

// Tables: a press on a heading sorts and says so. Figures that are not known stay last in both directions.
(function () {
  "use strict";
  var said = document.createElement("p");
  said.className = "gs-visually-hidden";
  said.setAttribute("role", "status");

  function number(cell) {
    var value = parseFloat(cell.textContent.replace(/,/g, "").replace("−", "-"));
    return isNaN(value) ? null : value;
  }

  // A function that puts two rows in order by the cells of one column.
  function order(index, isNumeric, sign) {
    return function (left, right) {
      var a = left.cells[index], b = right.cells[index];
      if (!isNumeric) { return sign * a.textContent.localeCompare(b.textContent, document.documentElement.lang, { numeric: true }); }
      var x = number(a), y = number(b);
      if (x === null || y === null) { return (x === null) - (y === null); }
      return sign * (x - y);
    };
  }

  document.querySelectorAll("table.sortable").forEach(function (table) {
    var body = table.tBodies[0], heads = table.tHead.rows[0].cells;
    document.querySelector("main").appendChild(said);
    Array.prototype.forEach.call(heads, function (head, index) {
      var isNumeric = head.classList.contains("number"), name = head.textContent;
      var button = document.createElement("button");
      button.type = "button";
      button.title = table.getAttribute("data-sort");
      while (head.firstChild) { button.appendChild(head.firstChild); }
      head.appendChild(button);
      button.addEventListener("click", function () {
        // Numbers begin with the largest, names with the first.
        var now = head.getAttribute("aria-sort");
        var down = now ? now === "ascending" : isNumeric;
        Array.prototype.forEach.call(heads, function (other) { other.removeAttribute("aria-sort"); });
        head.setAttribute("aria-sort", down ? "descending" : "ascending");
        var rows = Array.prototype.slice.call(body.querySelectorAll("tr:not(.total)"));
        rows.sort(order(index, isNumeric, down ? -1 : 1));
        rows.forEach(function (row) { body.insertBefore(row, body.querySelector(".total")); });
        said.textContent = name + " " + table.getAttribute(down ? "data-down" : "data-up");
      });
    });
  });
})();
