// Runs in a world of its own: the page's scripts are off, and this one shares nothing with them.
(function () {
  "use strict";
  if (window.meja) return;
  var PLACES = { "judul": "headline", "teras": "lead", "judul-pendek": "short_title", "foto-utama": "hero" };
  var last = null;
  var dark = null;

  function same(live, before, next) {
    return live.nodeType === next.nodeType && live.nodeName === next.nodeName &&
      (live.nodeType !== 1 || (live.id || "") === (next.id || ""));
  }

  function attributes(live, before, next) {
    Array.from(next.attributes).forEach(function (each) {
      if (before.getAttribute(each.name) !== each.value) live.setAttribute(each.name, each.value);
    });
    Array.from(before.attributes).forEach(function (each) {
      if (!next.hasAttribute(each.name)) live.removeAttribute(each.name);
    });
  }

  // Only what differs between the page as it was sent and as it is sent now is touched, so that what our own
  // clock wrote into the page, and the reader's place in it, stay.
  function morph(live, before, next) {
    if (before.isEqualNode(next)) return;
    if (live.nodeType !== 1) { if (live.nodeValue !== next.nodeValue) live.nodeValue = next.nodeValue; return; }
    attributes(live, before, next);
    var lives = Array.from(live.childNodes), befores = Array.from(before.childNodes);
    if (lives.length !== befores.length) { live.replaceChildren.apply(live, Array.from(next.childNodes).map(function (n) { return document.importNode(n, true); })); return; }
    var nexts = Array.from(next.childNodes);
    var head = 0;
    while (head < befores.length && head < nexts.length && same(befores[head], null, nexts[head]) ) {
      morph(lives[head], befores[head], nexts[head]); head += 1;
    }
    var tailOld = befores.length - 1, tailNew = nexts.length - 1;
    while (tailOld >= head && tailNew >= head && same(befores[tailOld], null, nexts[tailNew])) {
      morph(lives[tailOld], befores[tailOld], nexts[tailNew]); tailOld -= 1; tailNew -= 1;
    }
    var after = tailOld + 1 < lives.length ? lives[tailOld + 1] : null;
    for (var i = head; i <= tailOld; i += 1) lives[i].remove();
    for (var j = head; j <= tailNew; j += 1) live.insertBefore(document.importNode(nexts[j], true), after);
  }

  function show(html) {
    var next = new DOMParser().parseFromString(html, "text/html");
    if (last === null) { last = next; return; }
    var title = next.querySelector("title");
    if (title) document.title = title.textContent;
    morph(document.body, last.body, next.body);
    last = next;
    style();
  }

  // The page follows the reader's own choice of light or dark by media rules; here the buttons choose.
  function style() {
    if (dark === null) return;
    Array.from(document.styleSheets).forEach(function (sheet) {
      var rules;
      try { rules = sheet.cssRules; } catch (refused) { return; }
      if (rules) Array.from(rules).forEach(rule);
    });
    var scheme = document.querySelector('meta[name="color-scheme"]');
    if (scheme) scheme.content = dark ? "dark" : "light";
  }

  function rule(each) {
    if (each.cssRules && !(each instanceof CSSStyleRule)) Array.from(each.cssRules).forEach(rule);
    if (!(each instanceof CSSMediaRule)) return;
    if (each.mejaFor === undefined) {
      var found = /prefers-color-scheme:\s*(dark|light)/.exec(each.conditionText);
      each.mejaFor = found ? found[1] : null;
      each.mejaText = each.conditionText;
    }
    if (each.mejaFor === null) return;
    var wanted = (each.mejaFor === "dark") === dark;
    each.media.mediaText = wanted ? each.mejaText.replace(/\(\s*prefers-color-scheme:\s*(dark|light)\s*\)/, "(min-width: 0)") : "not all";
  }

  document.addEventListener("click", function (event) {
    if (event.target.closest("a[href], button, input, summary")) return;
    var at = event.target.closest("[id]");
    while (at) {
      var place = at.id.indexOf("b-") === 0 ? at.id : PLACES[at.id];
      if (place) { console.info("meja-land " + place); return; }
      at = at.parentElement ? at.parentElement.closest("[id]") : null;
    }
  });

  window.meja = {
    show: show,
    paint: function (now) { dark = now; style(); },
    land: function (id) {
      var there = document.getElementById(id);
      if (there) there.scrollIntoView({ block: "center" });
    }
  };
})();
