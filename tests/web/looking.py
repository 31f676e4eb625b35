"""Looking at pages as people do: which pages there are, what a browser asked for, what axe-core says."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from importlib.resources import files
from typing import Any
from urllib.parse import urlsplit

from playwright.sync_api import Browser, BrowserContext, Page, Request

from dateline.case.review.tasks import double_codings
from dateline.case.store.protocol import Store

TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
WIDE = {"width": 1280, "height": 900}
PHONE = {"width": 390, "height": 844}


@cache
def axe_script() -> str:
    """axe-core, as the test dependency carries it."""
    return files("axe_playwright_python").joinpath("axe.min.js").read_text(encoding="utf-8")


def violations(page: Page) -> list[str]:
    """What axe-core finds on the page: rule, and the elements that break it."""
    page.evaluate(axe_script())
    options = {"runOnly": {"type": "tag", "values": TAGS}, "resultTypes": ["violations"]}
    found: dict[str, Any] = page.evaluate(f"axe.run(document, {json.dumps(options)})")
    return [
        f"{v['id']}: {n['html'][:200]} {n['failureSummary'][:300]}" for v in found["violations"] for n in v["nodes"][:3]
    ]


def too_wide(page: Page) -> int:
    """By how many pixels the page is wider than its window."""
    return int(page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth"))


OVERLAPS = """() => {
  const walk = document.createTreeWalker(document.querySelector("main"), NodeFilter.SHOW_TEXT);
  const boxes = [];
  for (let n; (n = walk.nextNode()); ) {
    const of = n.parentElement;
    if (!n.data.trim() || of.closest("svg, .sr, option, [hidden]") || !of.checkVisibility()) continue;
    const range = document.createRange(), cell = of.closest("td");
    const cut = cell && getComputedStyle(cell).overflowX === "hidden" ? cell.getBoundingClientRect().right : Infinity;
    range.selectNodeContents(n);
    for (const r of range.getClientRects()) {
      const thin = r.height * 0.3;
      const right = Math.min(cut, r.right) - 2;
      const box = { top: r.top + thin, bottom: r.bottom - thin, left: r.left + 2, right, n };
      if (r.width > 2) boxes.push(box);
    }
  }
  boxes.sort((a, b) => a.top - b.top);
  const found = [];
  boxes.forEach((a, i) => {
    for (let j = i + 1; j < boxes.length && boxes[j].top < a.bottom; j++) {
      const b = boxes[j];
      if (b.left < a.right && a.left < b.right && a.n !== b.n) found.push(`${a.n.data.trim()} / ${b.n.data.trim()}`);
    }
  });
  return found.slice(0, 3).map((t) => t.slice(0, 200));
}"""


def overlaps(page: Page) -> list[str]:
    """Words that stand on others."""
    return [str(one) for one in page.evaluate(OVERLAPS)]


class Watched:
    """A browser that notes what pages ask for outside their origin, and what they complain of."""

    def __init__(self, context: BrowserContext, origin: str) -> None:
        self.context, self.origin = context, origin
        self.elsewhere: list[str] = []
        self.complaints: list[str] = []
        context.on("request", self._asked)
        context.on("weberror", lambda e: self.complaints.append(str(e.error)))
        context.on("console", lambda m: self.complaints.append(m.text) if m.type in {"error", "warning"} else None)

    def _asked(self, request: Request) -> None:
        parts = urlsplit(request.url)
        if parts.scheme not in {"data", "blob"} and f"{parts.scheme}://{parts.netloc}" != self.origin:
            self.elsewhere.append(request.url)


@contextmanager
def watched(browser: Browser, address: str, **how: Any) -> Iterator[Watched]:
    """A fresh browser at the server's address, signed in by the address as `dateline serve` prints it."""
    context = browser.new_context(viewport=how.pop("viewport", WIDE), **how)
    parts = urlsplit(address)
    made = Watched(context, f"{parts.scheme}://{parts.netloc}")
    page = context.new_page()
    page.goto(address)
    page.close()
    yield made
    context.close()


def paths(store: Store) -> dict[str, str]:
    """A page of each kind, by what it is called: those of the navigation, and one record's each."""
    rows = list(store.reports())
    report = max(rows, key=lambda r: r.claims)
    groups = store.groups()
    happening, members = max(groups.items(), key=lambda g: len(g[1]))
    a, b = (members * 2)[:2]
    event = next(e.id for s in store.readings([report.id]) for e in s.dossier.events)
    known = {
        "inbox": "/inbox",
        "inbox: jobs": "/inbox/jobs",
        "review": f"/review/{report.id}",
        "explore": "/explore",
        "explore: map": "/explore?view=map",
        "explore: timeline": "/explore?view=timeline",
        "explore: matrix": "/explore?view=matrix",
        "event": f"/event/{happening}",
        "compare: queue": "/compare",
        "compare": f"/compare?a={a}&b={b}",
        "compare: split": f"/compare?a={happening}",
        "actors": "/actors",
        "actors: network": "/actors/network",
        "sources": "/sources",
        "checks": "/checks",
        "coverage": "/coverage",
        "agreement": "/agreement",
        "export": "/export",
        "export: preview": "/export?format=ged",
        "history": "/history",
        "history: chain": "/history/chain",
        "history: difference": "/history/difference?before=1",
        "api": "/api",
    }
    for task in double_codings(store):
        known["agreement: table"] = f"/agreement/{task.id}"
        known["agreement: adjudicate"] = f"/agreement/{task.id}/{task.reports[0]}"
    known["review: correct"] = f"/review/{report.id}/fix?record={event}"
    known["review: places"] = "/review/places?q=Beledweyne"
    return known


LEADING = {
    "actor": ("/actors", "tbody a[href^='/actors/']"),
    "source": ("/sources", "tbody a[href^='/sources/']"),
    "history: decision": ("/history", "main a[href^='/history/judgement-']"),
}
"""Pages that are found on others: where, and by which link."""


def further(seen: Watched) -> dict[str, str]:
    """Those pages, and those of work that is under way: an export and a report that is added are begun for them."""
    page = seen.context.new_page()
    known = {}
    for name, (path, link) in LEADING.items():
        page.goto(seen.origin + path)
        known[name] = str(page.locator(link).first.get_attribute("href"))
    began = "async (body) => (await (await dateline.post('/api/v1/exports', body)).json()).id"
    known["export: made"] = f"/export/{page.evaluate(began, {'format': 'ged', 'all_the_same': True})}"
    page.goto(seen.origin + "/inbox/jobs")
    page.locator("form[action='/inbox/link'] button").click()
    page.close()
    return known
