// Explore: keys for its views and rows, and the address to the clipboard. Filtering without a reload is htmx's.
"use strict";
(() => {
  const at = (selector) => document.querySelector(selector);

  function move(step) {
    const rows = [...document.querySelectorAll("a[data-row]")];
    const now = rows.indexOf(document.activeElement);
    const next = rows[now < 0 ? (step > 0 ? 0 : rows.length - 1) : now + step];
    if (next) next.focus();
  }

  function show(view) {
    const link = at(`.tabs a[data-view="${view}"]`);
    if (link) link.click();
  }

  function ready() {
    const copy = at("[data-copy]");
    if (copy && navigator.clipboard) copy.hidden = false;
  }

  document.addEventListener("click", async (event) => {
    if (!event.target.closest("[data-copy]")) return;
    await navigator.clipboard.writeText(location.href);
    dateline.say("The address of this view is copied: it holds the whole filter.");
  });
  document.addEventListener("htmx:after:swap", ready);
  ready();
  dateline.keys([
    { key: "j", does: "next happening", run: () => move(1), group: "Explore" },
    { key: "k", does: "happening before", run: () => move(-1), group: "Explore" },
    { key: "1", does: "table", run: () => show("table"), group: "Explore" },
    { key: "2", does: "map", run: () => show("map"), group: "Explore" },
    { key: "3", does: "timeline", run: () => show("timeline"), group: "Explore" },
    { key: "4", does: "matrix", run: () => show("matrix"), group: "Explore" },
    {
      key: "n",
      does: "next page",
      run: () => {
        const more = at('a[rel="next"]');
        if (more) more.click();
      },
      group: "Explore",
    },
  ]);
})();
