"""What the report is: title, outlet, date and how it is known, where it was filed, and the way to the parts."""

from __future__ import annotations

from collections.abc import Iterator

from dateline.readers.language import language_name
from dateline.render.page.markup import Child, Markup, el, join, safe_url
from dateline.render.page.parts import facts
from dateline.render.page.view import View, value
from dateline.render.summary import counted
from dateline.render.words import clean, shorten


def title_words(view: View) -> str:
    """The report's title, or that it has none."""
    title = view.dossier.document.title
    return shorten(title, 300) if title and clean(title) else "Untitled report"


def header(view: View) -> Markup:
    """The head of the page."""
    heading = el("h1", {"dir": "auto"}, title_words(view))
    return el("header", {"class": "head"}, heading, facts(_facts(view)))


def _facts(view: View) -> Iterator[tuple[str, Child]]:
    d = view.dossier.document
    yield "Outlet", value(d.outlet) if d.outlet else "not known"
    yield "Published", _published(view)
    yield "Filed from", value(d.dateline.place) if d.dateline and d.dateline.place else None
    yield "By", join([value(b) for b in d.byline[:20]], ", ")
    yield "Language", _language(d.language)
    yield "Length", counted(len(d.text.split()), "word")
    yield "Address", _address(d.url)
    yield "Found", _counts(view)


def _published(view: View) -> Child:
    published = view.dossier.document.published
    if not published.date:
        return "date not known"
    day = el("time", {"datetime": clean(published.date)}, clean(published.date))
    return join([day, el("span", {"class": "muted"}, f" ({clean(published.basis)})") if published.basis else None])


def _language(code: str | None) -> str:
    if code is None:
        return "not recognised"
    name = language_name(code)
    return clean(code if name == code else f"{name} ({code})")


def _address(url: str | None) -> Child:
    """The report's own address: a link where it is an ordinary web address, else words."""
    if not url:
        return None
    safe = safe_url(url)
    if safe is None:
        return value(shorten(url, 200))
    return el("a", {"href": safe, "rel": "noopener noreferrer nofollow"}, value(shorten(safe, 200)))


def _counts(view: View) -> str:
    d = view.dossier
    told = [("event", d.events), ("claim", d.claims), ("source", d.sources), ("actor", d.actors), ("place", d.places)]
    return ", ".join(counted(len(records), noun) for noun, records in told)


def navigation(view: View) -> Markup:
    """Links to the parts, with how many records each holds."""
    d = view.dossier
    parts: list[tuple[str, str, int | None]] = [
        ("findings", "Checks", sum(v == "disagrees" for v in view.odd.values())),
        ("report", "Report", None),
        ("places", "Map", len(d.places)),
        ("timeline", "Timeline", None),
        ("events", "Events", len(d.events)),
        ("claims", "Claims", len(d.claims)),
        ("actors", "Actors", len(d.actors)),
        *([("relations", "Relations", len(d.relations))] if d.relations else []),
        *([("control", "Who holds what", len(d.control))] if d.control else []),
        *([("numbers", "Numbers", len(d.amounts))] if d.amounts else []),
        *([("victims", "Victims", len(d.victims))] if d.victims else []),
        *([("media", "Photos", len(d.media))] if d.media else []),
        ("receipt", "Receipt", None),
    ]
    links = [el("li", None, el("a", {"href": f"#{id_}"}, name, _count(n))) for id_, name, n in parts]
    return el("nav", {"aria-label": "Parts of this page"}, el("ul", None, *links))


def _count(number: int | None) -> Markup | None:
    return el("span", {"class": "count"}, f" {number:,}") if number else None
