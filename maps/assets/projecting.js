"use strict";
// Leaflet 1.9 works out where each corner of each shape lies, anew at every zoom; of a country there are 300,000.
// Here that is done once per corner, for zoom level 0: any other is a multiple of it. And where a layer may be
// smoothed, a corner less than a pixel from the one before it is left out at once.
(function () {
  function worldOf(latlngs, map) {
    var places = new Float64Array(2 * latlngs.length);
    latlngs.forEach(function (latlng, index) {
      var place = map.project(latlng, 0);
      places[2 * index] = place.x;
      places[2 * index + 1] = place.y;
    });
    return places;
  }

  L.Polyline.include({
    _projectLatlngs: function (latlngs, result, bounds) {
      if (!(latlngs[0] instanceof L.LatLng)) {
        latlngs.forEach(function (ring) { this._projectLatlngs(ring, result, bounds); }, this);
        return;
      }
      var map = this._map;
      var scale = Math.pow(2, map.getZoom());
      var origin = map.getPixelOrigin();
      var nearest = this.options.smoothFactor;
      var world = latlngs.world = latlngs.world || worldOf(latlngs, map);
      var ring = [];
      var last = null;
      for (var at = 0; at < world.length; at += 2) {
        var x = Math.round(world[at] * scale) - origin.x;
        var y = Math.round(world[at + 1] * scale) - origin.y;
        if (last && Math.abs(x - last.x) + Math.abs(y - last.y) < 2 * nearest) continue;
        last = L.point(x, y);
        ring.push(last);
        bounds.extend(last);
      }
      result.push(ring);
    }
  });
})();
