// The keys and buttons of the review page, and what they open: reasons, comments, forms. What a key does a button does.
"use strict";
(() => {
  const main = document.getElementById("review");
  const by = (id) => document.getElementById(id);
  const chosen = () => cards.current;
  document.documentElement.classList.add("scripted-on");

  // --- reasons of a rejection ---

  function rejecting() {
    if (chosen()) by("reasons").showModal();
  }

  function because(button) {
    by("reasons").close();
    const reason = button.dataset.reason;
    if (reason !== "other") return cards.reject(reason);
    ask("Why is it wrong?", (told) => cards.reject(`other: ${told}`, told));
  }

  by("reasons").addEventListener("keydown", (event) => {
    const button = by("reasons").querySelector(`[data-key="${CSS.escape(event.key)}"]`);
    if (!button || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    event.stopPropagation();
    because(button);
  });
  by("reasons").addEventListener("click", (event) => {
    const button = event.target.closest("[data-reason]");
    if (button) because(button);
  });

  // --- words of one's own ---

  function ask(title, keep) {
    const box = by("telling");
    by("telling-title").textContent = title;
    const field = box.querySelector("textarea");
    field.value = "";
    box.showModal();
    box.onclose = () => {
      const told = field.value.trim();
      if (box.returnValue === "keep" && told) keep(told);
      box.returnValue = "";
    };
  }

  by("telling").addEventListener("keydown", (event) => {
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) by("telling").querySelector('[value="keep"]').click();
  });

  function note(told, words) {
    const card = chosen();
    if (card) cards.decide(card, { verb: "note", about: card.id, value: told }, { told: words });
  }

  // --- the report as a whole ---

  function nothing() {
    const left = cards.all().filter((c) => ["open", "unsure"].includes(c.dataset.state));
    const box = by("asking");
    const many = left.length === 1 ? "1 record is" : `${left.length} records are`;
    box.querySelector(".what").textContent = left.length
      ? `${many} not decided. They are rejected as “not an event”, and the report is marked as gone through.`
      : "The report is marked as gone through.";
    box.showModal();
    box.onclose = () => {
      if (box.returnValue === "yes") {
        for (const card of left) cards.decide(card, { verb: "reject", about: card.id, reason: "not an event" }, { told: "rejected: not an event" });
        done();
      }
      box.returnValue = "";
    };
  }

  let leaving = "";
  function done() {
    const open = cards.all().filter((c) => c.dataset.state === "open").length + Number(main.dataset.unseenOpen);
    leaving = queue.add({ record: main.dataset.report, seen: null, decision: { verb: "done", about: main.dataset.report }, told: "the report is done" });
    cards.say(open ? `Done, with ${open} not decided.` : "Done.");
    dateline.say(open ? `Marked as done; ${open} of its records are not decided.` : "Marked as done.");
  }

  document.addEventListener("review:kept", (event) => {
    if (event.detail.key === leaving && main.dataset.next && !queue.here().length) location.assign(main.dataset.next);
  });

  function report(which) {
    const to = main.dataset[which];
    if (to) location.assign(to);
    else cards.say(which === "next" ? "No other report waits." : "This is the first report.");
  }

  // --- one record ---

  async function place() {
    if (!chosen() || !["event", "control"].includes(chosen().dataset.kind)) return cards.say("This record has no place of its own.");
    const part = await fix.open(chosen(), { widget: "place" });
    if (part) part.querySelector('[data-do="pick"]').click();
  }

  async function source() {
    const card = chosen();
    if (!card) return;
    const claim = card.querySelector(".who-says [data-go-record]");
    if (card.dataset.kind !== "claim" && claim) {
      cards.choose(cards.at(claim.dataset.goRecord));
      cards.say("Who says it is told by this claim.");
    }
    await fix.open(chosen(), { widget: "source" });
  }

  function opened() {
    if (words.choosing || words.chosen()) return words.use();
    const link = chosen() && chosen().querySelector('a[data-do="open"]');
    if (link) link.click();
    else if (chosen()) chosen().querySelector("details").open = true;
  }

  function linked() {
    const link = chosen() && chosen().querySelector('a[data-do="link"]');
    if (link) link.click();
    else cards.say("Only events are compared with each other.");
  }

  function back() {
    if (words.choosing || words.chosen()) return words.drop();
    const form = document.querySelector(".fixing form");
    if (form) return fix.close(form, chosen());
    if (chosen()) chosen().focus({ preventScroll: true });
  }

  const does = {
    accept: cards.accept,
    reject: rejecting,
    unsure: cards.unsure,
    skip: () => cards.move(1),
    fix: () => fix.open(chosen()),
    undo: cards.undo,
    place,
    date: () => fix.open(chosen(), { widget: "date" }),
    source,
    words: () => words.begin(chosen()),
    comment: () => ask("Comment", (told) => note(told, "commented on")),
    flag: () => note("flag: to be looked at again", "flagged"),
    link: linked,
    open: opened,
    nothing,
    done,
    use: words.use,
    new: () => fix.add(words.chosen()),
    drop: words.drop,
    "start-back": () => words.edge("start", -1),
    "start-on": () => words.edge("start", 1),
    "end-back": () => words.edge("end", -1),
    "end-on": () => words.edge("end", 1),
  };

  const listed = [
    ["a", "accept, and go on", "accept", "Decide"],
    ["x", "reject, then a digit says why", "reject", "Decide"],
    ["u", "unsure, and go on", "unsure", "Decide"],
    [" ", "skip", "skip", "Decide"],
    ["Backspace", "undo", "undo", "Decide"],
    ["0", "nothing here: no record of this report is kept", "nothing", "Decide"],
    ["o", "nothing here", "nothing", "Decide"],
    ["D", "done with this report", "done", "Decide"],
    ["e", "fix its values", "fix", "Correct"],
    ["p", "its place, on the map or by name", "place", "Correct"],
    ["d", "its day", "date", "Correct"],
    ["s", "who says it", "source", "Correct"],
    ["v", "choose its words with keys", "words", "Correct"],
    ["[", "start of the words one word back", "start-back", "Correct"],
    ["]", "start of the words one word on", "start-on", "Correct"],
    ["{", "end of the words one word back", "end-back", "Correct"],
    ["}", "end of the words one word on", "end-on", "Correct"],
    ["n", "new record from the words selected", "new", "Correct"],
    ["c", "comment", "comment", "Correct"],
    ["f", "flag: to be looked at again", "flag", "Correct"],
    ["m", "compare with another event", "link", "Correct"],
  ];
  dateline.keys(listed.map(([key, told, what, group]) => ({ key, does: told, group, run: () => does[what]() })));
  dateline.keys([
    { key: "j", does: "next record", group: "Move", run: () => cards.move(1) },
    { key: "k", does: "record before", group: "Move", run: () => cards.move(-1) },
    { key: "J", does: "next report", group: "Move", run: () => report("next") },
    { key: "K", does: "report before", group: "Move", run: () => report("previous") },
    { key: "Enter", does: "use the words chosen; else open the event", group: "Move", run: opened },
    { key: "Escape", does: "leave what is open", group: "Move", run: back },
  ]);

  // What no list of keys can hold: with Ctrl, and while words are chosen.
  document.addEventListener("keydown", (event) => {
    if ((event.ctrlKey || event.metaKey) && event.key === "s") {
      event.preventDefault();
      queue.pump();
      cards.status();
      const { waiting, away } = queue.state();
      cards.say(waiting ? `${waiting} waiting${away ? ` for ${away}` : ""}.` : "All is saved.");
    }
    if (!words.choosing || !["ArrowLeft", "ArrowRight"].includes(event.key) || event.target.closest("input, textarea, select, dialog")) return;
    event.preventDefault();
    const rtl = getComputedStyle(offsets.range(words.chosen().start, words.chosen().end).startContainer.parentElement).direction === "rtl";
    const way = (event.key === "ArrowRight") === !rtl ? 1 : -1;
    if (event.shiftKey) words.edge("end", way);
    else words.shift(way);
  });

  // --- clicks: buttons, numbers and words ---

  document.addEventListener("click", (event) => {
    const to = event.target.closest("[data-go-record], .dl-map a[href^='#']");
    if (to && main.contains(to)) {
      const card = cards.at(to.dataset.goRecord || decodeURIComponent(to.getAttribute("href").slice(1)));
      if (card) {
        event.preventDefault();
        tab("records");
        return cards.choose(card);
      }
    }
    const button = event.target.closest("[data-do]");
    if (button && !button.closest("dialog, form.fix")) return pressed(event, button);
    const quote = event.target.closest("a[data-words]");
    if (quote) return look(event, quote);
    const head = event.target.closest(".rec > details > summary");
    if (head) {
      event.preventDefault();
      return cards.choose(head.closest(".rec"));
    }
    touched(event);
  });

  function pressed(event, button) {
    const what = button.dataset.do;
    if (what === "open" || what === "link") return;
    event.preventDefault();
    const card = button.closest(".rec");
    if (card && card !== chosen()) cards.choose(card);
    does[what]();
  }

  // The words that a value rests on.
  function look(event, quote) {
    event.preventDefault();
    tab("text");
    const [start, end] = quote.dataset.words.split("-").map(Number);
    const range = offsets.range(start, end);
    range.startContainer.parentElement.scrollIntoView({ block: "center" });
    if ("highlights" in CSS) CSS.highlights.set("looked-at", new Highlight(range));
  }

  // A click on marked words chooses the record that rests on them; again, the next one.
  function touched(event) {
    const piece = event.target.closest("#text .m, #text .n");
    const selection = getSelection();
    if (!piece || words.choosing || (selection && !selection.isCollapsed)) return;
    const numbers = piece.dataset.r ? piece.dataset.r.split(" ") : [piece.dataset.n];
    const at = chosen() ? numbers.indexOf(chosen().dataset.n) : -1;
    const card = main.querySelector(`.rec[data-n="${numbers[(at + 1) % numbers.length]}"]`);
    if (card) cards.choose(card, { from: "text" });
  }

  // --- tabs of small screens ---

  function tab(name) {
    main.dataset.tab = name;
    for (const link of main.querySelectorAll(".tabs a"))
      if (link.dataset.tab === name) link.setAttribute("aria-current", "true");
      else link.removeAttribute("aria-current");
  }

  main.querySelector(".tabs").addEventListener("click", (event) => {
    const link = event.target.closest("a[data-tab]");
    if (!link) return;
    event.preventDefault();
    tab(link.dataset.tab);
    by(link.dataset.tab).focus({ preventScroll: true });
  });

  // --- to begin with ---

  cards.restore();
  cards.status();
  tab("text");
  const named = cards.at(decodeURIComponent(location.hash.slice(1)));
  const first = named || main.querySelector(".rec.on") || cards.all()[0];
  if (first) cards.choose(first, { focus: false });
  queue.pump();
  document.documentElement.dataset.ready = "1"; // keys are answered from here on
})();
