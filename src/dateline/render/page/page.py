"""A dossier as one HTML file that needs nothing else: no server, no script to be read, nothing loaded from anywhere.

The page is its own contents list: see `_body`. Everything that comes out of the report goes through `markup.el`; the
content security policy allows the page's one style sheet and one script by their digests, and nothing besides.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path

from dateline.errors import SettingsError
from dateline.protect.policy import Shown
from dateline.render.map.figure import map_css
from dateline.render.page.claims import claims_part
from dateline.render.page.events import events_part
from dateline.render.page.findings import findings_part
from dateline.render.page.frame import resource, whole_page
from dateline.render.page.head import header, navigation, title_words
from dateline.render.page.markup import Markup, el
from dateline.render.page.parts import signs
from dateline.render.page.places import places_part
from dateline.render.page.receipt import receipt_part
from dateline.render.page.report import report_part
from dateline.render.page.tables import records_parts
from dateline.render.page.timeline import timeline_part
from dateline.render.page.view import View, view_of

LANGUAGES = ("en",)
"""Languages that the page's own words are written in; the report may be in any."""


def dossier_page(shown: Shown, *, outlines: Path | None = None, lang: str = "en") -> str:
    """The whole page. `outlines` is a file of country outlines for the map, see `dateline.render.map`.

    Raises `SettingsError` for a language that the page does not speak.
    """
    if lang not in LANGUAGES:
        raise SettingsError(f"lang: the page is not written in {lang!r}; there is {', '.join(LANGUAGES)}.")
    view = view_of(shown)
    title, body = f"{title_words(view)} – dossier", _body(view, outlines)
    return whole_page(title, body, style_sheet(), resource("page.js"), lang)


def _body(view: View, outlines: Path | None) -> Markup:
    """The parts in the order in which they are read: what is odd, what is said, what was made of it."""
    records = (
        places_part(view, outlines),
        timeline_part(view),
        events_part(view),
        claims_part(view),
        records_parts(view),
    )
    return el(
        "body",
        None,
        el("a", {"class": "skip", "href": "#report"}, "Skip to the report"),
        _signs(view),
        header(view),
        navigation(view),
        el(
            "main",
            None,
            findings_part(view),
            el("div", {"class": "panes"}, report_part(view), el("div", {"class": "records"}, *records)),
        ),
        el("footer", None, receipt_part(view, outlines)),
        el("script", None, Markup(resource("page.js"))),
    )


@cache
def style_sheet() -> str:
    """The page's own rules and the map's, which draws with the page's colours."""
    return resource("page.css") + map_css()


def _signs(view: View) -> Markup:
    """The actors' symbols, drawn once and used by name."""
    return signs({view.drawn[id_]: symbol for id_, symbol in view.symbols.items()})
