"""Every place name of a text, whatever it stands for: what geoparsing corpora annotate, and more than a dossier wants.

Adjectives ("Syrian"), governments ("Damascus said") and organisations' names ("Goma Airport Authority") count here. A
name is decided on by what the whole text says of it: one clear mention as a place or as a person speaks for the others.
"""

from __future__ import annotations

import itertools
import re
from collections import Counter
from dataclasses import dataclass

from dateline.annotate.name_runs import PLACES, Name, name_runs
from dateline.annotate.name_signs import TextSigns, text_signs
from dateline.annotate.openings import opening_names
from dateline.annotate.place_words import contexts, place_types
from dateline.annotate.short_names import adjective_place, short_names_in
from dateline.annotate.streets import streets_in
from dateline.annotate.toponym_names import GAP
from dateline.annotate.toponyms import dateline_names
from dateline.annotate.toponyms_given import toponyms_at
from dateline.gazetteer.protocol import Gazetteer
from dateline.model.document import Document
from dateline.model.layers import Toponym
from dateline.model.parse import SUBJECTS, Parse, Sentence, Token

WELL_KNOWN = 200_000
"""People of a city that needs no word beside it."""
_PLURAL_OF = re.compile(r"\b([a-z]{4,15})\sof\s(?:the\s)?$")
_COMPASS = frozenset({"north", "south", "east", "west", "northeast", "northwest", "southeast", "southwest", "midwest"})


@dataclass(frozen=True, slots=True)
class _Signs:
    """What the text says of its names; `place` counts by folded name how often one is clearly a place."""

    text: TextSigns
    place: Counter[str]
    listed: frozenset[int]
    """Starts of the names that share a plural type word."""


def find_all_names(document: Document, parse: Parse, gazetteer: Gazetteer) -> list[Toponym]:
    """Place names in text order, without overlaps; adjectives carry the rule "adjective"."""
    spans = [(t.start, t.end) for t in opening_names(document, gazetteer, [])]
    for s in parse.sentences:
        _add(spans, [(a, b) for a, b, _ in short_names_in(document.text, s.start, s.end)])
        _add(spans, streets_in(parse, s))
        _add(spans, _adjectives(parse, s, gazetteer))
    names = [n for s in parse.sentences for n in name_runs(document, parse, s, gazetteer)]
    signs = _signs(parse, names)
    _add(spans, [(n.start, n.end) for n in names if _is_place(parse, n, signs, gazetteer)])
    made = toponyms_at(document, parse, gazetteer, sorted(spans))
    return sorted([t for t in made if t is not None] + dateline_names(document, gazetteer), key=lambda t: t.start)


def _add(spans: list[tuple[int, int]], new: list[tuple[int, int]]) -> None:
    """Adds the spans that overlap none; both lists are in text order."""
    merged = sorted([*((a, b, 0) for a, b in spans), *((a, b, 1) for a, b in new)], key=lambda s: (s[0], s[2]))
    for n, (a, b, mine) in enumerate(merged):
        beside = merged[max(0, n - 1) : n] + merged[n + 1 : n + 2]
        if mine and not any(a < d and c < b for c, d, own in beside if not own):
            spans.append((a, b))
    spans.sort()


def _adjectives(parse: Parse, s: Sentence, gazetteer: Gazetteer) -> list[tuple[int, int]]:
    """ "Syrian", "South Ossetians", "Texan"; "African American" and "Native American" name no place."""
    found: list[tuple[int, int]] = []
    tokens = parse.tokens[s.first : s.last]
    for n, t in enumerate(tokens):
        if not t.text[:1].isupper() or t.ent in {"LANGUAGE", "PERSON"} or (found and t.start < found[-1][1]):
            continue
        one, two = tokens[n - 1] if n else None, tokens[n + 1] if n + 1 < len(tokens) else None
        if two is not None and adjective_place(f"{t.text} {two.text}", gazetteer) is not None:
            found.append((t.start, two.end))
        elif adjective_place(t.text, gazetteer) is None or gazetteer.country_named(t.text) is not None:
            continue
        elif not (_of_origin(one, t, gazetteer) or _of_origin(t, two, gazetteer)):
            found.append((t.start, t.end))
    return found


