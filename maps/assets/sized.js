"use strict";
// In a frame that is not laid out yet a map has no size, and nothing can be fitted in it: begin as soon as it has.
function whenSized(maps, begin) {
  var box = maps[0].getContainer();
  function sized() { return box.clientWidth > 0 && box.clientHeight > 0; }
  if (sized()) {
    begin();
    return;
  }
  new ResizeObserver(function (_, watcher) {
    if (!sized()) return;
    watcher.disconnect();
    maps.forEach(function (map) { map.invalidateSize({ animate: false, pan: false }); });
    begin();
  }).observe(box);
}
