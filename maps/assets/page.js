"use strict";
(function () {
  var data = JSON.parse(document.getElementById("gegevens").textContent);
  var map = window[data.kaart];
  var marks = data.merken.map(function (name) { return window[name]; });
  var form = data.vormen[0];
  var stems = lines(1);
  var roots = lines(5);
  var colours = colouring(map, data);
  var pointer = pointing(map, window[data.wijken], marks, colours.now, derivations());

  function lines(weight) {
    return L.polyline([], { pane: "stelen", color: "#1d2b2c", weight: weight, interactive: false, noClip: true, smoothFactor: 0 });
  }

  function fit(bounds) {
    if (bounds) map.fitBounds(bounds, { padding: [14, 14], animate: false });
  }

  function prepareMap() {
    L.control.zoom({ position: "topleft", zoomInTitle: "Inzoomen", zoomOutTitle: "Uitzoomen" }).addTo(map);
    fit(form.regio || [[52, 5], [53, 7]]);
    map.setMinZoom(map.getZoom() - 1);
    if (form.regio) {
      map.setMaxBounds(data.vormen.reduce(function (all, each) { return all.extend(each.regio); }, L.latLngBounds([])).pad(0.6));
    }
    map.on("focus", function () { map.scrollWheelZoom.enable(); });
    map.on("blur", function () { map.scrollWheelZoom.disable(); });
    stems.addTo(map);
    roots.addTo(map);
    map.on("resize", function () { data.namen.forEach(function (group) { Labels.forget(window[group.naam]); }); });
    map.on("moveend resize", spread);
    spread();
  }

  // Where wijken are small their edges are thin, or there would be nothing else to see.
  function thin() {
    var corners = form.regio && form.regio.map(function (corner) { return map.project(corner); });
    var size = corners ? corners[0].subtract(corners[1]) : L.point(0, 0);
    var each = Math.sqrt(Math.abs(size.x * size.y) / window[data.wijken].getLayers().length);
    map.getContainer().classList.toggle("fijn", each < 16);
  }

  function namesOnMap() {
    var crowded = map.getContainer().classList.contains("zonder-namen");
    return data.namen.filter(function (group) {
      return map.hasLayer(window[group.naam]) && !(crowded && group.wijkt);
    });
  }

  function spread() {
    thin();
    var found = Marks.spread(map, marks, Labels.place(map, namesOnMap(), form.reikwijdte));
    stems.setLatLngs(found);
    roots.setLatLngs(found.map(function (line) { return [line[0], line[0]]; }));
  }

  function switchLayer(box) {
    var layer = window[box.dataset.laag];
    pointer.release();
    if (box.checked) layer.addTo(map); else layer.remove();
    document.querySelector('[data-legenda="' + box.dataset.laag + '"]').hidden = !box.checked;
    map.getContainer().classList.toggle("zonder-namen", document.querySelector("[data-vol]:checked") !== null);
    map.getContainer().classList.toggle("met-grens", document.querySelector("[data-soort=grens]:checked") !== null);
    spread();
  }

  function recolour(way) {
    pointer.release();
    colours.choose(way);
    spread();
  }

  function prepareControls() {
    document.querySelectorAll("[data-laag]").forEach(function (box) {
      box.addEventListener("change", function () { switchLayer(box); });
    });
    document.querySelectorAll("[name=kleur]").forEach(function (choice) {
      choice.addEventListener("change", function () { recolour(choice.value); });
    });
    document.getElementById("zoom-gemeente").addEventListener("change", zoom);
  }

  function zoom() {
    fit(form.gemeenten[document.getElementById("zoom-gemeente").value] || form.regio);
  }

  function prepareForms() {
    var own = data.vormen[data.vormen.length - 1].lagen.map(function (each) {
      return window[each.naam].getLayers().map(function (layer) { return layer.feature; });
    });
    document.querySelectorAll("[name=vorm]").forEach(function (choice) {
      choice.addEventListener("change", function () { redraw(Number(choice.value), own); });
    });
  }

  // Both forms have the same features; only where they lie differs.
  function redraw(number, own) {
    form = data.vormen[number];
    pointer.release();
    data.vormen[1].lagen.forEach(function (each, index) {
      window[each.naam].clearLayers().addData(own[index].map(function (feature) {
        return number ? Object.assign({}, feature, { geometry: each.vorm[feature.id] }) : feature;
      }));
    });
    document.getElementById("gelijke-vakken").hidden = number === 0;
    zoom();
    spread();
  }

  // `from`: the link that was followed, in a table that says with what layer or colours it belongs.
  function showWijk(code, table, from) {
    var bounds = pointer.boundsOf(code);
    var box = document.querySelector('[data-laag="' + table.dataset.toont + '"], [name=kleur][value="' + table.dataset.kleurt + '"]');
    if (!bounds) return;
    if (box && !box.checked) box.click();
    map.fitBounds(bounds.pad(1.5), { animate: false, maxZoom: 14 });
    pointer.choose(code, null, from);
  }

  // Millimetres on paper: a layer of marks has a legend that has to fit on the same sheet, in two columns.
  function legendOfMarks() {
    var entries = document.querySelectorAll("[data-legenda]:not([hidden]) [data-merk]").length;
    return 14 * marks.filter(map.hasLayer, map).length + 4.5 * Math.ceil(entries / 2);
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
      pointer.release();
      map.setMinZoom(0);
      resize("186mm", 165 - legendOfMarks() + "mm", form.regio);
    });
    window.addEventListener("afterprint", function () { resize("", "", seen); });
  }

  whenSized([map], function () {
    prepareMap();
    prepareControls();
    prepareForms();
    tables(showWijk);
    preparePrint();
  });
})();
