"use strict";
// What the colours of the wijken say, one thing at a time: each has its classes, its legend and what a label tells.
function colouring(map, data) {
  var wijken = window[data.wijken];
  var edges = window[data.randen];
  var letters = data.letters && window[data.letters];
  var now = "ruimte";

  function look(feature) {
    var way = data.kleuringen[now];
    var style = way.stijlen[feature.properties[way.eigenschap]];
    return Object.assign({ dashArray: null }, style, feature.properties.samen ? way.samen : null);
  }

  function apply() {
    var plain = now === "ruimte";
    document.querySelector("h1").textContent = data.kleuringen[now].vraag;
    wijken.setStyle(look);
    if (plain) edges.addTo(window[data.laag]); else window[data.laag].removeLayer(edges);
    if (letters) {
      if (plain) letters.remove(); else letters.addTo(map);
      Labels.forget(letters);
    }
    Object.keys(data.kleuringen).forEach(function (way) {
      map.getContainer().classList.toggle("kleur-" + way, way === now);
      document.querySelector('[data-kleurlegenda="' + way + '"]').hidden = way !== now;
    });
  }

  wijken.options.style = look;
  wijken.setStyle(look);
  return {
    now: function () { return now; },
    choose: function (way) { now = way; apply(); }
  };
}
