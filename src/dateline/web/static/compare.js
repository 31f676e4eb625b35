// Keys of the pages that compare: each button or link that has a key is pressed by it, so that what a key does is what
// the page shows. Deciding goes on to the next pair by itself; the server leads there.
"use strict";
(() => {
  const does = { m: "the same event", d: "different, or set the chosen apart", u: "unsure", j: "next pair" };
  const list = [];
  for (const one of document.querySelectorAll("[data-key]")) {
    const key = one.dataset.key;
    const words = key === "Backspace" ? "take back what was just decided" : does[key];
    list.push({ key, does: words, group: "Decide", run: () => one.click() });
  }
  const why = document.querySelector('input[name="reason"]');
  if (why) list.push({ key: "c", does: "say why", group: "Decide", run: () => why.focus() });
  dateline.keys(list);
  // Esc leaves the words, Enter in them decides nothing by accident.
  if (why)
    why.addEventListener("keydown", (event) => {
      if (event.key === "Escape") why.blur();
      if (event.key === "Enter") event.preventDefault();
    });
  // A form is sent once, however often a key repeats.
  document.addEventListener("submit", (event) => {
    if (event.target.dataset.sent) event.preventDefault();
    event.target.dataset.sent = "1";
  });
})();
