// Inbox: files dropped on the page go into its form; j, k and Enter go through the list. Jobs: the page is looked at
// again while one of them works, and what changed is said.
"use strict";
(() => {
  const form = document.querySelector("form[data-drop]");

  function takeDrops() {
    const input = form.querySelector('input[type="file"]');
    form.querySelector("[data-drophint]").hidden = false;
    const files = (event) => event.dataTransfer && [...event.dataTransfer.types].includes("Files");
    document.addEventListener("dragover", (event) => {
      if (!files(event)) return;
      event.preventDefault();
      document.body.classList.add("dropping");
    });
    document.addEventListener("dragleave", (event) => {
      if (!event.relatedTarget) document.body.classList.remove("dropping");
    });
    document.addEventListener("drop", (event) => {
      if (!files(event)) return;
      event.preventDefault();
      document.body.classList.remove("dropping");
      input.files = event.dataTransfer.files;
      input.scrollIntoView({ block: "center" });
      form.querySelector("button.main").focus();
      dateline.say(`${input.files.length} to add: say the outlet and the day, then press Add.`);
    });
  }

  const rows = [...document.querySelectorAll("a[data-row]")];
  function move(step) {
    const at = rows.indexOf(document.activeElement);
    const next = rows[at < 0 ? (step > 0 ? 0 : rows.length - 1) : at + step];
    if (next) next.focus();
  }

  // The parts of the jobs' page that tell something are replaced by those of a fresh copy of it.
  async function look(list) {
    const answer = await fetch(location.href, { credentials: "same-origin", cache: "no-store" });
    if (!answer.ok) return;
    const fresh = new DOMParser().parseFromString(await answer.text(), "text/html");
    for (const card of list.querySelectorAll("[data-job]")) {
      const now = fresh.querySelector(`[data-job="${CSS.escape(card.dataset.job)}"]`);
      if (!now || now.isEqualNode(card)) continue;
      if (now.dataset.state !== card.dataset.state) dateline.say(now.querySelector("h2").textContent);
      const held = card.contains(document.activeElement);
      card.replaceWith(now);
      if (held && now.querySelector("button")) now.querySelector("button").focus();
    }
    for (const now of [...fresh.querySelectorAll("[data-job]")].reverse())
      if (!list.querySelector(`[data-job="${CSS.escape(now.dataset.job)}"]`)) list.prepend(now);
  }

  function working(list) {
    return list.querySelector('[data-state="waiting"], [data-state="running"]');
  }

  function watch(list) {
    if (!working(list)) return;
    setTimeout(async () => {
      if (!document.hidden) await look(list);
      watch(list);
    }, 1500);
  }

  if (form) takeDrops();
  const list = document.querySelector("[data-jobs]");
  if (list) watch(list);
  if (rows.length)
    dateline.keys([
      { key: "j", does: "next report", group: "Inbox", run: () => move(1) },
      { key: "k", does: "report before", group: "Inbox", run: () => move(-1) },
    ]);
})();
