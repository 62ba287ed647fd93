"use strict";
(function () {
  var data = JSON.parse(document.getElementById("gegevens").textContent);
  var map = window[data.kaart];
  var rooms = window[data.wijken];
  var wijken = {};
  var tip = L.tooltip({ opacity: 1 });
  var pointed = null;

  function fit(bounds) {
    if (bounds) map.fitBounds(bounds, { padding: [14, 14], animate: false });
  }

  function facts(properties) {
    var box = document.createElement("div");
    box.appendChild(document.createElement("strong")).textContent = properties.naam;
    [properties.gemeente, "Grens: " + properties.grens, "Ruimte: " + properties.ruimte].forEach(function (line) {
      box.appendChild(document.createElement("div")).textContent = line;
    });
    return box;
  }

  function prepareMap() {
    L.control.zoom({ position: "topleft", zoomInTitle: "Inzoomen", zoomOutTitle: "Uitzoomen" }).addTo(map);
    fit(data.regio || [[52, 5], [53, 7]]);
    map.setMinZoom(map.getZoom() - 1);
    if (data.regio) map.setMaxBounds(L.latLngBounds(data.regio).pad(0.6));
    map.on("focus", function () { map.scrollWheelZoom.enable(); });
    map.on("blur", function () { map.scrollWheelZoom.disable(); });
    rooms.eachLayer(prepareWijk);
    map.on("preclick", leave);
    map.on("zoomend resize", spread);
    spread();
  }

  function overlap(a, b) {
    return a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;
  }

  // A name that lies over an earlier one moves up or down until it is free.
  function spread() {
    var placed = [];
    map.getContainer().querySelectorAll(".naam-gemeente > span, .getal-stroom > span").forEach(function (label) {
      label.style.marginTop = "0";
      [0, -8, 8, -16, 16, -24, 24, -32, 32].some(function (step) {
        label.style.marginTop = step + "px";
        return !placed.some(overlap.bind(null, label.getBoundingClientRect()));
      });
      placed.push(label.getBoundingClientRect());
    });
  }

  // Leaflet's bindTooltip makes every shape a stop for the Tab key; the table is there for the keyboard.
  function prepareWijk(layer) {
    wijken[layer.feature.id] = layer;
    layer.on("mouseover click", function (event) { point(layer, event.latlng); });
    layer.on("mousemove", function (event) { tip.setLatLng(event.latlng); });
    layer.on("mouseout", leave);
  }

  function point(layer, place) {
    leave();
    pointed = layer;
    layer.setStyle({ color: "#c2410c", weight: 3, dashArray: null });
    layer.bringToFront();
    tip.setContent(facts(layer.feature.properties)).setLatLng(place).addTo(map);
  }

  function leave() {
    if (pointed) rooms.resetStyle(pointed);
    pointed = null;
    tip.remove();
  }

  function prepareControls() {
    document.querySelectorAll("[data-laag]").forEach(function (box) {
      box.addEventListener("change", function () {
        var layer = window[box.dataset.laag];
        leave();
        if (box.checked) layer.addTo(map); else layer.remove();
        map.getContainer().classList.toggle("zonder-namen", document.querySelector("[data-vol]:checked") !== null);
        spread();
      });
    });
    document.getElementById("zoom-gemeente").addEventListener("change", function (event) {
      fit(data.gemeenten[event.target.value] || data.regio);
    });
  }

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

  function showWijk(event) {
    var row = event.target.closest("a") && event.target.closest("tr");
    var layer = row && wijken[row.dataset.code];
    if (!layer) return;
    var home = document.querySelector('[data-laag="' + data.laag + '"]');
    if (!home.checked) home.click();
    map.fitBounds(layer.getBounds().pad(1.5), { animate: false, maxZoom: 14 });
    point(layer, layer.getBounds().getCenter());
  }

  function prepareTable() {
    var table = document.getElementById("wijken");
    table.tHead.addEventListener("click", function (event) {
      var head = event.target.closest("button") && event.target.closest("th");
      if (head) sortBy(table, head);
    });
    table.tBodies[0].addEventListener("click", showWijk);
    document.getElementById("zoek").addEventListener("input", function (event) { search(table, event.target.value); });
  }

  // Before printing the page still has its screen layout, so the map gets the size of the sheet by hand.
  function preparePrint() {
    var sheet = document.getElementById("kaart");
    var seen;
    function resize(width, height, bounds) {
      sheet.style.width = width;
      sheet.style.height = height;
      map.invalidateSize({ animate: false });
      fit(bounds);
      spread();
    }
    window.addEventListener("beforeprint", function () {
      seen = map.getBounds().pad(-0.1);
      map.setMinZoom(0);
      resize("186mm", "165mm", data.regio);
    });
    window.addEventListener("afterprint", function () { resize("", "", seen); });
  }

  prepareMap();
  prepareControls();
  prepareTable();
  preparePrint();
})();
