"""Relatives of hidden sources: who is named as the husband of source A names source A."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from dateline.model.dossier import Dossier
from dateline.model.span import Evidence
from dateline.protect.edits import Spans
from dateline.protect.folding import Words, tokens
from dateline.protect.names import Name, alike, name_of
from dateline.protect.people import PERSONS, Hidden
from dateline.protect.tables import words

BESIDE: Final = 48
"""Characters between a source and the relative named beside it ("Amal's younger brother, Karim")."""
_OWNERS: Final = frozenset({"his", "her", "their"})


def kin_of(dossier: Dossier, people: Sequence[Hidden]) -> list[Name]:
    """Names of persons whom the report calls a hidden source's husband, sister, friend …, each once."""
    known = [span for p in people if p.sources for span in p.spans]
    known += _by_name(dossier.document.text, {w for p in people if p.sources for n in p.names for w in n.tokens})
    spans = Spans((*span, "") for span in known)
    last = {n.units[-1][-1] for p in people if p.sources for n in p.names if len(n.units) > 1}
    hidden = {id_ for p in people for id_ in p.ids}
    text = dossier.document.text
    names = [name for _, end in known for name in _named_behind(text, end)]
    for name, mentions in _persons(dossier, hidden):
        related = any(_beside(text, m, spans) for m in mentions)
        if related or (name.units[-1][-1] in last and any(_owned(text, m) for m in mentions)):
            names.append(name)
    found: list[Name] = []
    for name in names:
        if not any(name.units == n.units or alike(name, n) for n in found):
            found.append(name)
    return found


def _by_name(text: str, parts: set[str]) -> list[tuple[int, int]]:
    """Where a part of a hidden name stands with a capital."""
    parts -= words("particle")
    w = Words(text) if parts else Words("")
    return [(w.starts[n], w.ends[n]) for n, word in enumerate(w.folded) if word in parts and w.capital(n)]


def _named_behind(text: str, end: int) -> Iterator[Name]:
    """The name in "…'s husband, Karim Example", whether or not there is a record of him."""
    w = Words(text[end : end + 2 * BESIDE])
    if not w.gap(-1).startswith(("'", "’")):
        return
    for n in range(min(len(w), 6)):
        if n and any(c in w.gap(n - 1) for c in ".;!?\n"):
            return
        if w.folded[n] in words("kin", "self_words"):
            last = n
            while last + 1 < len(w) and w.gap(last) in {" ", ", " if last == n else " "} and w.capital(last + 1):
                last += 1
            name = name_of(text[end + w.starts[n + 1] : end + w.ends[last]]) if last > n else None
            if name is not None:
                yield name
            return


def _persons(dossier: Dossier, hidden: set[str]) -> Iterator[tuple[Name, Sequence[Evidence]]]:
    """Persons by name who may be seen so far, with their mentions."""
    named = [(a.id, a.name, a.mentions) for a in dossier.actors if a.kind == "person"]
    named += [(v.id, v.name, v.evidence[:1]) for v in dossier.victims]
    named += [(s.id, s.name, s.mentions) for s in dossier.sources if s.kind in PERSONS and s.name]
    for id_, text, mentions in named:
        name = name_of(text) if id_ not in hidden else None
        if name is not None:
            yield name, mentions


def _beside(text: str, mention: Evidence, spans: Spans) -> bool:
    """Whether words of kinship alone stand between a mention and a hidden source's."""
    before = spans.touching(max(0, mention.start - BESIDE), mention.start)
    after = spans.touching(mention.end, mention.end + BESIDE)
    between = [text[spans.bounds(n)[1] : mention.start] for n in before]
    between += [text[mention.end : spans.bounds(n)[0]] for n in after]
    return any(_of_kin(words_) for words_ in between)


def _of_kin(between: str) -> bool:
    return not any(c in between for c in ".;!?\n") and bool(set(tokens(between)) & words("kin", "self_words"))


def _owned(text: str, mention: Evidence) -> bool:
    """Whether "her brother" stands right before a mention."""
    before = tokens(text[max(0, mention.start - BESIDE) : mention.start])[-4:]
    return bool(set(before) & _OWNERS and set(before) & words("kin", "self_words"))
