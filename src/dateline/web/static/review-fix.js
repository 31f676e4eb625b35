// Correcting a record, and adding one: the server draws the form, here it opens in the card, and what was changed in it
// is sent slot by slot. A value keeps its words; where it has none, words of the report must be chosen first.
"use strict";
const fix = (() => {
  const main = document.getElementById("review");
  let asking = null; // the fieldset, or form, that words are chosen for

  async function fetched(query) {
    const url = new URL(`/review/${encodeURIComponent(main.dataset.report)}/fix`, location.origin);
    for (const [name, value] of Object.entries(query)) if (value) url.searchParams.set(name, value);
    if (main.dataset.task) url.searchParams.set("task", main.dataset.task);
    const answer = await fetch(url, { credentials: "same-origin" });
    if (!answer.ok) throw new Error(String(answer.status));
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    return document.adoptNode(page.querySelector("form.fix"));
  }

  // Open the form of a record; `widget` or `slot` says which part to begin with.
  async function open(card, { widget = "", slot = "" } = {}) {
    if (!card) return null;
    let form = card.querySelector(".fixing form");
    if (!form) {
      try {
        form = await fetched({ record: card.id });
      } catch {
        cards.say("The form cannot be had now: the server is away. Decisions made meanwhile are kept.");
        dateline.say("The form cannot be had now: the server is away.");
        return null;
      }
      card = cards.at(card.id) || card; // it may have been drawn anew meanwhile: a form in the old one would keep nothing
      card.querySelector(".fixing").replaceChildren(form);
      wire(form, () => save(card, form), () => close(form, card));
    }
    return enter(form, widget, slot);
  }

  function enter(form, widget, slot) {
    const wanted = slot ? `[data-slot="${CSS.escape(slot)}"]` : widget ? `[data-widget="${widget}"]` : "[data-slot]";
    const part = form.querySelector(wanted);
    if (!part) return null;
    const field = part.querySelector("select, input:not([type=hidden])");
    if (field) field.focus();
    part.scrollIntoView({ block: "nearest" });
    return part;
  }

  function wire(form, done, away) {
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      done();
    });
    form.addEventListener("keydown", (event) => {
      if (event.key !== "Escape" || event.defaultPrevented) return;
      event.preventDefault();
      event.stopPropagation();
      away();
    });
    form.addEventListener("click", (event) => clicked(event, form, away));
    form.addEventListener("change", (event) => changed(event));
    form.addEventListener("input", () => (form.dataset.typed = "1"));
  }

  // What was typed and not kept is not lost by a key too many: the browser asks before the page is left.
  window.addEventListener("beforeunload", (event) => {
    if (document.querySelector("form.fix[data-typed]")) event.preventDefault();
  });

  function clicked(event, form, away) {
    const button = event.target.closest("[data-do]");
    if (!button) return;
    const part = button.closest("[data-slot]") || form;
    if (button.dataset.do === "cancel") away();
    if (button.dataset.do === "words") ask(part);
    if (button.dataset.do === "pick") picker.open(part);
    if (button.dataset.do === "own") given(part, words.spans(cards.current.dataset.spans));
    if (["cancel", "words", "pick", "own"].includes(button.dataset.do)) event.preventDefault();
  }

  // A place or source that the report names fills the fields.
  function changed(event) {
    if (!event.target.matches("[data-fills]") || !event.target.value) return;
    const value = JSON.parse(event.target.value);
    const part = event.target.closest("[data-slot]");
    for (const field of part.querySelectorAll("[data-part]"))
      if (!["known", "was"].includes(field.dataset.part)) field.value = value[field.dataset.part] ?? "";
  }

  function close(form, card) {
    if (asking) words.drop();
    asking = null;
    form.remove();
    const home = card || cards.current;
    if (!home) return;
    home.focus({ preventScroll: true });
    home.scrollIntoView({ block: "nearest" });
    if (home.dataset.stale) cards.refresh();
  }

  // Words for one value: chosen in the text, and given back by `takes`.
  function ask(part) {
    asking = part;
    const card = cards.current;
    words.begin(card, part.dataset.slot || "evidence");
    document.getElementById("words").focus();
    cards.say("Choose the words in the text: brackets move their ends, Enter uses them, Escape leaves them.");
  }

  function takes(made) {
    if (!asking || !asking.isConnected) return false;
    given(asking, [[made.start, made.end]]);
    const field = asking.querySelector("select, input:not([type=hidden])");
    asking = null;
    if (field) field.focus();
    return true;
  }

  function given(part, spans) {
    part.dataset.words = JSON.stringify(words.evidence(spans));
    const told = part.querySelector(".quotes") || part.querySelector(".told-words");
    if (told) told.replaceChildren(...spans.map(([start, end]) => dateline.el("bdi", {}, `“${offsets.quote(start, end)}” `)));
  }

  // What the server would refuse, said while the form is open and nothing typed is lost.
  function fault(part, now) {
    const told = now && { number: [now.low, now.best, now.high], date: [now.start, now.end] }[part.dataset.widget];
    const known = (told || []).filter((one) => one !== null);
    if (known.every((one, n) => !n || known[n - 1] <= one)) return "";
    const order = part.dataset.widget === "date" ? "the first day before the last" : "the least before the best, the best before the most";
    return `“${part.querySelector("legend").textContent.trim()}”: ${order}.`;
  }

  const number = (text) => (text.trim() === "" ? null : Number(text));
  const words_ = (text) => text.trim() || null;

  // The value that a part of the form holds, as the case keeps it.
  function value(part) {
    const field = (name) => part.querySelector(`[data-part="${name}"]`);
    const text = (name) => (field(name) ? field(name).value : "");
    switch (part.dataset.widget) {
      case "choice":
        return JSON.parse(text("value") || "null");
      case "date":
        if (!text("start") && !text("end")) return null;
        return { start: words_(text("start")), end: words_(text("end") || (text("precision") === "day" ? text("start") : "")), precision: text("precision") };
      case "number": {
        const found = { low: number(text("low")), best: number(text("best")), high: number(text("high")) };
        return Object.values(found).every((n) => n === null) ? null : found;
      }
      case "actors":
        return names(part);
      case "place":
        return place(text);
      case "source":
        return source(text);
      default:
        return words_(text("value"));
    }
  }

  function names(part) {
    const chosen = [...part.querySelectorAll('[data-part="names"]:checked')].map((box) => box.value);
    const others = part.querySelector('[data-part="others"]').value.split(";").map((n) => n.trim()).filter(Boolean);
    const all = [...new Set([...chosen, ...others])];
    return all.length ? all : null;
  }

  // One of the report's sources, unless another name was written than stood there.
  function source(text) {
    const known = JSON.parse(text("known") || "null");
    const name = text("name").trim();
    if (known && ["", known.name, text("was")].includes(name)) return known;
    return name ? { name, kind: text("kind") } : null;
  }

  function place(text) {
    if (!text("name").trim()) return null;
    const found = { name: text("name").trim(), lat: number(text("lat")), lon: number(text("lon")) };
    return { ...found, country: words_(text("country")), admin1: words_(text("admin1")), where_prec: number(text("where_prec")) };
  }

  // One text for equal values, in whatever order their parts stand; what is empty does not count.
  function same(a, b) {
    const flat = (v) => JSON.stringify(v, (_, x) =>
      x && typeof x === "object" && !Array.isArray(x)
        ? Object.fromEntries(Object.entries(x).filter(([, y]) => y !== null).sort())
        : x);
    return flat(a) === flat(b);
  }

  function evidence(part) {
    if (part.dataset.words) return JSON.parse(part.dataset.words);
    return words.evidence(words.spans(part.dataset.spans));
  }

  function complain(part, message) {
    const box = part.querySelector(".fault") || part.closest("form").querySelector(".fault");
    box.textContent = message;
    box.hidden = false;
    part.append(box); // beside what it is about: the form is longer than the screen
    cards.say(message);
    const field = part.querySelector("select, input:not([type=hidden]), button");
    if (field) field.focus();
  }

  // Send what differs from what stands there.
  function save(card, form) {
    const made = [];
    for (const part of form.querySelectorAll("[data-slot]")) {
      const now = value(part);
      if (same(now, JSON.parse(part.dataset.value)) && !part.dataset.words) continue;
      const wrong = fault(part, now);
      if (wrong) return complain(part, wrong);
      const bears = evidence(part);
      if (!bears.length && now !== null)
        return complain(part, `“${part.querySelector("legend").textContent.trim()}” has no words of the report yet: choose those that say it.`);
      made.push([part, { verb: "value", about: card.id, slot: part.dataset.slot, value: now, evidence: bears }]);
    }
    close(form, card);
    for (const [part, decision] of made)
      cards.decide(card, decision, { told: `${part.querySelector("legend").textContent.trim().toLowerCase()} corrected` });
    if (!made.length) cards.say("Nothing was changed.");
  }

  // A record that was not read: the words first, then what they say.
  async function add(made) {
    if (!made) return cards.say("Select the words of the report first, with the mouse or with v and the brackets.");
    const box = document.getElementById("adding");
    try {
      await adding(box, made, box.querySelector("[data-kind][aria-pressed=true]")?.dataset.kind || "event");
    } catch {
      dateline.say("The form cannot be had now: the server is away.");
    }
  }

  async function adding(box, made, kind) {
    const form = await fetched({ kind, words: `${made.start}-${made.end}` });
    form.dataset.words = JSON.stringify(words.evidence([[made.start, made.end]]));
    box.querySelector(".form").replaceChildren(form);
    const shut = () => (box.close(), form.remove());
    wire(form, () => keep(form, shut), shut);
    for (const one of box.querySelectorAll(".kinds [data-kind]")) {
      one.setAttribute("aria-pressed", String(one.dataset.kind === kind));
      one.onclick = () => adding(box, made, one.dataset.kind);
    }
    if (!box.open) box.showModal();
    enter(form, "", "");
  }

  function keep(form, shut) {
    const slots = {};
    for (const part of form.querySelectorAll("[data-slot]")) {
      const now = value(part);
      if (now !== null) slots[part.dataset.slot] = now;
      const wrong = fault(part, now);
      if (wrong) return complain(part, wrong);
      if (now === null && part.dataset.needed) return complain(part, `${part.querySelector("legend").textContent.trim()} cannot be empty.`);
    }
    const decision = { verb: "add", about: main.dataset.report, value: { kind: form.dataset.kind, slots }, evidence: JSON.parse(form.dataset.words) };
    shut();
    words.drop();
    queue.add({ record: main.dataset.report, seen: null, decision, told: `a new ${form.dataset.kind}` });
    cards.say(`A new ${form.dataset.kind} is added.`);
  }

  return { open, add, takes, value, close };
})();
