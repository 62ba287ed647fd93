"use strict";
// In a frame that is not laid out yet a map has no size, or hardly any, and nothing can be fitted in it: begin as soon
// as every map has room for its padding. A map remembers the size that it was made with, so it is told to look again.
function whenSized(maps, begin) {
  var least = 50;
  var boxes = maps.map(function (map) { return map.getContainer(); });
  var watcher = new ResizeObserver(look);

  function look() {
    var sized = boxes.every(function (box) { return box.clientWidth > least && box.clientHeight > least; });
    if (!sized) return;
    watcher.disconnect();
    maps.forEach(function (map) { map.invalidateSize({ animate: false, pan: false }); });
    begin();
  }

  boxes.forEach(function (box) { watcher.observe(box); });
  look();
}
