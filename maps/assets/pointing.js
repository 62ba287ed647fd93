"use strict";
// What a mouse points at, and the wijk that somebody chose: its facts stay in a card until it is closed.
function pointing(map, rooms, marks, way, derivations) {
  var tip = L.tooltip({ opacity: 1 });
  var card = document.getElementById("kaartje");
  var why = card.querySelector("details");
  var inside = location.pathname === "/kaart";
  var pointed = null;
  var chosen = null;
  var opener = null;

  // What the colour of a wijk says, and what goes with it.
  function sayingOf(told) {
    var known = told.draagkracht;
    var cap = "Grens: " + told.grens;
    if (way() === "ruimte") return [cap, "Ruimte: " + told.ruimte];
    if (!known) return [cap, "Draagkracht: niet bekend"];
    return ["Draagkracht: " + known.klasse, way() === "draagkracht" ? cap : "Zekerheid: " + known.zeker];
  }

  function factsOf(feature) {
    var told = feature.properties;
    return told.feiten || [told.naam, told.gemeente].concat(sayingOf(told));
  }

  function cardOf(told) {
    var known = told.draagkracht;
    if (!known) return [told.naam, told.gemeente, "Grens: " + told.grens, "Ruimte: " + told.ruimte];
    return [
      told.naam, told.gemeente, "Ruimte: " + told.ruimte, "Draagkracht: " + known.klasse,
      "Voorgestelde grens: " + known.voorstel, "Vastgestelde grens: " + known.besluit, "Zekerheid: " + known.zeker
    ];
  }

  function boxOf(lines) {
    var box = document.createElement("div");
    lines.forEach(function (line, index) {
      box.appendChild(document.createElement(index ? "div" : "strong")).textContent = line;
    });
    return box;
  }

  function wijkOf(code) {
    return rooms.getLayers().find(function (layer) { return layer.feature.id === code; });
  }

  function lightUp(layer) {
    layer.setStyle({ color: "#c2410c", weight: 3, dashArray: null });
    layer.bringToFront();
  }

  function tell(lines, place) {
    tip.setContent(boxOf(lines)).setLatLng(place).addTo(map);
  }

  function point(layer, place) {
    leave();
    if (layer.setStyle) {
      pointed = layer;
      lightUp(layer);
    }
    tell(factsOf(layer.feature), place);
  }

  function leave() {
    if (pointed && pointed !== chosen) rooms.resetStyle(pointed);
    pointed = null;
    tip.remove();
  }

  function linesOf(code) {
    var lines = [];
    marks.forEach(function (group) {
      group.eachLayer(function (marker) {
        if (marker.feature.id === code) lines.push(marker.feature.properties.kort);
      });
    });
    return lines;
  }

  function fillList(list, lines) {
    list.textContent = "";
    lines.forEach(function (line) { list.appendChild(document.createElement("li")).textContent = line; });
  }

  function fillWhy(steps, turns, said) {
    why.querySelector("p").textContent = said;
    fillList(why.querySelector("ol"), steps);
    fillList(why.querySelector("ul"), turns);
    why.querySelector("h3").hidden = turns.length === 0;
  }

  // The derivation is looked up when somebody asks for it.
  function tellWhy(code) {
    fillWhy([], [], "Even zoeken …");
    derivations(code).then(function (found) {
      if (chosen && chosen.feature.id === code) fillWhy(found[0], found[1], found[0].length ? "" : "Daarover is niets bekend.");
    }, function () {
      fillWhy([], [], "Uw browser kan dit niet tonen. Op de pagina van de wijk staat het ook.");
    });
  }

  function fillCard(code, lines, known) {
    var list = card.querySelector("ul");
    card.querySelector("h2").textContent = lines[0];
    fillList(list, lines.slice(1));
    why.hidden = !known;
    why.open = false;
    if (inside) {
      var link = list.appendChild(document.createElement("li")).appendChild(document.createElement("a"));
      link.textContent = "Naar de pagina van deze wijk";
      link.href = "/wijken/" + encodeURIComponent(code);
      link.target = "_top";
    }
    card.hidden = false;
  }

  // On a phone the card lies over the lower half of the map.
  function keepClear(place) {
    if (map.getSize().x > 2 * card.offsetWidth) return;
    map.panInside(place, { paddingTopLeft: [50, 50], paddingBottomRight: [50, card.offsetHeight + 50], animate: false });
  }

  // `from` is what was used to choose without a mouse: the focus goes to the card, and later back.
  function choose(code, place, from) {
    var layer = wijkOf(code);
    close();
    leave();
    if (!layer) return;
    chosen = layer;
    opener = from || null;
    lightUp(layer);
    fillCard(code, cardOf(layer.feature.properties).concat(linesOf(code)), layer.feature.properties.draagkracht);
    keepClear(place || layer.getBounds().getCenter());
    tell([layer.feature.properties.naam], place || layer.getBounds().getCenter());
    if (opener) card.focus({ preventScroll: true });
  }

  function close() {
    if (chosen) rooms.resetStyle(chosen);
    chosen = null;
    card.hidden = true;
  }

  function dismiss() {
    var back = opener;
    if (card.hidden) return;
    opener = null;
    close();
    leave();
    if (back) back.focus();
  }

  // Leaflet's bindTooltip makes every shape a stop for the Tab key; the tables are there for the keyboard.
  rooms.on("mouseover", function (event) { point(event.layer, event.latlng); });
  rooms.on("mousemove", function (event) { tip.setLatLng(event.latlng); });
  rooms.on("mouseout", leave);
  rooms.on("click", function (event) { choose(event.layer.feature.id, event.latlng); });
  marks.forEach(function (group) {
    group.on("mouseover", function (event) { point(event.layer, event.layer.shownAt); });
    group.on("mouseout", leave);
    group.on("click", function (event) { choose(event.layer.feature.id, event.layer.getLatLng()); });
  });
  map.on("preclick", leave);
  why.addEventListener("toggle", function () { if (why.open && chosen) tellWhy(chosen.feature.id); });
  card.querySelector("button").addEventListener("click", dismiss);
  document.addEventListener("keydown", function (event) { if (event.key === "Escape") dismiss(); });

  return {
    choose: choose,
    boundsOf: function (code) { var layer = wijkOf(code); return layer && layer.getBounds(); },
    release: function () { opener = null; close(); leave(); }
  };
}
