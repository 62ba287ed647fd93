"use strict";
// How each cap came about: packed in the page, and unpacked the first time that somebody asks.
function derivations() {
  var unpacked = null;

  function unpack() {
    var packed = Uint8Array.from(atob(document.getElementById("afleidingen").textContent), function (sign) {
      return sign.charCodeAt(0);
    });
    var stream = new Blob([packed]).stream().pipeThrough(new DecompressionStream("gzip"));
    return new Response(stream).json();
  }

  return function (code) {
    unpacked = unpacked || Promise.resolve().then(unpack);
    return unpacked.then(function (all) { return all[code] || [[], []]; });
  };
}
