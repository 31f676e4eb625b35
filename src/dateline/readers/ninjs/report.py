"""One object of ninjs -> Document: what it says of itself, and its text."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any, Final

from dateline.errors import InputError
from dateline.model.document import Document
from dateline.model.vocabulary import SectionKind
from dateline.readers.blocks import Block, document_of_blocks
from dateline.readers.formats import Input
from dateline.readers.given import Metadata, day_of
from dateline.readers.html.address import usable_url
from dateline.readers.ninjs.bodies import blocks_of
from dateline.readers.ninjs.item import Item, names_of, one_line, roles_of
from dateline.readers.paragraphs import blocks_of_html_part
from dateline.readers.sections import byline_of
from dateline.readers.table.columns import plain

USABLE: Final = frozenset({"", "usable"})
WITHHELD: Final = {
    "canceled": "was canceled by its provider: it must not be used.",
    "cancelled": "was canceled by its provider: it must not be used.",
    "withheld": "is withheld by its provider until further notice.",
}
"""What `pubstatus` says of objects that are not to be used (ninjs 1.0-3.1: usable, withheld, canceled)."""
TITLE_LIKE: Final = 3
"""Blocks at the start of a body among which its own title is looked for."""


def has_text(item: Item) -> bool:
    """Whether the object has a body, of whatever kind."""
    return any(item.held.get(name) for name in names_of("bodies")) or any(n.startswith("body_") for n in item.held)


def report_of(item: Item, found: dict[str, Any], part: str, media_type: str, source: Input) -> Document:
    """The report of an object. `InputError` for one that is not to be used, is no report, or breaks the standard."""
    _check(item)
    blocks = blocks_of(item, part)
    if not blocks:
        raise InputError(item.name, "holds no text: none of its bodies has words.", "Give the object with its body.")
    metadata = _metadata(item, source.captured)
    data = json.dumps(found, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode("utf-8", "replace")
    titled = _titled(blocks, metadata.title, part)
    return document_of_blocks(titled, data, item.name, media_type, source.given, metadata, part or None)


def _check(item: Item) -> None:
    """Refuse what is not to be used, and what is no report."""
    if not item.line("uri"):
        raise InputError(
            item.name, "has no “uri”, which every object of ninjs has.", "Read it as JSON: --format jsonl."
        )
    status = item.role(*names_of("status"))
    if status not in USABLE:
        reason = WITHHELD.get(status, f"has the “pubstatus” “{plain(status)}”, which ninjs does not know.")
        raise InputError(item.name, reason, "Ask the provider for a version that is usable.")
    kind = item.role(*names_of("type"))
    if kind in {"event", "planning"}:
        raise InputError(item.name, f"is a plan (type “{kind}”), no report.", "Give what was reported of it.")
    if kind not in roles_of("type") and not has_text(item):
        raise InputError(
            item.name, f"is of the type “{plain(kind)}” and has no text.", "Give the story that it goes with."
        )


def _metadata(item: Item, captured: str | None) -> Metadata:
    outlet = _outlet(item)
    return Metadata(
        title=_title(item),
        byline=tuple(_byline(item, outlet)),
        outlet=outlet,
        published=_published(item),
        url=_url(item),
        language=item.line("language"),
        captured=captured,
        filed=item.line("located"),
    )


def _title(item: Item) -> str | None:
    """The main headline; else the first one, that of 1.x, or the object's own title."""
    ranks = roles_of("headline")
    told = [(ranks.get(h.role("role"), 9), _flat(h, "value")) for h in item.objects("headlines")]
    best = min((t for t in told if t[1]), key=lambda t: t[0], default=(0, ""))[1]
    more = [n for n in item.held if n.startswith("headline_")]
    return (
        best or item.line("headline") or next(filter(None, (_flat(item, n) for n in more)), None) or item.line("title")
    )


def _flat(item: Item, name: str) -> str:
    """A headline as plain text: some hold HTML."""
    text = item.text_at(name) or ""
    if "<" in text:
        text = " ".join(block.text for block in blocks_of_html_part(text, item.name))
    return one_line(text)


def _byline(item: Item, outlet: str | None) -> Iterator[str]:
    """The persons who are named as authors; else those of the line that names the makers."""
    ranks = roles_of("people")
    people = [p.line_at("name") for p in item.objects("people") if {p.role("rel"), p.role("role")} & ranks.keys()]
    names = [n for n in people if n]
    if not names and (told := item.line("by")):
        names = list(byline_of(told) or byline_of(f"By {told}") or (told,))
    yield from dict.fromkeys(n for n in names if n != outlet)


def _outlet(item: Item) -> str | None:
    """Who made the report or sends it out; else whose it is."""
    ranks = roles_of("infosource")
    told = [(ranks[role], s.line_at("name")) for s in item.objects("sources") if (role := s.role("role")) in ranks]
    return min((t for t in told if t[1]), key=lambda t: t[0], default=(0, None))[1] or item.line("holder")


def _published(item: Item) -> str | None:
    """The day on which its words were first there: a later version changes words, not the day they were written for.
    Where it was embargoed beyond that, the day on which it could first be read."""
    days = [_day(item, name) for name in names_of("created")]
    first = next((day for day in days if day), None)
    embargo = max((day for name in names_of("embargo") if (day := _day(item, name))), default=None)
    return max(filter(None, (first, embargo)), default=None)


def _day(item: Item, name: str) -> str | None:
    told = item.text_at(name)
    if told is None:
        return None
    if (day := day_of(told)) is None:
        raise InputError(
            item.name, f"“{name}” is “{plain(told)}”, no date and time.", "ninjs writes 2024-05-17T10:00:00Z there."
        )
    return day


def _url(item: Item) -> str | None:
    """Its page: an alternative id that is one, a rendition of it in HTML, or its own id where that is an address."""
    told = [a.text_at("value") for a in _alternatives(item) if a.role("role") in roles_of("altid")]
    told += [r.text_at("href") for r in item.objects("renditions") if "html" in (_media_type(r) or "")]
    return next((url for t in (*told, item.text_at("uri")) if (url := usable_url(t))), None)


def _media_type(rendition: Item) -> str | None:
    return rendition.text_at("contenttype") or rendition.text_at("mimetype")


def _alternatives(item: Item) -> Iterator[Item]:
    """Alternative ids: of 1.x an object of whatever the provider names, later a list."""
    held = item.held.get("altids")
    if isinstance(held, dict):
        yield from (Item(item.name, {"role": role, "value": v}) for role, v in held.items() if isinstance(v, str))
    else:
        yield from item.objects("altids")


def _titled(blocks: Sequence[Block], title: str | None, part: str) -> list[Block]:
    """The text with its title on top, unless it opens with it."""
    if title is None:
        return list(blocks)
    same = next((n for n, b in enumerate(blocks[:TITLE_LIKE]) if _bare(b.text) == _bare(title)), None)
    if same is None:
        return [Block("title", title, f"{part} headline".lstrip()), *blocks]
    kind: SectionKind = "title"
    return [replace(b, kind=kind) if n == same else b for n, b in enumerate(blocks)]


def _bare(text: str) -> str:
    return "".join(c for c in text.casefold() if c.isalnum())
