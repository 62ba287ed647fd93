"use strict";
// Tables: sort and search that of the wijken; a name in any table leads to the map.
function tables(show) {
  function rowsOf(table) {
    return Array.prototype.slice.call(table.tBodies[0].rows);
  }

  function valueOf(row, column) {
    var cell = row.cells[column];
    return cell.dataset.sort === undefined ? cell.textContent.trim() : Number(cell.dataset.sort);
  }

  function compare(a, b) {
    return typeof a === "number" ? a - b : a.localeCompare(b, "nl", { numeric: true });
  }

  function sortBy(table, head) {
    var down = head.getAttribute("aria-sort") === "ascending";
    Array.prototype.forEach.call(table.tHead.rows[0].cells, function (cell) { cell.setAttribute("aria-sort", "none"); });
    head.setAttribute("aria-sort", down ? "descending" : "ascending");
    rowsOf(table)
      .map(function (row) { return { row: row, value: valueOf(row, head.cellIndex) }; })
      .sort(function (a, b) { return (down ? -1 : 1) * compare(a.value, b.value); })
      .forEach(function (each) { table.tBodies[0].appendChild(each.row); });
  }

  function search(table, text) {
    var wanted = text.trim().toLowerCase();
    var found = rowsOf(table).filter(function (row) {
      var names = row.cells[0].firstChild.textContent + " " + row.cells[1].textContent;
      row.hidden = names.toLowerCase().indexOf(wanted) < 0;
      return !row.hidden;
    }).length;
    document.getElementById("gevonden").textContent = found + (found === 1 ? " wijk" : " wijken");
  }

  var wijken = document.getElementById("wijken");
  wijken.tHead.addEventListener("click", function (event) {
    var head = event.target.closest("button") && event.target.closest("th");
    if (head) sortBy(wijken, head);
  });
  document.getElementById("zoek").addEventListener("input", function (event) { search(wijken, event.target.value); });
  document.querySelectorAll("table[data-toont]").forEach(function (table) {
    table.tBodies[0].addEventListener("click", function (event) {
      var link = event.target.closest("a");
      if (!link) return;
      // Following the link would take the focus away again from what it opens.
      event.preventDefault();
      document.getElementById("kaart").scrollIntoView();
      show(link.closest("tr").dataset.code, table.dataset.toont, link);
    });
  });
}
