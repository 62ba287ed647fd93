"use strict";
(function () {
  var data = JSON.parse(document.getElementById("gegevens").textContent);
  var ground = data.ondergrond;
  var shapes = {};
  var region = L.latLngBounds([]);
  var image = data.beelden.vol;
  var following = false;
  var opener = null;

  ground.wijken.forEach(function (shape) {
    shapes[shape.code] = shape;
    region.extend(shape.bounds);
  });
  var sides = [0, 1].map(build);

  function label(place, reach, text, kind) {
    var box = document.createElement("span");
    box.textContent = text;
    var marker = L.marker(place, {
      interactive: false, keyboard: false, pane: kind,
      icon: L.divIcon({ className: kind === "namen" ? "naam-gemeente" : "getal-grens", iconSize: [0, 0], html: box })
    });
    marker.reach = reach;
    return marker;
  }

  // Labels.js looks its layers up by name.
  function build(at) {
    var map = L.map("kaart-" + at, {
      zoomControl: false, attributionControl: false, scrollWheelZoom: false, zoomSnap: 0, zoomAnimation: false, fadeAnimation: false
    });
    L.control.zoom({ zoomInTitle: "Inzoomen", zoomOutTitle: "Uitzoomen" }).addTo(map);
    [["grenzen", 450], ["getallen", 610], ["namen", 620]].forEach(function (pane) {
      map.createPane(pane[0]).style.zIndex = pane[1];
      map.getPane(pane[0]).style.pointerEvents = "none";
    });
    map.setView([52, 6], 8);
    var wijken = data.codes.map(function (code, index) {
      var layer = L.geoJSON(shapes[code].geometry, { smoothFactor: 0, className: "wijk" });
      layer.on("mouseover mousemove click", function (event) { point(index, event.latlng); });
      layer.on("mouseout", leave);
      return layer.addTo(map);
    });
    ground.gemeenten.forEach(function (shape) {
      L.geoJSON(shape.geometry, {
        pane: "grenzen", interactive: false, smoothFactor: 0, style: { fill: false, color: "#1d2b2c", weight: 1.8 }
      }).addTo(map);
    });
    var widest = ground.gemeenten.slice().sort(function (a, b) { return b.reach - a.reach; });
    window["namen-" + at] = L.layerGroup(widest.map(function (shape) {
      return label(shape.inside, shape.reach, shape.name, "namen");
    })).addTo(map);
    window["getallen-" + at] = L.layerGroup().addTo(map);
    map.on("focus", function () { map.scrollWheelZoom.enable(); });
    map.on("blur", function () { map.scrollWheelZoom.disable(); });
    return { map: map, wijken: wijken, tip: L.tooltip({ opacity: 1 }), at: at };
  }

  function place(side) {
    Labels.place(side.map, [
      { naam: "namen-" + side.at, schuift: true }, { naam: "getallen-" + side.at, schuift: false }
    ]);
  }

  // What moves one map moves the other; while the window changes each moves by itself, in the same way.
  function link(from, to) {
    from.map.on("move", function () {
      if (following || !from.map.getSize().equals(to.map.getSize())) return;
      following = true;
      to.map.setView(from.map.getCenter(), from.map.getZoom(), { animate: false });
      following = false;
    });
    from.map.on("moveend resize", function () { place(from); });
  }

  function fit(bounds) {
    if (bounds.isValid()) sides[0].map.fitBounds(bounds, { padding: [8, 8], animate: false });
  }

  function draw(side) {
    var shown = image[side.at];
    document.getElementById("titel-" + side.at).textContent = shown.titel;
    var numbers = window["getallen-" + side.at].clearLayers();
    side.wijken.forEach(function (layer, index) {
      layer.setStyle(data.stijlen[shown.klassen[index]]);
      var shape = shapes[data.codes[index]];
      if (shown.getallen[index]) numbers.addLayer(label(shape.inside, shape.reach, shown.getallen[index], "getallen"));
    });
    place(side);
  }

  function show(name) {
    leave();
    image = data.beelden[name];
    sides.forEach(draw);
    document.querySelectorAll("[data-legenda]").forEach(function (part) { part.hidden = part.dataset.legenda !== name; });
  }

  function lines(name, facts) {
    var box = document.createElement("div");
    [name].concat(facts).forEach(function (line, at) {
      box.appendChild(document.createElement(at ? "div" : "strong")).textContent = line;
    });
    return box;
  }

  // The same wijk on both maps, each with its own facts.
  var pointed = null;
  function point(index, latlng) {
    if (pointed !== index) {
      leave();
      pointed = index;
      sides.forEach(function (side) {
        side.wijken[index].setStyle({ color: "#c2410c", weight: 3 }).bringToFront();
        side.tip.setContent(lines(data.namen[index], image[side.at].feiten[index])).setLatLng(latlng).addTo(side.map);
      });
    } else {
      sides.forEach(function (side) { side.tip.setLatLng(latlng); });
    }
  }

  function leave() {
    if (pointed === null) return;
    sides.forEach(function (side) {
      side.wijken[pointed].setStyle(data.stijlen[image[side.at].klassen[pointed]]);
      side.tip.remove();
    });
    pointed = null;
  }

  // From a name in the table to the maps, and with Escape back.
  function showWijk(code, table, from) {
    var index = data.codes.indexOf(code);
    var bounds = L.latLngBounds(shapes[code].bounds);
    sides[0].map.fitBounds(bounds.pad(1.5), { animate: false, maxZoom: 14 });
    leave();
    point(index, bounds.getCenter());
    opener = from;
    sides[0].map.getContainer().focus({ preventScroll: true });
  }

  function prepareControls() {
    document.querySelectorAll("[name=beeld]").forEach(function (choice) {
      choice.addEventListener("change", function () { show(choice.value); });
    });
    document.getElementById("zoom-gemeente").addEventListener("change", function (event) {
      var found = ground.gemeenten.find(function (shape) { return shape.code === event.target.value; });
      leave();
      fit(found ? L.latLngBounds(found.bounds) : region);
    });
    document.addEventListener("keydown", function (event) {
      if (event.key !== "Escape") return;
      leave();
      if (opener) opener.focus();
      opener = null;
    });
  }

  // Before printing the page still has its screen layout, so the maps get their size on the sheet by hand.
  function preparePrint() {
    var seen;
    function resize(width, height, bounds) {
      sides.forEach(function (side) {
        var box = side.map.getContainer();
        box.style.width = width;
        box.style.height = height;
        side.map.invalidateSize({ animate: false, pan: false });
      });
      fit(bounds);
      sides.forEach(place);
    }
    window.addEventListener("beforeprint", function () {
      seen = sides[0].map.getBounds().pad(-0.05);
      leave();
      sides.forEach(function (side) { side.map.setMinZoom(0); });
      resize("90mm", "98mm", region);
    });
    window.addEventListener("afterprint", function () { resize("", "", seen); });
  }

  whenSized([sides[0].map, sides[1].map], function () {
    link(sides[0], sides[1]);
    link(sides[1], sides[0]);
    fit(region);
    sides.forEach(function (side) { side.map.setMinZoom(side.map.getZoom() - 1); });
    // Whoever was quick has chosen already.
    show(document.querySelector("[name=beeld]:checked").value);
    prepareControls();
    tables(showWijk);
    preparePrint();
  });
})();
