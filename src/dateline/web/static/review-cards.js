// The records of a report: which one is chosen, how each stands, and what is decided of it. A decision shows at once;
// what the server then says of the record replaces it.
"use strict";
const cards = (() => {
  const main = document.getElementById("review");
  const live = document.getElementById("live");
  const el = dateline.el;
  const SIGNS = { open: "○", accepted: "✓", corrected: "✎", rejected: "✕", unsure: "?", added: "+" };
  const WORDS = { open: "to review" };
  const SHOWN_AS = { accept: "accepted", reject: "rejected", unsure: "unsure", value: "corrected" };
  const mine = []; // what was decided here, the newest last: {key, record, before}
  let current = null;

  function all() {
    return [...document.querySelectorAll("#records .rec")];
  }

  function at(id) {
    const found = document.getElementById(id);
    return found && found.classList.contains("rec") ? found : null;
  }

  function say(words) {
    live.textContent = "";
    requestAnimationFrame(() => (live.textContent = words));
  }

  function title(card) {
    return card.querySelector(".rec-title .t").textContent.trim();
  }

  // Choose a record: its card opens, its words light up, both come into view.
  function choose(card, { focus = true, from = "" } = {}) {
    if (!card) return;
    current = card;
    for (const other of all()) {
      other.classList.toggle("on", other === card);
      other.querySelector("details").open = other === card;
    }
    light(card.dataset.n);
    if (from !== "text") show(document.querySelector(`#text .m[data-r~="${card.dataset.n}"]`), "center");
    show(card, "nearest");
    if (focus) card.focus({ preventScroll: true });
    address(card);
    document.dispatchEvent(new CustomEvent("review:chosen", { detail: card }));
  }

  function light(n) {
    for (const lit of document.querySelectorAll("#text .on, #side .on")) lit.classList.remove("on");
    for (const piece of document.querySelectorAll(`#text .m[data-r~="${n}"], #text .n[data-n="${n}"], #text .no[data-n="${n}"]`))
      piece.classList.add("on");
    for (const spot of document.querySelectorAll(`#side [data-record~="${n}"]`)) spot.classList.add("on");
  }

  function show(element, block) {
    if (element && element.offsetParent !== null) element.scrollIntoView({ block, inline: "nearest" });
  }

  function address(card) {
    const url = new URL(location.href);
    url.searchParams.set("record", card.id);
    url.hash = "";
    history.replaceState(null, "", url);
    const link = document.getElementById("permalink");
    link.href = url.pathname + url.search;
    link.querySelector(".which").textContent = `Record ${card.dataset.n} of ${main.dataset.total}`;
    link.querySelector(".t").replaceChildren(...card.querySelector(".rec-title .t").cloneNode(true).childNodes);
  }

  // How a record stands, wherever the page tells it.
  function paint(card, state) {
    card.dataset.state = state;
    const badge = card.querySelector(".state");
    badge.replaceChildren(el("span", { "aria-hidden": "true" }, SIGNS[state]), ` ${WORDS[state] || state}`);
    for (const mark of document.querySelectorAll(`#text .n[data-n="${card.dataset.n}"], #text .no[data-n="${card.dataset.n}"]`)) {
      mark.dataset.state = state;
      if (mark.hasAttribute("aria-label"))
        mark.setAttribute("aria-label", `Record ${card.dataset.n}, ${card.dataset.kind}, ${WORDS[state] || state}`);
    }
    count();
  }

  function count() {
    const open = all().filter((c) => c.dataset.state === "open").length + Number(main.dataset.unseenOpen);
    const total = Number(main.dataset.total);
    document.getElementById("decided").textContent = `${total - open} of ${total} decided`;
    document.getElementById("progress").value = total - open;
  }

  function near(way, wanted = () => true) {
    const list = all();
    const from = list.indexOf(current);
    for (let n = from + way; n >= 0 && n < list.length; n += way) if (wanted(list[n])) return list[n];
    return null;
  }

  function move(way) {
    const next = near(way);
    if (next) choose(next);
    else if (!onward(way)) say(way > 0 ? "This is the last record." : "This is the first record.");
  }

  // Records of a very long report stand on several pages.
  function onward(way) {
    const link = document.querySelector(way > 0 ? 'a[rel="next"].more' : 'a[rel="prev"].more');
    if (link) link.click();
    return Boolean(link);
  }

  function next() {
    const open = (c) => c.dataset.state === "open";
    const found = near(1, open) || all().find((c) => open(c) && c !== current);
    if (found) choose(found);
    else if (!onward(1)) say("Every record is decided. D marks the report as done.");
  }

  function decide(card, decision, { told, go = false } = {}) {
    const before = card.dataset.state;
    const key = queue.add({ record: card.id, seen: Number(card.dataset.revision), decision, told });
    mine.push({ key, record: card.id, before });
    paint(card, SHOWN_AS[decision.verb] || before);
    card.dataset.waiting = "1";
    const words = `Record ${card.dataset.n} ${told}.`;
    if (go) next();
    say(go && current ? `${words} Now record ${current.dataset.n} of ${main.dataset.total}: ${title(current)}` : words);
  }

  const verdict = (verb, more = {}) => ({ verb, about: current.id, ...more });

  function accept() {
    if (current) decide(current, verdict("accept"), { told: "accepted", go: true });
  }

  function reject(reason, label) {
    if (current) decide(current, verdict("reject", { reason }), { told: `rejected: ${label || reason}`, go: true });
  }

  function unsure() {
    if (current) decide(current, verdict("unsure"), { told: "marked unsure", go: true });
  }

  // Take the last decision back: one that was made here, else the last of mine that the server knows.
  function undo() {
    const last = mine.pop();
    if (!last) return undoKept(lastKept());
    const card = at(last.record);
    if (!queue.retract(last.key)) {
      const waiting = queue.find(last.key);
      if (waiting && waiting[1].stopped) queue.theirs(last.key);
      else {
        const about = waiting ? null : kept.get(last.key);
        const entry = { record: last.record, seen: card ? Number(card.dataset.revision) : null, told: "undone" };
        queue.add({ ...entry, decision: { verb: "undo", about }, ...(waiting ? { undoes: last.key } : {}) });
      }
    }
    if (!card) return say("Undone.");
    paint(card, last.before);
    choose(card);
    say(`Undone: record ${card.dataset.n} is ${WORDS[last.before] || last.before} again.`);
  }

  const kept = new Map(); // key of a decision -> the number that the server gave it

  function lastKept() {
    const number = (c) => Number((c.dataset.mine || "").replace(/\D/g, "")) || 0;
    return all().filter((c) => c.dataset.mine).sort((a, b) => number(b) - number(a))[0];
  }

  function undoKept(card) {
    if (!card) return say("There is nothing of yours to undo here.");
    const about = card.dataset.mine;
    delete card.dataset.mine;
    queue.add({ record: card.id, seen: Number(card.dataset.revision), decision: { verb: "undo", about }, told: "undone" });
    choose(card);
    say(`The last decision on record ${card.dataset.n} is taken back.`);
  }

  // What the server says of records after a decision.
  function told(records) {
    for (const record of records || []) {
      const card = at(record.id);
      if (!card) continue;
      card.dataset.revision = record.revision;
      delete card.dataset.waiting;
      if (!queue.here().some((e) => e.record === record.id)) paint(card, record.state);
      const own = (record.decided || []).filter((d) => d.who === main.dataset.who).at(-1);
      if (own) card.dataset.mine = own.id;
      else delete card.dataset.mine;
      tellDecided(card, record);
    }
  }

  function tellDecided(card, record) {
    const list = card.querySelector(".decided");
    list.replaceChildren(
      ...(record.decided || []).map((d) =>
        el("li", {}, el("bdi", {}, d.told), " ", el("time", { datetime: d.at, class: "muted" }, d.at.slice(0, 16).replace("T", " "))),
      ),
    );
  }

  // Draw the page's own parts anew, as the server draws them: after a value or words changed.
  let refreshing = null;
  async function refresh() {
    if (refreshing) return (refreshing.again = true);
    refreshing = { again: false };
    try {
      const answer = await fetch(location.pathname + location.search, { credentials: "same-origin" });
      if (answer.ok) replace(new DOMParser().parseFromString(await answer.text(), "text/html"));
    } catch {
      // The server is away: the page stays as it is until it is back.
    }
    const { again } = refreshing;
    refreshing = null;
    if (again) refresh();
  }

  function replace(fresh) {
    const scroll = ["text", "records", "side"].map((id) => [document.getElementById(id), 0]).map(([p]) => [p, p.scrollTop]);
    const chosen = current && current.id;
    const focused = current && current.contains(document.activeElement);
    for (const name of ["total", "unseenOpen", "revision", "done"]) main.dataset[name] = fresh.getElementById("review").dataset[name];
    document.querySelector("#text .marked").replaceChildren(...fresh.querySelector("#text .marked").childNodes);
    document.getElementById("side-inner").replaceChildren(...fresh.getElementById("side-inner").childNodes);
    replaceCards(fresh);
    offsets.forget();
    restore();
    for (const [panel, top] of scroll) panel.scrollTop = top;
    const card = chosen && at(chosen);
    if (card) choose(card, { focus: Boolean(focused) && !card.querySelector(".fixing form"), from: "text" });
    document.dispatchEvent(new CustomEvent("review:redrawn"));
  }

  // A card whose form is open stays where it is: one that is moved loses the focus, and the keys go elsewhere.
  function replaceCards(fresh) {
    const list = document.getElementById("list");
    const open = new Map();
    for (const card of all()) {
      if (card.querySelector(".fixing form")) open.set(card.id, card);
      else card.remove();
    }
    let next = list.firstElementChild;
    for (const card of fresh.querySelectorAll("#records .rec")) {
      const had = open.get(card.id);
      open.delete(card.id);
      if (had) had.dataset.stale = "1"; // drawn anew when its form is closed
      if (had && had === next) next = next.nextElementSibling;
      else list.insertBefore(had || document.adoptNode(card), next);
    }
    for (const card of open.values()) card.remove();
  }

  // What waits in this browser shows as decided, also after the page was loaded again.
  function restore() {
    for (const entry of queue.here()) {
      const card = at(entry.record);
      if (!card) continue;
      card.dataset.waiting = "1";
      if (entry.stopped) conflict(card, entry);
      else if (entry.decision.verb === "undo") continue;
      else paint(card, SHOWN_AS[entry.decision.verb] || card.dataset.state);
    }
    count();
  }

  // Somebody else decided meanwhile, or the server takes it not: the person says what holds.
  function conflict(card, entry) {
    const box = card.querySelector(".stopped");
    const now = (entry.theirs || []).find((r) => r.id === card.id);
    const last = now && (now.decided || []).at(-1);
    const said = entry.stopped === "conflict"
      ? [el("strong", {}, "Somebody decided this meanwhile. "), last ? el("bdi", {}, last.told) : "", ` You: ${entry.told}.`]
      : [el("strong", {}, "The server did not take this. "), el("bdi", {}, entry.detail), ` You: ${entry.told}.`];
    const keep = el("button", { type: "button" }, entry.stopped === "conflict" ? "Keep mine" : "Try again");
    const let_ = el("button", { type: "button" }, entry.stopped === "conflict" ? "Keep theirs" : "Give mine up");
    keep.addEventListener("click", () => ((box.hidden = true), queue.mine(entry.key, now && now.revision)));
    let_.addEventListener("click", () => ((box.hidden = true), queue.theirs(entry.key), refresh()));
    box.replaceChildren(el("p", {}, ...said), el("p", { class: "row" }, keep, let_));
    box.hidden = false;
    if (now) paint(card, now.state);
  }

  function status() {
    const { waiting, stopped, first, away, sending } = queue.state();
    const box = document.getElementById("saved");
    const many = (n) => (n === 1 ? "1 decision" : `${n} decisions`);
    const parts = [];
    if (stopped) parts.push(`${many(stopped)} to look at`);
    if (waiting && away) parts.push(`${many(waiting)} ${waiting === 1 ? "waits" : "wait"} for ${away}`);
    else if (waiting) parts.push(sending ? "saving…" : `${many(waiting)} to send`);
    const words = parts.join(", ") || "all saved";
    if (box.textContent !== words && (stopped || (waiting && away))) say(words);
    if (box.textContent !== words || stopped) box.replaceChildren(...(stopped ? [leading(first, parts[0]), ...parts.slice(1).map((p) => `, ${p}`)] : [words]));
    box.dataset.state = stopped ? "stopped" : waiting && away ? "away" : waiting ? "sending" : "saved";
  }

  // A decision that waits for a word stands at its record, which may be one of another report.
  function leading(entry, words) {
    const card = entry.report === main.dataset.report && at(entry.record);
    const query = new URLSearchParams({ ...(entry.task ? { task: entry.task } : {}), record: entry.record });
    const link = el("a", { href: `/review/${encodeURIComponent(entry.report)}?${query}` }, words);
    if (card) {
      link.addEventListener("click", (event) => {
        event.preventDefault();
        choose(card);
        card.querySelector(".stopped").scrollIntoView({ block: "center" });
      });
    }
    return link;
  }

  // A claim takes with it what only it states.
  function redraws(entry) {
    const card = at(entry.record);
    return ["value", "add", "undo"].includes(entry.decision.verb) || (card && card.dataset.kind === "claim" && entry.decision.verb === "reject");
  }

  let wanted = false; // drawn anew once, when all that waits is kept
  queue.on((what, entry, data) => {
    if (what === "changed") return status();
    if (what === "elsewhere") return refresh();
    const here = entry.report === main.dataset.report;
    if (what === "kept") {
      if (data.kept && data.kept.length) kept.set(entry.key, data.kept[0].id);
      if (here) told(data.records);
      if (here && data.report) main.dataset.revision = data.report.revision;
      wanted ||= here && redraws(entry);
      if (wanted && !queue.here().some((e) => !e.stopped)) {
        wanted = false;
        refresh();
      }
      document.dispatchEvent(new CustomEvent("review:kept", { detail: entry }));
    } else if (what === "stopped" && here) {
      const card = at(entry.record);
      if (card) conflict(card, queue.find(entry.key)[1]);
      else dateline.say(`${entry.told}: ${data.detail || "the server did not take it"}`, { stay: true });
      say(`${entry.told}: not kept. ${data.detail || ""}`);
    }
    status();
  });

  return {
    all, at, choose, move, next, accept, reject, unsure, undo, decide, paint, restore, refresh, say, status, title,
    get current() { return current; },
  };
})();
