"""Organisations that no catalogue knows and nothing in the sentence introduces: names the engine takes for one."""

from __future__ import annotations

from collections.abc import Callable

from dateline.annotate.cues import name_words
from dateline.annotate.names import PARTICLES, Name, fold
from dateline.annotate.place_words import place_types
from dateline.annotate.timepieces import WEEKDAYS
from dateline.catalogue.lookup import Catalogue
from dateline.model.parse import Parse, Token
from dateline.model.vocabulary import ActorKind

FRENCH = frozenset({"des", "du", "d\u2019", "d'"})


def add_unknown(parse: Parse, names: dict[int, Name], catalogue: Catalogue, is_place: Callable[[str], bool]) -> None:
    """Add to `names` what the engine labels an organisation, where every word is free and may be part of a name.

    They are actors of the report only where a record uses them. A single word of a longer name that stands alone later
    ("Lockheed") is that organisation.
    """
    for entity in parse.entities:
        inside = _bare(parse.within(entity.start, entity.end)) if entity.label == "ORG" else []
        if not inside or not _free(inside, names, catalogue) or not _name_like(parse, inside, catalogue):
            continue
        text = parse.text[inside[0].start : inside[-1].end]
        if is_place(text) or _of_land(parse, inside, is_place):
            continue
        first, last = inside[0].i, inside[-1].i
        whole = _longer(names, text) if first == last else None
        kind = whole.kind if whole else _kind(parse, catalogue, first, last)
        name = Name(first, last + 1, kind, whole.key if whole else f"o:{fold(text)}", text, "engine")
        names.update(dict.fromkeys(range(first, last + 1), name))
    _again(parse, names)


def _of_land(parse: Parse, inside: list[Token], is_place: Callable[[str], bool]) -> bool:
    """Whether the words name a road, a forest or the like ("the Gusau-Funtua road"), or join two places."""
    after = parse.tokens[inside[-1].i + 1] if inside[-1].i + 1 < len(parse.tokens) else None
    if after is not None and after.sent == inside[-1].sent and after.text.islower() and after.lemma in place_types():
        return True
    ends = [parse.text[t.start : t.end] for t in inside]
    return any(t.text in "-–" for t in inside) and is_place(ends[0]) and is_place(ends[-1])


def _again(parse: Parse, names: dict[int, Name]) -> None:
    """The same word where the engine has no label for it."""
    known = {n.text: n for n in names.values() if n.rule == "engine" and n.last - n.first == 1}
    for t in parse.tokens:
        name = known.get(t.text)
        if name is not None and t.i not in names and t.tag == "NNP" and not t.ent:
            names[t.i] = Name(t.i, t.i + 1, name.kind, name.key, t.text, "engine")


def _bare(inside: list[Token]) -> list[Token]:
    """Without an article before and a possessive behind."""
    while inside and (inside[0].tag == "DT" or not inside[0].text[:1].isalnum()):
        inside = inside[1:]
    while inside and (inside[-1].tag == "POS" or not inside[-1].text[-1:].isalnum()):
        inside = inside[:-1]
    return inside


def _free(inside: list[Token], names: dict[int, Name], catalogue: Catalogue) -> bool:
    """Whether no word is part of another name; a state's may be, where the whole is no force or office of the state
    ("Qatar Airways", but "Qatar Armed Forces")."""
    known = [names[t.i] for t in inside if t.i in names]
    if any(n.kind != "state" for n in known):
        return False
    last = inside[-1]
    head = catalogue.head(last.lemma.lower())
    owned = head is not None and head.kind in {"military", "police", "government", "state"}
    return not known or (last.tag == "NNP" and last.i not in names and not owned and len(inside) > 1) or (
        inside[0].i not in names and inside[0].tag == "NNP" and last.i in names and len(inside) > 1
    )  # fmt: skip


def _name_like(parse: Parse, inside: list[Token], catalogue: Catalogue) -> bool:
    words = [t for t in inside if t.text[:1].isalnum()]
    if not inside[0].text[:1].isupper() or any(t.pos in {"VERB", "PRON", "NUM"} for t in words):
        return False
    if any(t.lower in WEEKDAYS for t in words):
        return False
    if len(words) == 1:
        only = words[0]
        after = parse.tokens[only.i + 1] if only.i + 1 < len(parse.tokens) else None
        if (
            after is not None
            and after.sent == only.sent
            and (after.lower in PARTICLES | FRENCH or _office(after, catalogue))
        ):
            return False  # "Promenade des Anglais", "Defense Secretary"
        return only.pos == "PROPN" and catalogue.head(only.lemma.lower()) is None and catalogue.title(only.text) is None
    return sum(t.text[:1].isupper() for t in words) * 2 > len(words)


def _office(after: Token, catalogue: Catalogue) -> bool:
    return after.text[:1].isupper() and catalogue.title(after.text) is not None


def _kind(parse: Parse, catalogue: Catalogue, first: int, last: int) -> ActorKind:
    """From its own words, or from the noun right before it ("the rebel group X")."""
    if parse.tokens[last].lower.rstrip(".") in name_words("company"):
        return "company"
    for i in (*range(last, first - 1, -1), first - 1):
        head = catalogue.head(parse.tokens[i].lemma.lower()) if i >= 0 else None
        if head is not None and head.number == "group":
            return head.kind
    return "other"


def _longer(names: dict[int, Name], word: str) -> Name | None:
    """The one organisation named before whose name begins with the word."""
    found = {n.key: n for n in names.values() if n.key.startswith("o:") and n.text.split()[0] == word}
    return next(iter(found.values())) if len(found) == 1 else None
