"""The list of a batch's pages: one row a report, with what was found and what does not add up."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import quote

from dateline.protect.policy import Shown
from dateline.render.page.frame import resource, whole_page
from dateline.render.page.markup import Child, Markup, el
from dateline.render.page.view import value
from dateline.render.summary import counted
from dateline.render.words import clean, shorten


@dataclass(frozen=True, slots=True)
class Listed:
    """One report of the list: the name of its page's file, and what the row tells."""

    file: str
    title: str
    outlet: str
    published: str
    events: int
    claims: int
    disagree: int


HEADS = ("Report", "Outlet", "Published", "Events", "Claims", "Checks that disagree")


def listed(file: str, shown: Shown) -> Listed:
    """The row of a dossier whose page is in `file`, beside the list."""
    d = shown.dossier
    title = clean(d.document.title or "")
    return Listed(
        file,
        shorten(title, 200) or "Untitled report",
        clean(d.document.outlet or ""),
        d.document.published.date or "",
        len(d.events),
        len(d.claims),
        sum(f.verdict == "disagrees" for f in d.findings),
    )


def listing_page(rows: Sequence[Listed]) -> str:
    """The whole page."""
    heading = el("header", {"class": "head"}, el("h1", None, f"Dossiers of {counted(len(rows), 'report')}"))
    head = el("thead", None, el("tr", None, *[el("th", {"scope": "col"}, h) for h in HEADS]))
    table = el("table", None, el("caption", {"id": "list"}, "Reports"), head, el("tbody", None, *map(_row, rows)))
    box = el("div", {"class": "scroll", "role": "group", "tabindex": 0, "aria-labelledby": "list"}, table)
    body = el("body", None, heading, el("main", None, el("section", {"class": "part"}, box)))
    return whole_page(f"Dossiers of {counted(len(rows), 'report')}", body, resource("page.css"))


def _row(row: Listed) -> Markup:
    # the name is the program's own, made of the file that the user names and a document's id: it stays in this folder
    link = Markup(f'<a href="{quote(row.file)}">{el("bdi", None, row.title)}</a>')
    cells: tuple[Child, ...] = (
        value(row.outlet) if row.outlet else None,
        row.published or "not known",
        f"{row.events:,}",
        f"{row.claims:,}",
        f"{row.disagree:,}" if row.disagree else "none",
    )
    return el("tr", None, el("th", {"scope": "row"}, link), *[el("td", None, cell) for cell in cells])
