"""Where a report was filed, as far as its first words say so without a dash, and divisions after a place's comma.

"KARKAMIS, Turkey Turkish troops fired ..." and "JERUSALEM (AP)_ Officials said ..." open wire reports that were pasted
from a page. They are places of the report, never of an event.
"""

from __future__ import annotations

import re
from dataclasses import replace

from dateline.annotate.short_names import Short, short_forms, short_names_in
from dateline.gazetteer.protocol import Gazetteer
from dateline.model.document import Document
from dateline.model.layers import Toponym
from dateline.model.parse import Parse

ACRONYM = 5
"""Letters of the longest acronym that is taken for one."""
_LETTERS = r"[A-Z\u00c0-\u00de'’.]{2,24}"
_CAPITALS = re.compile(rf"[A-Z\u00c0-\u00de]{_LETTERS}(?:[ -]{_LETTERS}){{0,2}}(?![\w-])")
_DASH = re.compile(r"(?:,\s[A-Z][A-Za-z.]{1,15})?\s?(?:\([^()]{2,30}\)\s?)?\s?(?:-{1,3}|[–—])\s")
_AGENCY = re.compile(r" \([A-Z][^()\n]{1,38}\) ?[_–—-]{0,2} ?(?=[A-Z“\"])")
_AFTER = re.compile(r", ((?:[A-Z][\w.'’-]{1,20} ?){1,3})")
_HELD = re.compile(r",\s{1,2}$")


def opens_report(text: str, start: int, end: int) -> bool:
    """Capitals with a dash after them: "ROSWELL - A man ...", "LEXINGTON, Neb. (EX) -- ..."."""
    return end - start > 3 and text[start:end].isupper() and _DASH.match(text, end) is not None


def opening_names(document: Document, gazetteer: Gazetteer, blocked: list[tuple[int, int]]) -> list[Toponym]:
    """Capitals at the start of the first paragraph, with an agency or a country after them.

    `blocked` are actors' names: a short one may be an acronym, a long one in capitals is a town's.
    """
    first = next((s for s in document.sections if s.kind in {"paragraph", "dateline"}), None)
    if first is None or first.kind == "dateline":
        return []
    m = _CAPITALS.match(document.text, first.start, first.end)
    if m is None or (len(m.group()) <= ACRONYM and any(a < m.end() and m.start() < b for a, b in blocked)):
        return []
    name, known = m.group(), gazetteer.has(m.group())
    container = _container(document.text, m.end(), gazetteer)
    if container is not None:
        a, b, whole = container
        country = gazetteer.country_named(whole) is not None
        place = Toponym(m.start(), m.end(), name, -1, None, True, whole, "opening", known)
        held = Toponym(a, b, whole, -1, "country" if country else "province", True, None, "opening", True)
        return [place, held]
    if known and _AGENCY.match(document.text, m.end()):
        return [Toponym(m.start(), m.end(), name, -1, None, True, None, "opening", True)]
    return []


def _container(text: str, at: int, gazetteer: Gazetteer) -> tuple[int, int, str] | None:
    """The country or division after a comma: the longest words that name one."""
    m = _AFTER.match(text, at)
    words = m.group(1).split() if m else []
    for n in range(len(words), 0, -1):
        name = " ".join(words[:n])
        short = short_forms().get(name)
        whole = short.name if short else name
        if short or gazetteer.country_named(name) or any(c.kind == "province" for c in gazetteer.candidates(name)):
            return at + 2, at + 2 + len(name), whole
    return None


def with_short_forms(document: Document, parse: Parse, gazetteer: Gazetteer, found: list[Toponym]) -> list[Toponym]:
    """Divisions in their short forms right after a place ("Dayton, Ore."), which then lies within them."""
    shorts = short_names_in(document.text, 0, len(document.text))
    forms = {(a, b): s for a, b, s in shorts if s.kind == "province"}
    out = sorted((t for t in found if (t.start, t.end) not in forms), key=lambda t: (t.start, -t.end))
    ends = {t.end: n for n, t in enumerate(out)}
    follows = [t.start for t in out[1:]] + [len(document.text)]
    for (a, b), short in forms.items():
        held = _HELD.search(document.text, max(0, a - 3), a)
        n = ends.get(held.start()) if held else None
        if n is not None and follows[n] >= b:
            out[n] = replace(out[n], within=short.name)
            out.append(_division(parse, gazetteer, a, b, short, dateline=out[n].dateline))
    return out


def _division(parse: Parse, gazetteer: Gazetteer, a: int, b: int, short: Short, *, dateline: bool) -> Toponym:
    whole, token = gazetteer.country(short.country), parse.token_at(a)
    within = whole.name if whole else None
    return Toponym(a, b, short.name, token.i if token else -1, "province", dateline, within, "short", True)
