"""All records of one person: the actor beside the source, the second source under the same name, "the midwife"."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from dateline.model.dossier import Dossier
from dateline.model.records import Actor, Source, Victim
from dateline.model.span import Evidence
from dateline.protect.edits import Spans
from dateline.protect.folding import Words, tokens
from dateline.protect.names import Name, alike, is_common, is_part, name_of
from dateline.protect.namesakes import in_office
from dateline.protect.people import PERSONS, Hidden, told
from dateline.protect.reach import Span
from dateline.protect.roles import generalise
from dateline.protect.tables import words


@dataclass(frozen=True, slots=True)
class _Named:
    """A record that may be a person's, by one of its names."""

    record: Source | Actor | Victim
    name: Name


def join_records(dossier: Dossier, people: Sequence[Hidden]) -> None:
    """Add to each hidden person the records that are the same person's."""
    _join_definite(dossier, people)
    named: dict[str, list[_Named]] = {}
    for one in _all_named(dossier):
        for word in {unit[-1] for unit in one.name.units}:
            named.setdefault(word, []).append(one)
    owners: dict[Name, set[int]] = {}
    for n, person in enumerate(people):
        for name in person.names:
            owners.setdefault(name, set()).add(n)
    _join_by_words(dossier, people)
    for n, person in enumerate(people):
        near = _near(person, named)
        for one in near:
            if owners.get(one.name, {n}) == {n} and _is_named(one, person, near):
                _add(person, one.record)
                _adopt(person, one.name)


def _all_named(dossier: Dossier) -> Iterator[_Named]:
    records: list[tuple[Source | Actor | Victim, tuple[str | None, ...]]] = []
    records += [(s, (s.name,)) for s in dossier.sources if s.kind in PERSONS]
    records += [(v, (v.name,)) for v in dossier.victims]
    records += [(a, (a.name, *a.aliases)) for a in dossier.actors]
    for record, texts in records:
        for text in texts:
            name = name_of(text)
            if name is not None:
                yield _Named(record, name)


def _near(person: Hidden, named: dict[str, list[_Named]]) -> list[_Named]:
    """The records that share a word with a person's names."""
    shared = {unit[-1] for name in person.names for unit in name.units}
    found = {id(one): one for word in sorted(shared) for one in named.get(word, ())}
    return list(found.values())


def _is_named(one: _Named, person: Hidden, near: Sequence[_Named]) -> bool:
    """Whether a record's name is the person's; a part of it alone only where nobody else has that part."""
    is_person = not isinstance(one.record, Actor) or one.record.kind == "person"
    if len(one.name.units) > 1:
        return any(len(n.units) > 1 and same(one.name, n) for n in person.names)
    if not is_person or not any(n.units == one.name.units or is_part(one.name, n) for n in person.names):
        return False
    others = (o.name for o in near if len(o.name.units) > 1 and is_part(one.name, o.name))
    return all(any(same(o, own) for own in person.names) for o in others)


def same(a: Name, b: Name) -> bool:
    """Whether two names are one person's."""
    return a.units == b.units or alike(a, b)


def _add(person: Hidden, record: Source | Actor | Victim) -> None:
    if record.id in person.ids:
        return
    if isinstance(record, Source):
        person.sources.append(record)
    elif isinstance(record, Actor):
        person.actors.append(record)
    else:
        person.victims.append(record)


def _adopt(person: Hidden, name: Name) -> None:
    """Add another spelling of a person's name; not what holds a known one ("Chairman Amal Garang"), and not words that
    share nothing with it or stand in any text ("Midwife", at the start of a sentence)."""
    if not person.names:
        if not any(is_common(unit) for unit in name.units):
            person.names.append(name)
        return
    parts = {unit[-1] for n in person.names for unit in n.units}
    held = any(set(n.units) <= set(name.units) or set(name.units) <= set(n.units) for n in person.names)
    if not held and any(unit[-1] in parts for unit in name.units):
        person.names.append(name)


def _join_by_words(dossier: Dossier, people: Sequence[Hidden]) -> None:
    """Add the actors whose mentions hold the noun or name that heads a mention of a hidden source."""
    text = dossier.document.text
    heads = Spans(
        (*_head(text, m), str(n))
        for n, p in enumerate(people)
        for s in p.sources
        if s.kind in PERSONS
        for m in s.mentions
        if told(m)
    )
    for actor in dossier.actors:
        if actor.kind == "person":
            met = {int(n) for m in actor.mentions for n in heads.lying_in(m.start, m.end)}
            names = [name for name in map(name_of, (actor.name, *actor.aliases)) if name is not None]
            for n in sorted(met)[:1]:
                if _of_another(names, people[n], in_office=any(in_office(dossier, m) for m in actor.mentions)):
                    continue
                _add(people[n], actor)
                for name in names:
                    _adopt(people[n], name)


def _of_another(names: Sequence[Name], person: Hidden, *, in_office: bool) -> bool:
    """Whether an actor has a whole name, and none that is the person's or ends in it ("Omar al-Bashir" for "Omar"); of
    who holds a public office, the end alone does not tell."""
    whole = [n for n in names if len(n.units) > 1]
    known = [n for n in person.names if not any(is_common(unit) for unit in n.units)]
    if not whole or not known:
        return False
    pairs = [(n, own) for n in whole for own in known]
    return not any(same(n, own) or (not in_office and own.units == n.units[-1:]) for n, own in pairs)


def _head(text: str, mention: Evidence) -> Span:
    """The noun that heads a mention: the last word before its first preposition or relative."""
    w = Words(text[mention.start : mention.end])
    if not len(w):
        return mention.start, mention.end
    stops = words("preposition") | words("relative") | words("linking")
    end = next((n for n, word in enumerate(w.folded) if n and word in stops), len(w)) - 1
    return mention.start + w.starts[end], mention.start + w.ends[end]


def _join_definite(dossier: Dossier, people: Sequence[Hidden]) -> None:
    """Add unnamed sources that are only called "the midwife", where one hidden person alone is a midwife."""
    owners: dict[tuple[str, ...], list[Hidden]] = {}
    for person in people:
        for calling in _callings(person):
            owners.setdefault(calling, []).append(person)
    hidden = {s.id for p in people for s in p.sources}
    for source in dossier.sources:
        if source.kind == "anonymous" and source.id not in hidden:
            mine = [owners.get(_definite(m), []) for m in source.mentions if told(m)]
            if mine and all(len(some) == 1 and some[0] is mine[0][0] for some in mine):
                mine[0][0].sources.append(source)


def _callings(person: Hidden) -> set[tuple[str, ...]]:
    """The nouns that say what a person is, where they say more than a class."""
    roles = (generalise(text) for text in person.descriptions)
    return {r.single for r in roles if r is not None and r.specific and not r.plural}


def _definite(mention: Evidence) -> tuple[str, ...]:
    """The noun of a mention like "the midwife"; nothing for other mentions."""
    said = tokens(mention.quote)
    return said[1:] if said[:1] == ("the",) else ()
