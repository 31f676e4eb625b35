// Decisions on their way to the server. Each is kept in the browser until the server says that it has it, is sent in
// order with a key that lets it count once however often it is sent, and waits where the server is away. Nothing is
// dropped: what the server refuses, or what somebody else decided meanwhile, stays until a person says what holds.
"use strict";
const queue = (() => {
  const FIRST_WAIT = 500;
  const LONGEST_WAIT = 20000;
  const main = document.getElementById("review");
  const place = `dateline-decision:${main.dataset.case}:${main.dataset.who}:`;
  const memory = new Map(); // where the browser keeps nothing
  const heard = [];
  let sending = false;
  let wait = FIRST_WAIT;
  let timer = 0;
  let away = ""; // why nothing can be sent now, in words
  let count = 0;

  function keep(id, entry) {
    try {
      localStorage.setItem(id, JSON.stringify(entry));
      memory.delete(id);
    } catch {
      memory.set(id, entry);
    }
  }

  function drop(id) {
    memory.delete(id);
    try {
      localStorage.removeItem(id);
    } catch {
      // It was kept in memory only.
    }
  }

  function read(id) {
    try {
      const text = localStorage.getItem(id);
      return text === null ? memory.get(id) || null : JSON.parse(text);
    } catch {
      return memory.get(id) || null;
    }
  }

  function stored() {
    try {
      return Object.keys(localStorage).filter((id) => id.startsWith(place));
    } catch {
      return [];
    }
  }

  // [[id, entry], ...] in the order in which they were made.
  function all() {
    const ids = [...new Set([...stored(), ...memory.keys()])].sort();
    return ids.map((id) => [id, read(id)]).filter(([, entry]) => entry);
  }

  function random() {
    return Array.from(crypto.getRandomValues(new Uint8Array(12)), (b) => b.toString(16).padStart(2, "0")).join("");
  }

  // Keep a decision and send it. `record` is what it is about, `seen` the revision that was on the page.
  function add(entry) {
    const made = { ...entry, key: random(), report: main.dataset.report, task: main.dataset.task || null };
    const order = `${String(Date.now()).padStart(15, "0")}-${String(count++).padStart(6, "0")}`;
    keep(`${place}${order}-${made.key}`, made);
    told();
    pump();
    return made.key;
  }

  function find(key) {
    return all().find(([, entry]) => entry.key === key) || null;
  }

  // Take a decision back that was never sent: true where that could be done.
  function retract(key) {
    const found = find(key);
    if (!found || found[1].tried) return false;
    drop(found[0]);
    told();
    return true;
  }

  // Of those that can go now the first: none goes before an earlier one on the same record.
  function following() {
    const held = new Set();
    for (const [id, entry] of all()) {
      if (!entry.stopped && !held.has(entry.record) && !entry.undoes) return [id, entry];
      held.add(entry.record);
    }
    return null;
  }

  function headers(entry) {
    const made = { "Content-Type": "application/json", Accept: "application/json", "Idempotency-Key": entry.key };
    return { ...made, "X-CSRF-Token": dateline.csrf() };
  }

  function body(entry) {
    const seen = entry.seen === null ? {} : { [entry.record]: entry.seen };
    return JSON.stringify({ decisions: [entry.decision], seen, task: entry.task });
  }

  async function post(id, entry) {
    entry.tried = true;
    keep(id, entry);
    const answer = await fetch(`/api/v1/reports/${encodeURIComponent(entry.report)}/decisions`, {
      method: "POST",
      headers: headers(entry),
      body: body(entry),
      credentials: "same-origin",
      keepalive: true,
    });
    return [answer, await answer.json().catch(() => ({}))];
  }

  function pump() {
    if (sending) return;
    clearTimeout(timer);
    sending = true;
    const work = navigator.locks
      ? navigator.locks.request(place, { ifAvailable: true }, (lock) => (lock ? drain() : later(1000)))
      : drain();
    Promise.resolve(work).finally(() => {
      sending = false;
      told();
    });
  }

  function later(milliseconds) {
    clearTimeout(timer);
    timer = setTimeout(pump, milliseconds);
  }

  async function drain() {
    for (let next = following(); next; next = following()) {
      let answer, data;
      try {
        [answer, data] = await post(...next);
      } catch {
        return rest("the server");
      }
      if (!settled(next, answer, data)) return;
    }
  }

  // The server is away, or wants something first: try again later.
  function rest(why) {
    away = why;
    told();
    later(wait);
    wait = Math.min(wait * 2, LONGEST_WAIT);
  }

  function settled([id, entry], answer, data) {
    if (answer.ok) acknowledged(id, entry, data);
    else if (answer.status === 412) stop(id, entry, "conflict", data);
    else if (answer.status === 401 || answer.status === 403) return rest("you to sign in and load the page again"), false;
    else if (answer.status >= 500 || answer.status === 429 || answer.status === 408) return rest("the server"), false;
    else stop(id, entry, "refused", data);
    away = "";
    wait = FIRST_WAIT;
    return true;
  }

  function stop(id, entry, why, data) {
    keep(id, { ...entry, stopped: why, detail: data.detail || "", theirs: data.records || [] });
    tell("stopped", entry, data);
  }

  // What came after it on the same record saw what it did; what takes it back knows its number now.
  function acknowledged(id, entry, data) {
    drop(id);
    const now = new Map((data.records || []).map((r) => [r.id, r.revision]));
    if (data.report) now.set(entry.report, data.report.revision);
    for (const [other, waiting] of all()) {
      if (waiting.report !== entry.report) continue;
      const next = { ...waiting };
      if (waiting.undoes === entry.key && data.kept && data.kept.length) {
        next.decision = { ...waiting.decision, about: data.kept[0].id };
        delete next.undoes;
      }
      if (waiting.record === entry.record && waiting.seen !== null && now.has(entry.record))
        next.seen = now.get(entry.record);
      if (JSON.stringify(next) !== JSON.stringify(waiting)) keep(other, next);
    }
    tell("kept", entry, data);
  }

  // Two people decided: send mine over theirs, or let theirs stand.
  function mine(key, revision) {
    const found = find(key);
    if (!found) return;
    const { stopped, detail, theirs, ...entry } = found[1];
    keep(found[0], { ...entry, key: random(), tried: false, seen: revision ?? entry.seen });
    told();
    pump();
  }

  function theirs(key) {
    const found = find(key);
    if (!found) return;
    drop(found[0]);
    for (const [id, entry] of all()) if (entry.undoes === key) drop(id);
    told();
    pump();
  }

  function on(listener) {
    heard.push(listener);
  }

  function tell(what, entry, data) {
    for (const listener of heard) listener(what, entry, data);
  }

  function told() {
    tell("changed");
  }

  function state() {
    const entries = all().map(([, entry]) => entry);
    const stopped = entries.filter((e) => e.stopped).length;
    const first = entries.find((e) => e.stopped);
    return { waiting: entries.length - stopped, stopped, first, away: entries.length > stopped ? away : "", sending };
  }

  function here() {
    return all().map(([, entry]) => entry).filter((e) => e.report === main.dataset.report && e.task === (main.dataset.task || null));
  }

  window.addEventListener("online", () => ((wait = FIRST_WAIT), pump()));
  document.addEventListener("visibilitychange", () => document.visibilityState === "visible" && pump());
  window.addEventListener("storage", (event) => {
    if (event.key && event.key.startsWith(place)) tell(event.newValue === null ? "elsewhere" : "changed");
  });
  window.addEventListener("beforeunload", (event) => {
    if (memory.size) event.preventDefault();
  });
  return { add, retract, find, mine, theirs, on, state, here, pump };
})();
