"use strict";
// Marks are drawn as in the legend. Those that would overlap stand apart, each with a line to the middle of its wijk.
var Marks = (function () {
  // Pixels: how far a mark may go, how fine the search is, and what stays open between two marks.
  var REACH = 160;
  var FINE = 5;
  var GAP = 2;

  function draw(feature, layer) {
    var box = document.createElement("span");
    var sign = document.querySelector('[data-merk="' + feature.properties.merk + '"] svg');
    box.className = "merk";
    box.appendChild(sign.cloneNode(true));
    if (feature.properties.aantal) box.appendChild(document.createElement("span")).textContent = feature.properties.aantal;
    layer.setIcon(L.divIcon({ className: "merkplek", iconSize: [0, 0], html: box }));
  }

  // From the middle outwards, ring by ring.
  var STEPS = (function () {
    var steps = [[0, 0]];
    for (var reach = FINE; reach <= REACH; reach += FINE) {
      var turns = Math.round((2 * Math.PI * reach) / (2 * FINE));
      for (var turn = 0; turn < turns; turn += 1) {
        var angle = (2 * Math.PI * turn) / turns;
        steps.push([reach * Math.cos(angle), reach * Math.sin(angle)]);
      }
    }
    return steps.map(function (step) { return L.point(step).round(); });
  })();

  function around(middle, size) {
    return {
      left: middle.x - size.x / 2, right: middle.x + size.x / 2,
      top: middle.y - size.y / 2, bottom: middle.y + size.y / 2
    };
  }

  function overlap(a, b) {
    return a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;
  }

  function within(inner, outer) {
    return inner.left >= 0 && inner.top >= 0 && inner.right <= outer.x && inner.bottom <= outer.y;
  }

  function freeStep(spot, size, taken, sheet) {
    return STEPS.find(function (step) {
      var box = around(spot.add(step), size);
      return within(box, sheet) && !taken.some(overlap.bind(null, box));
    }) || STEPS[0];
  }

  // Gives the lines from where each mark that had to move belongs to where it stands.
  function spread(map, groups, taken) {
    var lines = [];
    groups.filter(map.hasLayer, map).forEach(function (group) {
      group.eachLayer(function (marker) {
        var box = marker.getElement().firstChild;
        var size = L.point(box.offsetWidth + GAP, box.offsetHeight + GAP);
        var spot = map.latLngToContainerPoint(marker.getLatLng());
        var step = freeStep(spot, size, taken, map.getSize());
        box.style.transform = "translate(-50%, -50%) translate(" + step.x + "px, " + step.y + "px)";
        marker.shownAt = map.containerPointToLatLng(spot.add(step));
        taken.push(around(spot.add(step), size));
        if (step.x || step.y) lines.push([marker.getLatLng(), marker.shownAt]);
      });
    });
    return lines;
  }

  return { draw: draw, overlap: overlap, within: within, spread: spread };
})();
