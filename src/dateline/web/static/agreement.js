// Adjudicating by keys: 1, 2 … take a coder's answer, the number behind them opens the fields for another value,
// c carries over what all agree on, Enter marks the report done, Backspace takes the last act back. Everything goes
// through the page's own forms, so that the page works without this script, too.
"use strict";
(() => {
  const open = document.getElementById("open");

  function press(act) {
    const button = document.querySelector(`form[data-act="${act}"] button`);
    if (button && !button.disabled) button.click();
    else dateline.say(act === "done" ? "Not all is decided yet." : "There is nothing to do.");
  }

  const list = [
    { key: "c", does: "carry over what the coders agree on", run: () => press("carry"), group: "Adjudicate" },
    { key: "Backspace", does: "take back what you decided last", run: () => press("undo"), group: "Adjudicate" },
    {
      key: "Enter",
      does: "done with the report, go to the next",
      group: "Adjudicate",
      run: (event) => {
        const at = event.target.closest("button, a, summary");
        if (at) at.click();
        else press("done");
      },
    },
  ];
  for (const one of document.querySelectorAll("#open [data-key]")) {
    const details = one.tagName === "DETAILS";
    list.push({
      key: one.dataset.key,
      does: details ? "set another value" : one.closest("td").querySelector("bdi").textContent,
      group: "Adjudicate",
      run: () => {
        if (!details) return one.click();
        one.open = true;
        one.querySelector("select, input:not([type=hidden])").focus();
      },
    });
  }
  if (document.querySelector("form[data-act]")) dateline.keys(list);

  // the words of the record that is looked at are lit in the report
  function light(article) {
    for (const mark of document.querySelectorAll("#report-text mark.lit")) mark.replaceWith(mark.textContent);
    const quotes = article.querySelector("[data-words]").textContent.split(" … ");
    const box = document.getElementById("report-text");
    box.normalize();
    let first = null;
    for (const quote of quotes) {
      for (const part of box.querySelectorAll("p")) {
        const node = [...part.childNodes].find((n) => n.nodeType === 3 && n.data.includes(quote));
        if (!node) continue;
        const rest = node.splitText(node.data.indexOf(quote));
        rest.splitText(quote.length);
        const mark = dateline.el("mark", { class: "lit" }, quote);
        rest.replaceWith(mark);
        first = first || mark;
        break;
      }
    }
    if (first) {
      const room = box.closest("section");
      if (room.scrollHeight > room.clientHeight) room.scrollTop = first.offsetTop - room.clientHeight / 3;
    }
  }
  for (const article of document.querySelectorAll(".ag-sides"))
    article.addEventListener("focusin", () => light(article));
  const now = open ? open.closest(".ag-sides") : document.querySelector(".ag-sides:target") || document.querySelector(".ag-sides");
  if (now) light(now);
  if (open && !location.hash.startsWith("#event") && !location.hash.startsWith("#claim"))
    open.scrollIntoView({ block: "center" });
})();
