"use strict";
// Names and numbers: each stands where it has room, and the others wait until somebody zooms in.
var Labels = (function () {
  // Pixels that a name may move up or down to be free.
  var STEPS = [0, -8, 8, -16, 16, -24, 24, -32, 32];
  // The length of the equator in metres over the width of the world in pixels at zoom level 0.
  var METRES = 40075016.686 / 256;

  function metresPerPixel(map) {
    return (METRES * Math.cos((map.getCenter().lat * Math.PI) / 180)) / Math.pow(2, map.getZoom());
  }

  // All at once: a browser lays the page out again for every size that is asked after a change.
  function measure(markers) {
    var fresh = markers.filter(function (marker) { return !marker.size; });
    fresh.forEach(function (marker) { marker.getElement().hidden = false; });
    fresh.forEach(function (marker) {
      var label = marker.getElement().firstChild;
      marker.size = L.point(label.offsetWidth, label.offsetHeight);
    });
  }

  function around(middle, size, step) {
    return {
      left: middle.x - size.x / 2, right: middle.x + size.x / 2,
      top: middle.y - size.y / 2 + step, bottom: middle.y + size.y / 2 + step
    };
  }

  // `sheet`: the size of the map, where no name may be cut off by its edge; null where that does no harm.
  function placeName(marker, middle, taken, sheet) {
    return STEPS.find(function (step) {
      var box = around(middle, marker.size, step);
      return !(sheet && !Marks.within(box, sheet)) && !taken.some(Marks.overlap.bind(null, box));
    });
  }

  // A number stands in its own wijk or nowhere, and not under a name.
  function placeNumber(marker, middle, taken, scale) {
    var fits = Math.max(marker.size.x, marker.size.y) / 2 <= marker.reach / scale;
    return fits && !taken.some(Marks.overlap.bind(null, around(middle, marker.size, 0))) ? 0 : undefined;
  }

  function place(map, group, reach, taken) {
    var scale = metresPerPixel(map);
    var sheet = map.getContainer().classList.contains("fijn") ? map.getSize() : null;
    var sight = map.getBounds().pad(0.1);
    var markers = window[group.naam].getLayers();
    var seen = markers.filter(function (marker) { return sight.contains(marker.getLatLng()); });
    measure(seen);
    markers.forEach(function (marker) { marker.wanted = false; });
    seen.forEach(function (marker) {
      var middle = map.latLngToContainerPoint(marker.getLatLng());
      if (reach) marker.reach = reach;
      var step = group.schuift ? placeName(marker, middle, taken, sheet) : placeNumber(marker, middle, taken, scale);
      if (step === undefined) return;
      marker.wanted = true;
      if (group.schuift) {
        marker.getElement().firstChild.style.marginTop = step + "px";
        taken.push(around(middle, marker.size, step));
      }
    });
    markers.forEach(function (marker) { marker.getElement().hidden = !marker.wanted; });
  }

  // Gives the boxes of the names; numbers only stand in their own wijk.
  function placeAll(map, groups, reach) {
    var taken = [];
    groups.forEach(function (group) { place(map, group, reach, taken); });
    return taken;
  }

  return {
    place: placeAll,
    forget: function (layer) { layer.eachLayer(function (marker) { marker.size = null; }); }
  };
})();
