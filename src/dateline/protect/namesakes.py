"""Whoever may be a source of whom a report gives one name only: "O’Sullivan, an engineer" and "Kieran O'Sullivan"."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from dateline.model.dossier import Dossier
from dateline.model.span import Evidence
from dateline.protect.folding import Words
from dateline.protect.names import Name, alike, is_common, name_of
from dateline.protect.people import PERSONS, Hidden
from dateline.protect.roles import is_public, role_class
from dateline.protect.tables import words

_BEFORE = 48
"""Characters before a name in which its titles stand."""


def join_namesakes(dossier: Dossier, people: Sequence[Hidden]) -> list[Name]:
    """Give a source of one name the only whole name that ends in it. Where several do, they are given back: each of
    them may be the source, so none may be seen."""
    hidden = {id_ for p in people for id_ in p.ids}
    known = list(_whole_names(dossier, hidden))
    doubtful: list[Name] = []
    for person in people:
        if person.sources and person.names and all(len(n.units) == 1 for n in person.names):
            fitting = [n for n in known if any(_ends_in(n, own) for own in person.names)]
            kinds = [n for k, n in enumerate(fitting) if not any(alike(n, other) for other in fitting[:k])]
            if len(kinds) == 1:
                person.names += fitting
            else:
                doubtful += kinds
    return list(dict.fromkeys(doubtful))


def _ends_in(name: Name, single: Name) -> bool:
    return name.units[-1] == single.units[0] and not is_common(single.units[0])


def _whole_names(dossier: Dossier, hidden: set[str]) -> Iterator[Name]:
    """Persons by their whole names, but not those who hold a public office."""
    named = [(a.id, a.name, a.mentions) for a in dossier.actors if a.kind == "person"]
    named += [(s.id, s.name, s.mentions) for s in dossier.sources if s.kind in PERSONS and s.name]
    named += [(v.id, v.name, v.evidence[:1]) for v in dossier.victims]
    for id_, text, mentions in named:
        name = name_of(text) if id_ not in hidden else None
        if name is not None and len(name.units) > 1 and not any(in_office(dossier, m) for m in mentions):
            yield name


def in_office(dossier: Dossier, mention: Evidence) -> bool:
    """Whether a title of public office opens a mention or stands right before it ("President Omar al-Bashir")."""
    start = max(0, mention.start - _BEFORE)
    w = Words(dossier.document.text[start : mention.end])
    inside = next((n for n in range(len(w)) if w.starts[n] >= mention.start - start), len(w))
    near = range(max(0, inside - 1), len(w))
    return any(w.capital(n) and w.beside(n) and _is_office(w.folded[n]) for n in near)


def _is_office(word: str) -> bool:
    return word in words("office") or (word in words("title") and is_public(role_class((word,))))
