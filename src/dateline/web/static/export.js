// While an export is made: tells how far it is, and shows the files when they are there. Without script there is a link
// “Look again”.
"use strict";
(() => {
  const box = document.getElementById("progress");
  if (!box) return;
  const told = box.querySelector("[data-told]");
  async function look() {
    try {
      const answer = await fetch(`/api/v1/exports/${encodeURIComponent(box.dataset.export)}`);
      const found = await answer.json();
      if (!answer.ok || found.over) {
        location.reload();
        return;
      }
      if (told.textContent !== found.told) told.textContent = found.told;
    } catch {
      told.textContent = "The server does not answer; it is tried again.";
    }
    setTimeout(look, 1000);
  }
  setTimeout(look, 400);
})();
