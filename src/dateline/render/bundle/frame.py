"""What every page of the folder is set in: its head with the policy, the way to the other pages, the foot."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import Final

from dateline.render.bundle.links import Folder, relinked
from dateline.render.map.figure import map_css
from dateline.render.page.frame import resource
from dateline.render.page.markup import Child, Markup, el, join
from dateline.render.page.parts import signs
from dateline.render.page.view import value
from dateline.render.situation.view import SituationView, sign_id
from dateline.render.symbols import Symbol
from dateline.render.words import shorten

STYLE: Final = "style.css"
POLICY: Final = (
    "default-src 'none'; style-src 'self' file:; script-src 'none'; img-src 'none'; base-uri 'none'; form-action 'none'"
)
"""Nothing but the folder's own style sheet. A page that is opened from disk has no origin that 'self' could mean: there
it is the scheme that allows the sheet."""
NAVIGATION: Final = (
    ("~index", "Overview"),
    ("~happenings", "Happenings"),
    ("~ledger", "Who disagrees"),
    ("~held", "Who holds what"),
    ("~places", "Places"),
    ("~actors", "Actors"),
    ("~bonds", "Relations"),
    ("~sources", "Sources"),
    ("~checks", "Checks"),
    ("~reports", "Reports"),
    ("~about", "About"),
)
_SIGN: Final = re.compile(r'href="#sign-actor-([1-9][0-9]{0,8})"')


@cache
def style_sheet() -> str:
    """The rules that all pages share, the map's, those of the situation, and the folder's own."""
    own = files("dateline.render.bundle").joinpath("data", "bundle.css").read_text(encoding="utf-8")
    situation = files("dateline.render.situation").joinpath("data", "situation.css").read_text(encoding="utf-8")
    return resource("page.css") + map_css() + situation + own


def page_of(
    view: SituationView, folder: Folder, file: str, title: str, header: Markup, main: Markup, *, here: str = "",
    symbols: Mapping[str, Symbol] | None = None, kind: str = "situation",
) -> str:  # fmt: skip
    """A whole page. `here` is the entry of the navigation that it belongs to, `symbols` those of a page of its own."""
    depth = file.count("/")
    body = el(
        "body",
        {"class": f"bundle {kind}"},
        el("a", {"class": "skip", "href": "#main"}, "Skip to the page’s own words"),
        _drawn(view, join([header, main])) if symbols is None else signs(symbols),
        _navigation(here, case_name(view)),
        header,
        el("main", {"id": "main"}, main),
        el("footer", None, el("p", {"class": "muted"}, _foot())),
    )
    whole = title if title == case_name(view) else f"{shorten(title, 200)} – {case_name(view)}"
    head = el(
        "head",
        None,
        el("meta", {"charset": "utf-8"}),
        el("meta", {"http-equiv": "Content-Security-Policy", "content": POLICY}),
        el("meta", {"name": "viewport", "content": "width=device-width, initial-scale=1"}),
        el("meta", {"name": "color-scheme", "content": "light dark"}),
        el("meta", {"name": "referrer", "content": "no-referrer"}),
        el("title", None, whole),
        Markup(f'<link rel="stylesheet" href="{"../" * depth}{STYLE}">'),
    )
    return f"<!DOCTYPE html>\n{el('html', {'lang': 'en'}, head, relinked(body, file, folder))}\n"


def case_name(view: SituationView) -> str:
    return shorten(view.situation.case, 120) or "A case"


def heading(title: str, *lead: Child) -> Markup:
    """The head of a page: its title and what a reader must know first."""
    return el("header", {"class": "head"}, el("h1", {"dir": "auto"}, value(title)), *lead)


def _navigation(here: str, name: str) -> Markup:
    links = [
        el("li", None, el("a", {"href": f"#{name}", "aria-current": "page" if name == here else None}, words))
        for name, words in NAVIGATION
    ]
    home = el("p", {"class": "masthead"}, el("a", {"href": "#~index"}, value(name)))
    return el("nav", {"class": "site", "aria-label": "Pages"}, home, el("ul", None, *links))


def _foot() -> Markup:
    return join(
        ["Machine reading, not judgement: every value stands with who says it and in which words. ",
         el("a", {"href": "#~about"}, "How these pages were made, licences, what is hidden and left out")]
    )  # fmt: skip


def _drawn(view: SituationView, markup: Markup) -> Markup:
    """The symbols that this page uses, each drawn once. An actor's sign has its number in the list of actors."""
    used = sorted({int(n) for n in _SIGN.findall(markup) if int(n) <= len(view.actors)})
    keys = [view.actors[n - 1].key for n in used]
    return signs({sign_id(view.anchors[key]): view.symbols[key] for key in keys if key in view.symbols})
