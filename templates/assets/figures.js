// Maps: arrow keys lead to the nearest cell, and a card shows the row of the cell that is pointed at.
// Tables: a press on a heading sorts. Pages are complete without this.
(function () {
  "use strict";
  function all(selector, root) { return Array.prototype.slice.call(root.querySelectorAll(selector)); }
  function centre(cell) {
    var box = cell.getBoundingClientRect();
    return [box.left + box.width / 2, box.top + box.height / 2];
  }
  var arrows = { ArrowLeft: [0, -1], ArrowRight: [0, 1], ArrowUp: [1, -1], ArrowDown: [1, 1] };

  all("svg.map[role=group]", document).forEach(function (map) {
    var card = document.createElement("p");
    card.className = "map-card";
    map.parentNode.appendChild(card);

    function show(event) {
      var cell = event.target.closest("a");
      var row = cell && document.getElementById(decodeURIComponent(cell.getAttribute("href").slice(1)));
      if (!row || !row.cells) { return; }
      var heads = row.closest("table").rows[0].cells;
      card.textContent = Array.prototype.map.call(row.cells, function (data, index) {
        return index ? heads[index].textContent + " " + data.textContent : data.textContent;
      }).join(" · ");
    }

    map.addEventListener("pointerover", show);
    map.addEventListener("focusin", show);
    map.addEventListener("keydown", function (event) {
      var arrow = arrows[event.key], from = document.activeElement.closest("a");
      if (!arrow || !from) { return; }
      event.preventDefault();
      var start = centre(from), best = null, least = Infinity;
      all("a", map).forEach(function (cell) {
        var to = centre(cell), along = (to[arrow[0]] - start[arrow[0]]) * arrow[1];
        var across = to[1 - arrow[0]] - start[1 - arrow[0]];
        var distance = along + 3 * Math.abs(across);
        if (along > 1 && distance < least) { least = distance; best = cell; }
      });
      if (best) { best.focus(); }
    });
  });

  all("table.sortable", document).forEach(function (table) {
    var body = table.tBodies[0];
    function key(row, index) {
      var text = row.cells[index].textContent, number = parseFloat(text.replace(/,/g, ""));
      return isNaN(number) ? (row.cells[index].className === "missing" ? Infinity : text) : number;
    }
    all("thead th", table).forEach(function (head, index) {
      var button = document.createElement("button");
      button.type = "button";
      while (head.firstChild) { button.appendChild(head.firstChild); }
      head.appendChild(button);
      button.addEventListener("click", function () {
        var down = head.getAttribute("aria-sort") !== "descending";
        all("th", table.tHead).forEach(function (other) { other.removeAttribute("aria-sort"); });
        head.setAttribute("aria-sort", down ? "descending" : "ascending");
        all("tr:not(.total)", body).sort(function (a, b) {
          var x = key(a, index), y = key(b, index);
          if (x === Infinity || y === Infinity) { return x === y ? 0 : x === Infinity ? 1 : -1; }
          return (x < y ? -1 : x > y ? 1 : 0) * (down ? -1 : 1);
        }).forEach(function (row) { body.insertBefore(row, body.querySelector(".total")); });
      });
    });
  });
})();
