"""Place names in the text: what the gazetteer knows, what a type word or a preposition makes a place.

A country's name counts only where it stands as a location ("in Syria", "Syria's eastern desert"), not where the state
acts ("Russia said", "talks with Iran"). Names inside spans that belong to actors are left alone.
"""

from __future__ import annotations

import itertools
import re
from collections import Counter
from dataclasses import replace

from dateline.annotate.name_signs import text_signs
from dateline.annotate.namesakes import settle_containers, settle_namesakes
from dateline.annotate.openings import opening_names, with_short_forms
from dateline.annotate.toponym_names import GAP, Found, names_in
from dateline.annotate.toponym_sense import (
    PLACE_LABELS,
    head_of,
    inside_other_name,
    is_body_part,
    is_doubtful,
    is_native,
    is_place,
    label_of,
    read_apposition,
)
from dateline.gazetteer.folding import fold
from dateline.gazetteer.protocol import Gazetteer
from dateline.model.document import Document
from dateline.model.layers import Toponym
from dateline.model.parse import Parse
from dateline.model.vocabulary import PlaceKind

HOME = 3
"""Countries of the report, most often named first, in which other spellings are looked for, and whose known places are
believed against the engine's label."""

_TOWN_OF = re.compile(r"\s(?:town|city|village|hamlet|port)\sof\s")


def find_toponyms(
    document: Document, parse: Parse, gazetteer: Gazetteer, taken: list[tuple[int, int]] | None = None
) -> list[Toponym]:
    """Place names in text order, without overlaps; `taken` are spans of actors' names."""
    blocked = sorted(taken or [])
    found: list[Found] = []
    for sentence in parse.sentences:
        found += names_in(document, parse, sentence, gazetteer, blocked)
    containers(document.text, found)
    codes = report_countries(parse, gazetteer, [f.name for f in found if f.known])
    _alike(found, gazetteer, codes)
    for f in found:
        read_apposition(document.text, f)
    kept = [f for f in found if is_place(parse, f, gazetteer) or is_native(parse, f, gazetteer, codes[:HOME])]
    signs, sure = text_signs(parse), Counter(fold(f.name) for f in kept if label_of(parse, f) in PLACE_LABELS)
    kept = [f for f in kept if not is_doubtful(parse, f, signs, sure)]
    kept += [f for f in _beside(document.text, found, kept) if not is_doubtful(parse, f, signs, sure)]
    kept += [f for f in _again(parse, found, kept) if not is_doubtful(parse, f, signs, sure)]
    filed = [t for t in dateline_names(document, gazetteer) if t.known or not _within(t, blocked)]
    filed = filed or opening_names(document, gazetteer, blocked)
    made = [toponym_of(parse, f) for f in kept]
    out = [t for t in made if not any(t.start < f.end and f.start < t.end for f in filed)] + filed
    out = sorted(with_short_forms(document, parse, gazetteer, out), key=lambda t: (t.start, -t.end))
    return settle_namesakes(parse, settle_containers(document.text, out, gazetteer), gazetteer)


def _within(t: Toponym, blocked: list[tuple[int, int]]) -> bool:
    """Inside an actor's name: a text may open with who speaks ("UNIFIL: …") as others do with where."""
    return any(a <= t.start and t.end <= b for a, b in blocked)


def report_countries(parse: Parse, gazetteer: Gazetteer, names: list[str]) -> list[str]:
    """Countries that the report names, by name or adjective, or that an unambiguous name lies in; most often first."""
    votes: dict[str, float] = {}
    for token in parse.tokens:
        code = gazetteer.country_of_adjective(token.text) if token.text[:1].isupper() else None
        if code:
            votes[code] = votes.get(code, 0.0) + 1
    for name in names:
        code = gazetteer.country_named(name)
        codes = {code} if code else _likely_countries(name, gazetteer)
        if len(codes) == 1:
            only = codes.pop()
            votes[only] = votes.get(only, 0.0) + 1
    return sorted(votes, key=lambda c: (-votes[c], c))


