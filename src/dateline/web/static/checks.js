// Checks: j and k go from finding to finding; 1, 2 and 3 decide on it, Backspace takes that back.
"use strict";
(() => {
  const cards = [...document.querySelectorAll("[data-check]")];
  if (!cards.length) return;

  function current() {
    const named = document.getElementById(decodeURIComponent(location.hash.slice(1)));
    return document.activeElement.closest("[data-check]") || (named && named.closest("[data-check]"));
  }

  function move(step) {
    const at = cards.indexOf(current());
    const next = cards[at < 0 ? 0 : at + step];
    if (!next) return;
    next.focus({ preventScroll: true });
    next.scrollIntoView({ block: "nearest" });
  }

  function press(selector) {
    const card = current() || cards[0];
    const button = card.querySelector(selector);
    if (button) button.click();
  }

  const keys = [
    { key: "j", does: "next finding", group: "Move", run: () => move(1) },
    { key: "k", does: "finding before", group: "Move", run: () => move(-1) },
    { key: "Backspace", does: "take the word back", group: "Decide", run: () => press("[data-undo]") },
  ];
  for (const button of cards[0].querySelectorAll("[data-word]"))
    keys.push({ key: button.dataset.word, does: button.value, group: "Decide", run: () => press(`[data-word="${button.dataset.word}"]`) });
  dateline.keys(keys);
  const here = current();
  if (here) here.focus({ preventScroll: true });
})();
