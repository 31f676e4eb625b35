"use strict";
// The page can be read without this. It lights up what belongs together, and opens lists that a link leads into.
(() => {
  const all = (selector) => [...document.querySelectorAll(selector)];
  const card = (key) => all(`[data-k="${CSS.escape(key)}"]`);
  const found = new Map(); // what belongs to a record, by its number: looked for when first asked
  const record = (key) => {
    if (!found.has(key)) {
      const shown = card(key);
      const drawn = shown.flatMap((e) => (e.id ? all(`[data-ref="${CSS.escape(e.id)}"]`) : []));
      found.set(key, [...all(`[data-r~="${CSS.escape(key)}"]`), ...shown, ...drawn]);
    }
    return found.get(key);
  };

  let lit = [];
  let pinned = [];
  const light = (elements) => {
    for (const e of lit) e.classList.remove("on");
    lit = elements;
    for (const e of lit) e.classList.add("on");
  };

  const linked = (link) => {
    const href = link ? link.getAttribute("href") : "";
    return href.startsWith("#") ? document.getElementById(href.slice(1)) : null;
  };
  // What an element belongs to: a mark's records, the record that a link leads to, or the card it stands on.
  const related = (element) => {
    const mark = element.closest("[data-r]");
    if (mark) {
      const named = linked(mark.closest("a"));
      const keys = mark.dataset.r.split(" ");
      return named && named.dataset.k ? [...record(named.dataset.k), ...keys.flatMap(card)] : keys.flatMap(record);
    }
    const target = linked(element.closest("a"));
    const shown = target && target.dataset.k ? target : element.closest("[data-k]");
    if (shown) return record(shown.dataset.k);
    const place = element.closest("[data-ref]");
    const row = place ? document.getElementById(place.dataset.ref) : null;
    return row && row.dataset.k ? record(row.dataset.k) : [];
  };

  const follow = (event) => {
    const lighting = related(event.target);
    light(lighting.length ? lighting : pinned);
  };
  document.addEventListener("pointerover", follow);
  document.addEventListener("focusin", follow);
  document.addEventListener("click", (event) => {
    const link = event.target.closest("a");
    if (linked(link)) pinned = related(link);
  });
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape") light((pinned = []));
  });

  const open = () => {
    let target = null;
    try {
      target = document.getElementById(decodeURIComponent(location.hash.slice(1)));
    } catch {
      return;
    }
    if (!target) return;
    let closed = false;
    for (let e = target.closest("details"); e; e = e.parentElement.closest("details")) {
      closed = closed || !e.open;
      e.open = true;
    }
    if (closed) target.scrollIntoView();
  };
  addEventListener("hashchange", open);
  open();

  let opened = [];
  addEventListener("beforeprint", () => {
    opened = [...document.querySelectorAll("details.rest:not([open])")];
    for (const e of opened) e.open = true;
  });
  addEventListener("afterprint", () => {
    for (const e of opened) e.open = false;
  });
})();
