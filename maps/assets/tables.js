"use strict";
// Tables: some can be sorted and searched; a name in any table leads to the map.
function tables(show) {
  var compare = new Intl.Collator("nl", { numeric: true }).compare;

  function rowsOf(table) {
    return Array.prototype.slice.call(table.tBodies[0].rows);
  }

  function valueOf(row, column) {
    var cell = row.cells[column];
    return cell.dataset.sort === undefined ? cell.textContent.trim() : Number(cell.dataset.sort);
  }

  function sortBy(table, head) {
    var down = head.getAttribute("aria-sort") === "ascending";
    var body = table.tBodies[0];
    Array.prototype.forEach.call(table.tHead.rows[0].cells, function (cell) { cell.setAttribute("aria-sort", "none"); });
    head.setAttribute("aria-sort", down ? "descending" : "ascending");
    rowsOf(table)
      .map(function (row) { return { row: row, value: valueOf(row, head.cellIndex) }; })
      .sort(function (a, b) {
        var order = typeof a.value === "number" ? a.value - b.value : compare(a.value, b.value);
        return down ? -order : order;
      })
      .forEach(function (each) { body.appendChild(each.row); });
  }

  function matches(row, wanted) {
    var names = row.cells[0].firstChild.textContent + " " + row.cells[1].textContent;
    return names.toLowerCase().indexOf(wanted) >= 0;
  }

  function wijken(number) {
    return number + (number === 1 ? " wijk" : " wijken");
  }

  // A long table shows its first rows, until somebody asks for all of them.
  function prepare(section) {
    var table = section.querySelector("table");
    var input = section.querySelector("input");
    var all = section.querySelector(".alles");
    var most = Number(table.dataset.ineens);

    function filter() {
      var wanted = input.value.trim().toLowerCase();
      var found = rowsOf(table).filter(function (row) {
        row.hidden = true;
        return matches(row, wanted);
      });
      found.slice(0, most).forEach(function (row) { row.hidden = false; });
      section.querySelector("output").textContent = wijken(found.length) + (found.length > most ? ", u ziet de eerste " + most : "");
      all.hidden = found.length <= most;
    }

    table.tHead.addEventListener("click", function (event) {
      var head = event.target.closest("button") && event.target.closest("th");
      if (!head) return;
      sortBy(table, head);
      if (table.tBodies[0].rows.length > most) filter();
    });
    input.addEventListener("input", filter);
    all.addEventListener("click", function () {
      var next = most;
      most = Infinity;
      filter();
      // The button goes, and the focus would go with it: on to the first row that is new.
      var link = rowsOf(table).filter(function (row) { return !row.hidden; })[next].querySelector("a");
      if (link) link.focus({ preventScroll: true });
    });
  }

  document.querySelectorAll(".tabel:has(.zoeken)").forEach(prepare);
  document.querySelectorAll("table[data-toont], table[data-kleurt]").forEach(function (table) {
    table.tBodies[0].addEventListener("click", function (event) {
      var link = event.target.closest("a");
      if (!link) return;
      // Following the link would take the focus away again from what it opens.
      event.preventDefault();
      document.getElementById("kaart").scrollIntoView();
      show(link.closest("tr").dataset.code, table, link);
    });
  });
}
