"""The report's part: what the marks mean, each kind to be switched off by itself, and the marked text."""

from __future__ import annotations

from dateline.render.page.marks import marked_text
from dateline.render.page.markup import Markup, el
from dateline.render.page.parts import part
from dateline.render.page.view import View

MARKS = (
    ("event", "events"),
    ("claim", "claims of others"),
    ("actor", "actors"),
    ("place", "places"),
    ("date", "dates"),
    ("number", "numbers"),
    ("source", "sources"),
)
"""Kinds of marks and their names in the legend, which also switches them."""


def report_part(view: View) -> Markup:
    """The legend and the text. On a wide screen the text stands still beside the records and scrolls by itself."""
    language = view.dossier.document.language or "und"
    marked = marked_text(view)
    text = el("article", {"lang": language, "class": "text", "aria-labelledby": "h-report"}, marked)
    return part("report", "The report", legend(marked), text)


def legend(marked: Markup) -> Markup | None:
    """A box to tick for each kind of mark that the text has; it works by style sheet alone."""
    kinds = [(kind, name) for kind, name in MARKS if f"k-{kind}" in marked]
    boxes = [
        el("label", {"class": "switch"}, _box(kind), el("span", {"class": f"k-{kind}"}, name)) for kind, name in kinds
    ]
    if not boxes:
        return None
    return el("fieldset", {"class": "legend"}, el("legend", None, "Marks in the text"), *boxes)


def _box(kind: str) -> Markup:
    return el("input", {"type": "checkbox", "id": f"show-{kind}", "checked": "", "autocomplete": "off"})
