// Where it was: by its name in the gazetteer, by a click on the map, or by degrees. The map's own figures say which
// degrees its edges lie at; arrows move the point, + and - the scale. What is chosen goes into the form that asked.
"use strict";
const picker = (() => {
  const box = document.getElementById("picker");
  const main = document.getElementById("review");
  const el = dateline.el;
  const map = document.getElementById("pick-map");
  const field = (name) => box.querySelector(`[name="${name}"]`);
  let part = null;
  let km = 120;
  let asked = 0;
  let chosen = {};

  function open(fieldset) {
    part = fieldset;
    const text = (name) => fieldset.querySelector(`[data-part="${name}"]`).value;
    chosen = { name: text("name"), country: text("country"), admin1: text("admin1") };
    field("pick-q").value = chosen.name;
    field("pick-lat").value = text("lat");
    field("pick-lon").value = text("lon");
    field("pick-prec").value = text("where_prec");
    if (text("lat") === "") [field("pick-lat").value, field("pick-lon").value] = [main.dataset.lat, main.dataset.lon];
    box.showModal();
    field("pick-q").select();
    told();
    draw();
    search();
  }

  function point() {
    const lat = Number(field("pick-lat").value);
    const lon = Number(field("pick-lon").value);
    const there = field("pick-lat").value !== "" && field("pick-lon").value !== "";
    return there && Math.abs(lat) <= 90 && Math.abs(lon) <= 180 ? [lat, lon] : null;
  }

  async function draw() {
    const [lat, lon] = point() || [0, 0];
    const number = ++asked;
    const query = new URLSearchParams({ lat, lon, km, report: main.dataset.report, task: main.dataset.task || "" });
    try {
      const answer = await fetch(`/review/map?${query}`, { credentials: "same-origin" });
      if (!answer.ok || number !== asked) return;
      const figure = new DOMParser().parseFromString(await answer.text(), "text/html").querySelector(".pick-figure");
      map.replaceChildren(document.adoptNode(figure));
      km = Number(figure.dataset.km);
      box.querySelector(".scale").textContent = `${Math.round(km)} km across`;
      pin();
    } catch {
      map.replaceChildren(el("p", { class: "told warn" }, "The map cannot be had now. Degrees can still be written."));
    }
  }

  // The box of the map in degrees, and its picture in pixels of the screen.
  function plane() {
    const figure = map.querySelector(".pick-figure");
    if (!figure) return null;
    const [south, west, north, east] = ["south", "west", "north", "east"].map((n) => Number(figure.dataset[n]));
    return { south, west, north, east, svg: figure.querySelector("svg") };
  }

  function clicked(event) {
    const p = plane();
    if (!p || !p.svg.contains(event.target)) return;
    event.preventDefault();
    const seen = p.svg.getBoundingClientRect();
    const across = (event.clientX - seen.left) / seen.width;
    const down = (event.clientY - seen.top) / seen.height;
    put(p.north - down * (p.north - p.south), p.west + across * (p.east - p.west));
  }

  function put(lat, lon) {
    const east = ((((lon + 180) % 360) + 360) % 360) - 180;
    const digits = km > 400 ? 2 : km > 40 ? 3 : 4;
    field("pick-lat").value = Math.min(90, Math.max(-90, lat)).toFixed(digits);
    field("pick-lon").value = east.toFixed(digits);
    chosen = { name: chosen.name };
    pin();
    told();
  }

  // Move the mark; a point outside the map wants another map.
  function pin() {
    const p = plane();
    const at = point();
    const mark = p && p.svg.querySelector(".dl-map-pin");
    if (!mark) return;
    mark.classList.toggle("none", !at);
    if (!at) return;
    const { width, height } = p.svg.viewBox.baseVal;
    const lon = at[1] + 360 * Math.round(((p.west + p.east) / 2 - at[1]) / 360);
    const x = ((lon - p.west) / (p.east - p.west)) * width;
    const y = ((p.north - at[0]) / (p.north - p.south)) * height;
    mark.setAttribute("transform", `translate(${x} ${y})`);
    if (x < 0 || y < 0 || x > width || y > height) draw();
  }

  function nudge(event) {
    const step = { ArrowUp: [1, 0], ArrowDown: [-1, 0], ArrowLeft: [0, -1], ArrowRight: [0, 1] }[event.key];
    const scale = { "+": 0.5, "=": 0.5, "-": 2 }[event.key];
    const p = plane();
    if (scale) zoom(scale);
    else if (step && p && point()) {
      const part_ = event.shiftKey ? 0.1 : 0.01;
      const [lat, lon] = point();
      put(lat + step[0] * part_ * (p.north - p.south), lon + step[1] * part_ * (p.east - p.west));
    } else return;
    event.preventDefault();
  }

  function zoom(factor) {
    km *= factor;
    draw();
  }

  function told() {
    const at = point();
    const name = chosen.country ? `${chosen.name}, ${[chosen.admin1, chosen.country].filter(Boolean).join(", ")}: ` : "";
    box.querySelector(".at").textContent = at ? `${name}${at[0]}, ${at[1]}` : "No point is chosen.";
  }

  let timer = 0;
  function typed() {
    clearTimeout(timer);
    timer = setTimeout(search, 150);
  }

  let number = 0;
  async function search() {
    const q = field("pick-q").value.trim();
    const list = box.querySelector(".found");
    if (!q) return list.replaceChildren();
    const mine = ++number;
    const near = [main.dataset.lat, main.dataset.lon];
    const query = new URLSearchParams({ q, countries: main.dataset.countries, ...(near[0] ? { lat: near[0], lon: near[1] } : {}) });
    try {
      const answer = await fetch(`/review/places?${query}`, { headers: { Accept: "application/json" }, credentials: "same-origin" });
      const found = await answer.json();
      if (mine !== number) return;
      list.replaceChildren(...found.places.map(candidate));
      box.querySelector(".many").textContent = found.places.length ? `${found.shown} of ${found.total} places` : `No place is called “${q}”.`;
    } catch {
      box.querySelector(".many").textContent = "The gazetteer cannot be asked now.";
    }
  }

  function candidate(place) {
    const where = [place.kind, place.admin1, place.land].filter(Boolean).join(", ");
    const far = place.km === null ? "" : ` · ${Math.round(place.km).toLocaleString("en")} km away`;
    const button = el("button", { type: "button" }, el("bdi", {}, place.name), el("span", { class: "muted" }, ` ${where} · ${place.lat}, ${place.lon}${far}`));
    button.addEventListener("click", () => take(place));
    return el("li", {}, button);
  }

  function take(place) {
    chosen = { name: place.name, country: place.country, admin1: place.admin1 };
    field("pick-lat").value = place.lat;
    field("pick-lon").value = place.lon;
    field("pick-prec").value = String(place.where_prec);
    told();
    draw();
    cards.say(`${place.name}, ${place.lat}, ${place.lon}. Use this place to keep it.`);
  }

  // Give the place to the form, which then is saved.
  function use() {
    const set = (name, value) => (part.querySelector(`[data-part="${name}"]`).value = value ?? "");
    const q = field("pick-q").value.trim();
    set("name", chosen.name || q);
    set("lat", field("pick-lat").value);
    set("lon", field("pick-lon").value);
    if (chosen.country) set("country", chosen.country);
    if (chosen.country) set("admin1", chosen.admin1);
    set("where_prec", field("pick-prec").value);
    box.close();
    part.closest("form").requestSubmit();
  }

  map.addEventListener("click", clicked);
  map.addEventListener("keydown", nudge);
  field("pick-q").addEventListener("input", typed);
  for (const name of ["pick-lat", "pick-lon"]) field(name).addEventListener("change", () => ((chosen = { name: chosen.name }), pin(), told()));
  box.addEventListener("click", (event) => {
    const what = event.target.closest("[data-do]")?.dataset.do;
    if (what === "nearer") zoom(0.5);
    if (what === "farther") zoom(2);
    if (what === "close") box.close();
  });
  box.querySelector("form").addEventListener("submit", (event) => {
    event.preventDefault();
    if (document.activeElement === field("pick-q")) return search();
    use();
  });
  box.addEventListener("close", () => part && part.isConnected && part.querySelector('[data-do="pick"]').focus());
  return { open };
})();
