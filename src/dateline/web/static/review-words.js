// Words of the report as evidence: chosen with the mouse, by keys word by word, or by dragging the two handles.
// What is being chosen shows as one stretch; it counts once it is used for a record, a value of it, or a new record.
"use strict";
const words = (() => {
  const main = document.getElementById("review");
  const bar = document.getElementById("words");
  const text = document.getElementById("text");
  let draft = null; // {start, end, card, slot, rest}: `rest` are the other words of the same record

  function spans(list) {
    return (list || "").split(" ").filter(Boolean).map((s) => s.split("-").map(Number));
  }

  // Begin with the words that a record, or one value of it, rests on; without any with those in view.
  function begin(card, slot) {
    const row = slot && card.querySelector(`[data-slot="${CSS.escape(slot)}"]`);
    const known = spans(row ? row.dataset.spans : card && card.dataset.spans);
    const first = known[0] || offsets.word(inView());
    if (!first) return;
    draft = { start: first[0], end: first[1], card, slot: slot || null, rest: known.slice(1) };
    draw();
  }

  function inView() {
    const top = text.getBoundingClientRect().top;
    const block = [...text.querySelectorAll("[data-t]")].find((b) => b.getBoundingClientRect().bottom > top);
    return block ? Number(block.dataset.start) : 0;
  }

  function edge(which, way) {
    if (!draft) begin(cards.current, slotInFocus());
    if (!draft) return;
    const at = offsets.step(draft[which], which === "start" ? 0 : 1, way);
    if (which === "start" ? at < draft.end : at > draft.start) draft[which] = at;
    draw();
    cards.say(`Words: ${offsets.quote(draft.start, draft.end)}`);
  }

  // The whole stretch one word on, or back.
  function shift(way) {
    if (way > 0) draft.end = offsets.step(draft.end, 1, 1);
    draft.start = offsets.step(draft.start, 0, way);
    if (way < 0) draft.end = Math.max(offsets.step(draft.end, 1, -1), offsets.word(draft.start)[1]);
    draw();
    cards.say(`Words: ${offsets.quote(draft.start, draft.end)}`);
  }

  function slotInFocus() {
    const row = document.activeElement && document.activeElement.closest("[data-slot]");
    return row && cards.current && cards.current.contains(row) ? row.dataset.slot : null;
  }

  // The words chosen now: [{start, end, quote}], null where there are none.
  function chosen() {
    const found = draft ? [draft.start, draft.end] : offsets.selected(getSelection());
    return found ? { start: found[0], end: found[1], quote: offsets.quote(...found) } : null;
  }

  function draw() {
    const made = chosen();
    bar.hidden = !made;
    main.classList.toggle("choosing", Boolean(draft));
    if ("highlights" in CSS) CSS.highlights.delete("draft");
    for (const handle of text.querySelectorAll(".handle")) handle.hidden = !draft;
    if (!made) return;
    bar.querySelector("bdi").textContent = made.quote.length > 110 ? `${made.quote.slice(0, 50)} … ${made.quote.slice(-50)}` : made.quote;
    labels();
    if (!draft) return;
    const range = offsets.range(draft.start, draft.end);
    if ("highlights" in CSS) CSS.highlights.set("draft", new Highlight(range));
    handles(range);
  }

  function labels() {
    const card = (draft && draft.card) || cards.current;
    const use = bar.querySelector('[data-do="use"]');
    use.disabled = !card;
    const slot = draft && draft.slot && card.querySelector(`[data-slot="${CSS.escape(draft.slot)}"] dt`);
    const what = slot ? `“${slot.textContent}” of record ${card.dataset.n}` : card ? `record ${card.dataset.n}` : "a record";
    use.querySelector("span").textContent = `Use as the words of ${what}`;
  }

  function handles(range) {
    const rects = [...range.getClientRects()].filter((r) => r.width || r.height);
    if (!rects.length) return;
    const rtl = getComputedStyle(range.startContainer.parentElement).direction === "rtl";
    place("start", rects[0], rtl);
    place("end", rects[rects.length - 1], !rtl);
    const first = rects[0];
    const seen = text.getBoundingClientRect();
    if (first.top < seen.top || first.bottom > seen.bottom) text.scrollTop += first.top - seen.top - seen.height / 3;
  }

  function place(which, rect, right) {
    const handle = text.querySelector(`.handle[data-edge="${which}"]`);
    const box = text.getBoundingClientRect();
    handle.style.left = `${(right ? rect.right : rect.left) - box.left + text.scrollLeft - 12}px`;
    handle.style.top = `${rect.bottom - box.top + text.scrollTop - 4}px`;
  }

  function drag(event) {
    const handle = event.target.closest(".handle");
    if (!handle || !draft) return;
    event.preventDefault();
    text.classList.add("dragging"); // so that what lies beneath the handle is pointed at
    const moved = (e) => {
      const at = draft && pointed(e.clientX, e.clientY - 14);
      if (at === null || !draft) return;
      const which = handle.dataset.edge;
      if (which === "start" ? at < draft.end : at > draft.start) draft[which] = at;
      draw();
    };
    const ended = () => {
      document.removeEventListener("pointermove", moved);
      document.removeEventListener("pointercancel", ended);
      text.classList.remove("dragging");
      if (!draft) return;
      const fit = offsets.trimmed(draft.start, draft.end);
      if (fit) [draft.start, draft.end] = fit;
      draw();
    };
    document.addEventListener("pointermove", moved);
    document.addEventListener("pointercancel", ended, { once: true });
    document.addEventListener("pointerup", ended, { once: true });
  }

  function pointed(x, y) {
    if (document.caretPositionFromPoint) {
      const at = document.caretPositionFromPoint(x, y);
      return at && offsets.of(at.offsetNode, at.offset);
    }
    const range = document.caretRangeFromPoint && document.caretRangeFromPoint(x, y);
    return range && offsets.of(range.startContainer, range.startOffset);
  }

  function drop() {
    draft = null;
    const selection = getSelection();
    if (selection && !selection.isCollapsed) selection.removeAllRanges();
    draw();
  }

  // Keep the words as those of the record, or of the value that was pointed at.
  function use() {
    const made = chosen();
    const card = (draft && draft.card) || cards.current;
    if (!made || !card) return;
    if (fix.takes(made)) return drop();
    const slot = (draft && draft.slot) || slotInFocus() || "evidence";
    const bears = evidence([[made.start, made.end], ...(draft ? draft.rest : [])]);
    const row = card.querySelector(`[data-slot="${CSS.escape(slot)}"]`);
    const value = slot === "evidence" ? bears.map((e) => [e.start, e.end]) : JSON.parse(row.dataset.value);
    drop();
    cards.decide(card, { verb: "value", about: card.id, slot, value, evidence: bears }, { told: "has other words now" });
  }

  // Words as a decision takes them.
  function evidence(list) {
    return list.map(([start, end]) => ({ start, end, quote: offsets.exact(start, end) }));
  }

  text.addEventListener("pointerdown", drag);
  document.addEventListener("selectionchange", () => {
    if (!draft) draw();
  });
  window.addEventListener("resize", () => draft && draw());
  document.addEventListener("review:redrawn", () => draft && draw());
  document.addEventListener("review:chosen", () => draft && drop());
  return { begin, edge, shift, chosen, drop, use, spans, evidence, get choosing() { return Boolean(draft); } };
})();
