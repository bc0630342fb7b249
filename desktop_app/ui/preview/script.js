// Runs in a world of its own: the page's scripts are off, and this one shares nothing with them.
(function () {
  "use strict";
  if (window.meja) return;
  var PLACES = { "judul": "headline", "teras": "lead", "judul-pendek": "short_title", "foto-utama": "hero" };
  // What has no id of its own: where it stands on the page, and which field it comes from.
  var PARTS = { "authors": ".byline .authors", "tags": ".story-foot .tags", "section": ".trail a[href^='/rubrik/']" };
  var last = null;
  var dark = null;
  var paper = false;
  var near = "";

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
    ink();
    shade();
  }

  function partOf(place) {
    for (var id in PLACES) if (PLACES[id] === place) return document.getElementById(id);
    if (PARTS[place]) return document.querySelector(PARTS[place]);
    return document.getElementById(place.indexOf("b-") === 0 ? place : "b-" + place);
  }

  function placeOf(node) {
    var at = (node.nodeType === 1 ? node : node.parentElement).closest("[id]");
    while (at) {
      var place = at.id.indexOf("b-") === 0 ? at.id.slice(2) : PLACES[at.id];
      if (place) return [place, at];
      at = at.parentElement ? at.parentElement.closest("[id]") : null;
    }
    return null;
  }

  // Marked words are painted over the page; not one element of it changes.
  var SHEET = new CSSStyleSheet();
  SHEET.replaceSync(
    "::highlight(meja-beside){background-color:rgba(224,163,58,.2)}" +
    "::highlight(meja-bad){background-color:#f7c9c5;color:#1d2329;text-decoration:underline #a32020 2px}" +
    "::highlight(meja-warn){background-color:#f6dcb2;color:#1d2329;text-decoration:underline #8a4b08 2px}" +
    "::highlight(meja-accent){background-color:#c3e0ec;color:#1d2329;text-decoration:underline #0b5d7a 2px}");
  document.adoptedStyleSheets = document.adoptedStyleSheets.concat([SHEET]);
  var marks = [];

  function ink() {
    ["bad", "warn", "accent"].forEach(function (tone) {
      var ranges = marks.filter(function (mark) { return mark.tone === tone; }).map(rangeOf).filter(Boolean);
      if (ranges.length) CSS.highlights.set("meja-" + tone, new Highlight(...ranges));
      else CSS.highlights.delete("meja-" + tone);
    });
  }

  function shade() {
    var there = near && partOf(near);
    if (!there) { CSS.highlights.delete("meja-beside"); return; }
    var range = document.createRange();
    range.selectNodeContents(there);
    var light = new Highlight(range);
    light.priority = -1;
    CSS.highlights.set("meja-beside", light);
  }

  function rangeOf(mark) {
    var part = partOf(mark.place);
    if (!part) return null;
    var text = part.textContent, best = -1;
    for (var at = text.indexOf(mark.quote); at >= 0; at = text.indexOf(mark.quote, at + 1))
      if (best < 0 || Math.abs(at - mark.start) < Math.abs(best - mark.start)) best = at;
    if (best < 0) return null;
    var range = document.createRange(), walker = document.createTreeWalker(part, NodeFilter.SHOW_TEXT), seen = 0;
    for (var node = walker.nextNode(); node; node = walker.nextNode()) {
      var end = seen + node.length;
      if (best >= seen && best <= end) range.setStart(node, best - seen);
      if (best + mark.quote.length <= end) { range.setEnd(node, best + mark.quote.length - seen); return range; }
      seen = end;
    }
    return null;
  }

  // With the page's scripts off timers do not run: what the site's script would repeat, the desk's own clock does.
  var beats = [];
  window.setInterval = function (act) { beats.push(act); };

  document.addEventListener("selectionchange", function () {
    console.info("meja-select " + JSON.stringify(selected()));
  });

  // What is selected, cut to the part of the page it begins in: [place, words, first character].
  function selected() {
    var selection = getSelection();
    if (!selection.rangeCount || selection.isCollapsed) return null;
    var range = selection.getRangeAt(0).cloneRange(), found = placeOf(range.startContainer);
    if (!found) return null;
    if (!found[1].contains(range.endContainer)) range.setEnd(found[1], found[1].childNodes.length);
    var before = document.createRange();
    before.setStart(found[1], 0);
    before.setEnd(range.startContainer, range.startOffset);
    var words = range.toString(), quote = words.trim();
    return quote ? [found[0], quote, before.toString().length + words.length - words.trimStart().length] : null;
  }

  // The page follows the reader's own choice of light or dark by media rules; here the buttons choose.
  function style() {
    Array.from(document.styleSheets).forEach(function (sheet) {
      var rules;
      try { rules = sheet.cssRules; } catch (refused) { return; }
      if (rules) Array.from(rules).forEach(rule);
    });
    var scheme = document.querySelector('meta[name="color-scheme"]');
    if (scheme && dark !== null) scheme.content = dark && !paper ? "dark" : "light";
  }

  function rule(each) {
    if (each.cssRules && !(each instanceof CSSStyleRule)) Array.from(each.cssRules).forEach(rule);
    if (!(each instanceof CSSMediaRule)) return;
    if (each.mejaFor === undefined) {
      var found = /prefers-color-scheme:\s*(dark|light)/.exec(each.conditionText);
      each.mejaFor = found ? found[1] : each.conditionText === "print" ? "print" : null;
      each.mejaText = each.conditionText;
    }
    if (each.mejaFor === null) return;
    if (each.mejaFor === "print") { apply(each, paper ? "all" : "print"); return; }
    if (dark === null && !paper) return;
    var wanted = (each.mejaFor === "dark") === (dark === true && !paper);
    apply(each, wanted ? each.mejaText.replace(/\(\s*prefers-color-scheme:\s*(dark|light)\s*\)/, "(min-width: 0)") : "not all");
  }

  // Telling a rule what it says already would have the whole page laid out anew.
  function apply(each, text) {
    if (each.mejaNow === text) return;
    each.mejaNow = text;
    each.media.mediaText = text;
  }

  function landing(node) {
    for (var place in PARTS) if (node.closest(PARTS[place])) return place;
    if (node.closest("a[href], button, input, summary")) return "";
    var found = placeOf(node);
    if (!found) return "";
    var place = PLACES[found[1].id] || found[1].id;
    return node.closest("figcaption .credit") ? "credit:" + place : place;
  }

  document.addEventListener("click", function (event) {
    if (!getSelection().isCollapsed) return;
    var place = landing(event.target);
    if (!place) return;
    event.preventDefault();
    console.info("meja-land " + place);
  });

  window.meja = {
    show: show,
    paint: function (now) { dark = now; style(); },
    marks: function (now) { marks = now; ink(); },
    // A sheet has margins; a screen knows nothing of @page.
    print: function (now) { paper = now; document.documentElement.style.padding = now ? "16mm" : ""; style(); },
    // Where the caret is: a tint, and no jump while it is in sight.
    beside: function (id, move) {
      near = id;
      shade();
      var there = id && partOf(id);
      if (!there || !move) return;
      var box = there.getBoundingClientRect();
      if (box.bottom < 40 || box.top > innerHeight - 40) there.scrollIntoView({ block: "center", behavior: "smooth" });
    },
    beat: function () { beats.forEach(function (act) { act(); }); },
    land: function (id) {
      var there = partOf(id);
      if (there) there.scrollIntoView({ block: "center" });
    }
  };
})();
