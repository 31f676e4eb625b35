// Places in the report's text. The case counts characters as code points; a browser counts UTF-16 units, in which an
// emoji is two. Every change from one to the other is made here, and nowhere else.
// An element with data-t holds a stretch of the text, code point for code point, from data-start on.
"use strict";
const offsets = (() => {
  const HIGH = /[\ud800-\udbff][\udc00-\udfff]/g;

  // UTF-16 units -> code points, of the first `units` units of a string.
  function points(text, units = text.length) {
    const head = units < text.length ? text.slice(0, units) : text;
    const pairs = head.match(HIGH);
    return head.length - (pairs ? pairs.length : 0);
  }

  // Code points -> UTF-16 units.
  function units(text, count) {
    let at = 0;
    for (let left = count; left > 0 && at < text.length; left--) at += text.codePointAt(at) > 0xffff ? 2 : 1;
    return at;
  }

  let known = null;
  const words = new WeakMap();

  function blocks() {
    known ??= [...document.querySelectorAll("#text [data-t]")].map((el) => ({ el, start: Number(el.dataset.start) }));
    return known;
  }

  // To be told when the text on the page was drawn anew.
  function forget() {
    known = null;
  }

  // The last block that begins at or before a place.
  function index(at) {
    const all = blocks();
    let low = 0;
    let high = all.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if (all[middle].start <= at) low = middle;
      else high = middle - 1;
    }
    return low;
  }

  // A place in the page -> its place in the report; null outside the text. Between two blocks it is the end of the first.
  function of(node, offset) {
    const around = node.nodeType === Node.ELEMENT_NODE ? node : node.parentElement;
    const el = around && around.closest("#text [data-t]");
    if (!el) return outside(node, offset);
    const range = document.createRange();
    range.setStart(el, 0);
    range.setEnd(node, offset);
    return Number(el.dataset.start) + points(range.toString());
  }

  function outside(node, offset) {
    const text = document.getElementById("text");
    if (!text || !text.contains(node)) return null;
    const point = document.createRange();
    point.setStart(node, offset);
    let last = 0;
    for (const { el, start } of blocks()) {
      if (point.comparePoint(el, 0) > 0) break;
      last = start + points(el.textContent);
    }
    return last;
  }

  function locate(at) {
    const { el, start } = blocks()[index(at)];
    const walker = document.createTreeWalker(el, NodeFilter.SHOW_TEXT);
    let left = at - start;
    let node = null;
    while (walker.nextNode()) {
      node = walker.currentNode;
      const length = points(node.data);
      if (left <= length) return [node, units(node.data, left)];
      left -= length;
    }
    return node ? [node, node.data.length] : [el, 0];
  }

  // The words start..end as a range of the page.
  function range(start, end) {
    const made = document.createRange();
    const [first, from] = locate(start);
    made.setStart(first, from);
    made.setEnd(...locate(end));
    return made;
  }

  // The words start..end as the page shows them: what would turn the reading direction is stood in for.
  function quote(start, end) {
    return joined(start, end, (el) => el.textContent);
  }

  // The same as the report has them, which is what the case keeps.
  function exact(start, end) {
    return joined(start, end, written);
  }

  const NAMED = { LRE: 0x202a, RLE: 0x202b, PDF: 0x202c, LRO: 0x202d, RLO: 0x202e, LRI: 0x2066, RLI: 0x2067, FSI: 0x2068, PDI: 0x2069 };

  function written(el) {
    if (!el.querySelector(".ctl")) return el.textContent;
    const walker = document.createTreeWalker(el, NodeFilter.SHOW_TEXT);
    let told = "";
    while (walker.nextNode()) {
      const code = walker.currentNode.parentElement.dataset.ctl;
      told += code ? String.fromCodePoint(NAMED[code] ?? parseInt(code.slice(2), 16)) : walker.currentNode.data;
    }
    return told;
  }

  function joined(start, end, textOf) {
    let told = "";
    const all = blocks();
    for (let n = index(start); n < all.length && all[n].start < end; n++) {
      const text = textOf(all[n].el);
      told += text.slice(units(text, Math.max(0, start - all[n].start)), units(text, end - all[n].start));
    }
    return told;
  }

  // Where the words of a block begin and end, in code points of the report: [[start, end], ...].
  function tokens(n) {
    const { el, start } = blocks()[n];
    if (!words.has(el)) words.set(el, cut(el.textContent, start, el.lang || undefined));
    return words.get(el);
  }

  function cut(text, start, language) {
    const found = [];
    let at = start;
    for (const part of segments(text, language)) {
      const length = points(part);
      if (part.trim()) found.push([at, at + length]);
      at += length;
    }
    return found;
  }

  function segments(text, language) {
    if (!("Segmenter" in Intl)) return text.match(/\s+|[^\s]+/gu) || [];
    return Array.from(new Intl.Segmenter(language, { granularity: "word" }).segment(text), (s) => s.segment);
  }

  // The next place after `at` (way 1), or the last before it (-1), at which a word begins (edge 0) or ends (edge 1).
  function step(at, edge, way) {
    const all = blocks();
    for (let n = index(at); n >= 0 && n < all.length; n += way) {
      const places = tokens(n).map((t) => t[edge]);
      const found = way > 0 ? places.find((p) => p > at) : places.findLast((p) => p < at);
      if (found !== undefined) return found;
    }
    return at;
  }

  // The word at a place, or the first after it; null where there is none.
  function word(at) {
    const all = blocks();
    for (let n = index(at); n < all.length; n++) {
      const found = tokens(n).find((t) => t[1] > at);
      if (found) return found;
    }
    return null;
  }

  // A selection of the page as [start, end] without the space around it; null where it holds no words of the report.
  function selected(selection) {
    if (!selection || selection.isCollapsed || !selection.rangeCount) return null;
    const chosen = selection.getRangeAt(0);
    const start = of(chosen.startContainer, chosen.startOffset);
    const end = of(chosen.endContainer, chosen.endOffset);
    return start === null || end === null ? null : trimmed(start, end);
  }

  function trimmed(start, end) {
    if (end <= start) return null;
    const told = quote(start, end);
    const from = start + points(told) - points(told.trimStart());
    const to = end - (points(told) - points(told.trimEnd()));
    return to > from ? [from, to] : null;
  }

  return { points, units, of, range, quote, exact, step, word, selected, trimmed, forget };
})();