def _of_origin(one: Token | None, two: Token | None, gazetteer: Gazetteer) -> bool:
    """As in "African Americans", "Native American": where a group came from."""
    if one is None or two is None or not two.text.startswith("American"):
        return False
    return one.lower == "native" or adjective_place(one.text, gazetteer) is not None


# --- what the text says of its names ----------------------------------------------------------------------------------


def _signs(parse: Parse, names: list[Name]) -> _Signs:
    listed = _listed(parse.text, names)
    place: Counter[str] = Counter()
    for n in names:
        if n.known and (n.told or n.start in listed):
            place[n.key] += 2
        elif n.known and n.label in PLACES and n.lies == "exact":
            place[n.key] += 1
    return _Signs(text_signs(parse), place, listed)


def _listed(text: str, names: list[Name]) -> frozenset[int]:
    """Names with a plural type word in common ("Clay, Grant and Swift counties", "the towns of A and B")."""
    found: set[int] = set()
    for n in names:
        head = _PLURAL_OF.search(text, max(0, n.start - 20), n.start)
        if _plural(n.after) or (head is not None and _plural(head.group(1))):
            found.add(n.start)
    joined = [(one, two) for one, two in itertools.pairwise(names) if GAP.fullmatch(text[one.end : two.start])]
    for one, two in reversed(joined):
        if two.start in found:
            found.add(one.start)
    for one, two in joined:
        if one.start in found:
            found.add(two.start)
    return frozenset(found)


def _plural(word: str) -> bool:
    kind = place_types().get(word)
    return kind is not None and kind[1]


# --- decisions --------------------------------------------------------------------------------------------------------


def _is_place(parse: Parse, n: Name, signs: _Signs, gazetteer: Gazetteer) -> bool:
    if n.told or n.start in signs.listed or (n.typed and n.label != "PERSON"):
        return True
    if n.country:
        return n.label != "PERSON" or n.lies == "exact"
    plain = signs.text.everyday(n.text, here=True)
    if n.label in PLACES:
        return _labelled_place(parse, n, signs) and not (plain and n.lies != "exact")
    return n.known and not plain and _unlabelled_place(n, signs, gazetteer)


def _labelled_place(parse: Parse, n: Name, signs: _Signs) -> bool:
    """The engine's own place, unless the text uses the name for a person or the words are no name."""
    words = n.key.split()
    if n.key in _COMPASS or all(w in contexts()["institution"] or w in place_types() for w in words):
        return False
    if n.known:
        return signs.place[n.key] >= signs.text.persons[n.key]
    if signs.text.person(n.text) or (n.text.isupper() and len(n.text) < 4):
        return False
    return _located(n) or not _speaks(parse, n)


def _unlabelled_place(n: Name, signs: _Signs, gazetteer: Gazetteer) -> bool:
    """A known name that the engine takes for something else, or for nothing."""
    person = signs.text.persons[n.key]
    if signs.place[n.key] > person:
        return n.label != "PERSON" or n.lies == "exact"
    if person:
        return False
    if n.lies in {"exact", ""}:
        return _located(n) or (n.label != "PERSON" and n.after in contexts()["civic"])
    if n.label == "PERSON":
        return False
    if n.lies == "first":
        return n.after in contexts()["civic"] or _large(n, gazetteer)
    return n.lies == "last" and n.before == "of"


def _located(n: Name) -> bool:
    """After a preposition of place, or before a word for people or a house ("a Salem woman")."""
    return n.before in contexts()["sure_in"] or n.after in contexts()["people"]


def _speaks(parse: Parse, n: Name) -> bool:
    head = parse.tokens[n.last - 1]
    return head.dep in SUBJECTS and head.head is not None and head.head.lemma in contexts()["say"]


def _large(n: Name, gazetteer: Gazetteer) -> bool:
    """A division, or a city that is known by its name alone."""
    return any(c.kind == "province" or c.population >= WELL_KNOWN for c in gazetteer.candidates(n.text))
