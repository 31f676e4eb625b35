// What all pages share: keys, the list of keys, messages. Pages add their keys with dateline.keys([...]).
// A key is {key: "a", does: "accept and go on", run: function, group: "Decide"}; `g` then a letter goes to a page.
"use strict";
const dateline = (() => {
  const known = new Map();
  let going = false;
  const OFF = "dateline-keys-off";

  function keys(list) {
    for (const one of list) known.set(one.key, one);
  }

  function typing(target) {
    return target.closest("input, textarea, select, [contenteditable], dialog[open]:not([data-keys])");
  }

  function off() {
    return localStorage.getItem(OFF) === "1";
  }

  function go(letter) {
    const link = document.querySelector(`a[data-go="${CSS.escape(letter)}"]`);
    if (link) link.click();
  }

  // AltGr, with which many keyboards write brackets, counts as Ctrl and Alt to a browser.
  function modified(event) {
    return event.metaKey || ((event.ctrlKey || event.altKey) && !event.getModifierState("AltGraph"));
  }

  // A button or link that has the focus keeps the keys that press it.
  function pressing(event) {
    return (event.key === " " || event.key === "Enter") && event.target.closest("a, button, summary");
  }

  function pressed(event) {
    if (event.defaultPrevented || modified(event) || pressing(event)) return;
    if (event.key === "Escape") going = false;
    if (typing(event.target) || off()) return;
    if (going) {
      going = false;
      go(event.key);
      event.preventDefault();
      return;
    }
    if (event.key === "g" && !known.has("g")) {
      going = true;
      return;
    }
    const one = known.get(event.key);
    if (one) {
      event.preventDefault();
      if (event.repeat && one.group === "Decide") return; // a key that is held down decides once
      one.run(event);
    }
  }

  function help() {
    let dialog = document.getElementById("keys");
    if (!dialog) {
      dialog = document.createElement("dialog");
      dialog.id = "keys";
      dialog.setAttribute("aria-labelledby", "keys-title");
      document.body.append(dialog);
    }
    dialog.replaceChildren(...listed());
    dialog.showModal();
    dialog.scrollTop = 0;
  }

  function el(tag, attributes, ...children) {
    const made = document.createElement(tag);
    for (const [name, value] of Object.entries(attributes || {})) made.setAttribute(name, value);
    made.append(...children);
    return made;
  }

  function listed() {
    const title = el("h2", { id: "keys-title" }, "Keys");
    const groups = new Map();
    for (const one of known.values()) {
      const name = one.group || "Everywhere";
      if (!groups.has(name)) groups.set(name, el("dl"));
      const shown = el("kbd", {}, one.key === " " ? "space" : one.key);
      groups.get(name).append(el("dt", {}, shown), el("dd", {}, one.does));
    }
    const pages = el("dl");
    for (const link of document.querySelectorAll("a[data-go]"))
      pages.append(el("dt", {}, el("kbd", {}, "g"), " ", el("kbd", {}, link.dataset.go)), el("dd", {}, link.textContent));
    const box = el("input", { type: "checkbox", id: "keys-off" });
    box.checked = off();
    box.addEventListener("change", () => localStorage.setItem(OFF, box.checked ? "1" : ""));
    const turn = el("label", { class: "row", for: "keys-off" }, box, "Turn single keys off on this device");
    const close = el("form", { method: "dialog" }, el("button", {}, "Close"));
    const parts = [title];
    for (const [name, list] of groups) parts.push(el("h3", {}, name), list);
    return [...parts, el("h3", {}, "Go to"), pages, turn, close];
  }

  let timer = 0;
  function say(message, { stay = false } = {}) {
    let box = document.getElementById("toast");
    if (!box) {
      box = el("div", { id: "toast", class: "toast", role: "status", "aria-live": "polite" });
      document.body.append(box);
    }
    box.hidden = false;
    box.textContent = message;
    clearTimeout(timer);
    if (!stay) timer = setTimeout(() => (box.hidden = true), 6000);
  }

  function csrf() {
    const told = document.querySelector('meta[name="csrf"]');
    return told ? told.content : "";
  }

  // What changes something goes through here: an object is sent as JSON, a FormData as it is. Answers with the
  // response; who was signed out meanwhile is told so, with a link that leaves this page as it is.
  async function post(url, body, headers) {
    const sent = { "X-CSRF-Token": csrf(), ...headers };
    const plain = body !== undefined && !(body instanceof FormData);
    if (plain) sent["Content-Type"] = "application/json";
    const answer = await fetch(url, {
      method: "POST",
      headers: sent,
      body: plain ? JSON.stringify(body) : body,
      credentials: "same-origin",
      cache: "no-store",
    });
    if (answer.status === 401) {
      say("You are signed out; nothing was kept. ", { stay: true });
      document.getElementById("toast").append(el("a", { href: "/login", target: "_blank" }, "Sign in"));
    }
    return answer;
  }

  document.addEventListener("htmx:config:request", (event) => {
    const request = event.detail.ctx.request;
    if (!/^(GET|HEAD)$/i.test(request.method)) request.headers["X-CSRF-Token"] = csrf();
  });

  keys([
    { key: "?", does: "show the keys", run: help },
    {
      key: "/",
      does: "search",
      run: () => {
        const box = document.querySelector('input[type="search"]');
        if (box) box.focus();
      },
    },
  ]);
  document.addEventListener("keydown", pressed);
  // On a small screen the list of pages scrolls: the page that is open stands in view.
  const here = document.querySelector(".top nav [aria-current]");
  if (here && here.getBoundingClientRect().right > innerWidth) here.closest("ul").scrollLeft = here.offsetLeft - here.closest("ul").offsetLeft - 16;
  document.addEventListener("click", (event) => {
    if (event.target.closest("[data-help]")) help();
  });
  return { keys, say, el, help, post, csrf };
})();