def _likely_countries(name: str, gazetteer: Gazetteer) -> set[str]:
    """Countries of the places so named, but for those beside which another is ten times as large."""
    found = gazetteer.candidates(name)
    largest = max((c.population for c in found), default=0)
    return {c.country for c in found if c.country and (c.kind == "province" or c.population * 10 >= largest)}


def _alike(found: list[Found], gazetteer: Gazetteer, codes: list[str]) -> None:
    """Names that the gazetteer knows in another spelling, in a country of the report."""
    for f in found:
        if not f.known:
            f.known = any(gazetteer.similar(f.name, c) for c in codes[:HOME])


def containers(text: str, found: list[Found]) -> None:
    """As in "Hays, Yemen": the second name is the first one's container; "the Idlib town of Saraqeb" has it first."""
    for one, two in itertools.pairwise(found):
        gap = text[one.full_end : two.start]
        if _TOWN_OF.fullmatch(gap) and one.known:
            two.within = one.name
        if gap in {", ", " of ", " in "} and not one.country and (two.known or two.hint):
            one.within = two.name
            two.contained = gap == ", " and one.known


def _beside(text: str, found: list[Found], kept: list[Found]) -> list[Found]:
    """Names coordinated with a place ("Oicha and Mangina") where both are names of places by form."""
    taken, out = {id(k) for k in kept}, []
    for one, two in itertools.pairwise(found):
        pair = (one, two) if id(one) in taken else (two, one) if id(two) in taken else None
        if pair is None or id(pair[1]) in taken or pair[0].country or pair[1].country:
            continue
        gap = text[one.full_end : two.full_start]
        if gap == "-" or (GAP.fullmatch(gap) and "and" in gap):
            pair[1].rule = "beside"
            out.append(pair[1])
            taken.add(id(pair[1]))
    return out


def _again(parse: Parse, found: list[Found], kept: list[Found]) -> list[Found]:
    """Other mentions of names that are places elsewhere in the report (countries excepted: they also act)."""
    names = {fold(k.name) for k in kept if not k.country}
    taken = {k.start for k in kept}
    out = []
    for f in found:
        if f.start in taken or f.country or f.claimed or f.street or f.joined or f.acts or fold(f.name) not in names:
            continue
        head, label = head_of(parse, f), label_of(parse, f)
        if label == "NORP" and head.dep in {"amod", "compound"}:
            continue
        if label == "PERSON" and f.first and parse.tokens[f.first - 1].ent == "PERSON":
            continue
        if is_body_part(parse, head, f) or inside_other_name(parse, f, label):
            continue
        out.append(replace(f, rule="again"))
    return out


def toponym_of(parse: Parse, f: Found) -> Toponym:
    hint: PlaceKind | None = "country" if f.country and f.hint is None else f.hint
    head = head_of(parse, f).i if f.last > f.first else -1
    return Toponym(f.full_start, f.full_end, f.name, head, hint, False, f.within, f.rule, f.known, f.word)


# --- dateline ---------------------------------------------------------------------------------------------------------


def dateline_names(document: Document, gazetteer: Gazetteer) -> list[Toponym]:
    """The city, and the country after it, of "MOKHA, Yemen, Jan. 5 (Example News) --"."""
    section = next((s for s in document.sections if s.kind == "dateline"), None)
    if section is None or document.dateline is None or not document.dateline.place:
        return []
    out: list[Toponym] = []
    at = section.start
    names = [n.strip() for n in document.dateline.place.replace("/", ",").split(",") if n.strip()]
    for n, name in enumerate(names):
        start = document.text.find(name, at, section.end)
        if start < 0:
            break
        country = gazetteer.country_named(name) is not None
        within = names[n + 1] if n + 1 < len(names) and not country else None
        out.append(
            Toponym(
                start,
                start + len(name),
                name,
                -1,
                "country" if country else None,
                True,
                within,
                "dateline",
                gazetteer.has(name),
            )
        )
        at = start + len(name)
    return out
