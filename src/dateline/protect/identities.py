"""Who must not be seen: protected sources and victims, whom the owner adds, and every record of the same persons."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from dateline.model.dossier import Dossier
from dateline.model.records import Source
from dateline.model.span import Evidence
from dateline.protect.bynames import bynames, named_beside, named_later, told_behind, unbroken
from dateline.protect.folding import tokens
from dateline.protect.joining import join_records, same
from dateline.protect.kin import kin_of
from dateline.protect.names import Name, is_common, is_part, name_of, named_in
from dateline.protect.namesakes import join_namesakes
from dateline.protect.people import PERSONS, Hidden, told
from dateline.protect.reach import Span, behind, reach, trimmed
from dateline.protect.roles import generalise
from dateline.protect.spots import in_spot, spots
from dateline.protect.tables import words

WITHHELD: Final = "name withheld"
NEAR: Final = 200
"""Characters between a mention and the words that say what the source is."""


_APPOSED: Final = re.compile(r"(?:\s\([^()\n]{1,20}\))?,\s$")
"""What stands between a name and the words for the same person."""


def hidden_persons(dossier: Dossier, protect: Sequence[str]) -> list[Hidden]:
    """Everybody to hide: sources in the order of their first mention, then the others."""
    people = _grouped(dossier, [phrase for phrase in protect if phrase.strip()])
    if not people:
        return []
    table = _Table(dossier)
    _describe(people, table)
    _name_unnamed(people, table)
    join_records(dossier, people)
    _describe(people, table)
    doubtful = [Hidden(names=[name]) for name in join_namesakes(dossier, people)]
    people += doubtful
    join_records(dossier, people)
    _describe(people, table)
    kin = [Hidden(names=[name]) for name in kin_of(dossier, people)]
    people += kin
    if kin:
        join_records(dossier, people)
        _describe(people, table)
    return sorted(people, key=lambda p: (not p.sources, p.first, min(p.ids, default="")))


def _of_several(mention: Evidence, person: Hidden) -> bool:
    """Whether a mention is but the noun for what several named people are ("The nurses, Asha Musa and Huda Ali"): it is
    shown as their class, and their names beside it each as a name."""
    role = generalise(mention.quote) if person.many and person.names else None
    return (
        role is not None
        and role.specific
        and role.plural
        and tokens(mention.quote)[-len(role.words) - 1 :] in {role.words, ("the", *role.words)}
    )


def _describe(people: Sequence[Hidden], table: _Table) -> None:
    for person in people:
        table.describe(person)


def _name_unnamed(people: Sequence[Hidden], table: _Table) -> None:
    """Give unnamed sources the names that the report tells later, where nobody else hidden is called by their noun."""
    nouns = [{r.words[-1] for d in p.descriptions if (r := generalise(d)) is not None} for p in people]
    shared = Counter(noun for some in nouns for noun in some)
    for person, some in zip(people, nouns, strict=True):
        own = {noun for noun in some if shared[noun] == 1}
        if own and person.sources and not person.names:
            person.names += dict.fromkeys(named_later(table.text, person.first, own))


def _grouped(dossier: Dossier, protect: list[str]) -> list[Hidden]:
    """Sources and victims to hide, one `Hidden` a person, and what the owner adds."""
    asked = [(phrase, name_of(phrase), tokens(phrase)) for phrase in protect]
    roll = _Roll()
    for source in dossier.sources:
        name = person_name(source.name) if source.kind in PERSONS else None
        if source.protect or (source.kind in PERSONS and _asked_for(source, name, asked)):
            roll.person(name).sources.append(source)
    for victim in dossier.victims:
        if victim.protect:
            roll.person(person_name(victim.name)).victims.append(victim)
    for phrase, name, folded in asked:
        named = name if name is not None and len(name.units) > 1 and not _is_place(dossier, folded) else None
        known = next((p for p in roll.people if _belongs(name, folded, p)), None) or roll.person(named)
        known.phrases.append(phrase)
        known.names += [named] if named is not None and named not in known.names else []
    return roll.people


def person_name(text: str | None) -> Name | None:
    """What a record gives as a person's name, written in capitals or not."""
    return name_of(text) or name_of(text, capitals=False)


class _Roll:
    """Persons by the words of their names, so that a second record of one finds the first."""

    def __init__(self) -> None:
        self.people: list[Hidden] = []
        self._by_word: dict[str, list[Hidden]] = {}

    def person(self, name: Name | None) -> Hidden:
        """Whoever has the name already, or somebody new."""
        units = name.units if name is not None else ()
        near = [p for unit in units for p in self._by_word.get(unit[-1], ())]
        found = next((p for p in near if name is not None and any(same(name, n) for n in p.names)), None)
        if found is None:
            self.people.append(found := Hidden())
        if name is not None and name not in found.names:
            found.names.append(name)
            for unit in name.units:
                self._by_word.setdefault(unit[-1], []).append(found)
        return found


_Asked = tuple[str, Name | None, tuple[str, ...]]


def _asked_for(source: Source, name: Name | None, asked: Iterable[_Asked]) -> bool:
    """Whether the owner's words name a source, or are the words of one of its mentions."""
    mentions = [tokens(m.quote) for m in source.mentions]
    for _, wanted, folded in asked:
        if name is not None and wanted is not None and (same(name, wanted) or is_part(wanted, name)):
            return True
        if folded and any(folded in {m, m[1:]} for m in mentions):
            return True
    return False


def _belongs(name: Name | None, folded: tuple[str, ...], person: Hidden) -> bool:
    if name is not None and any(same(name, n) or is_part(name, n) for n in person.names):
        return True
    return any(folded in {tokens(m.quote), tokens(m.quote)[1:]} for s in person.sources for m in s.mentions)


def _is_place(dossier: Dossier, folded: tuple[str, ...]) -> bool:
    """Whether words are a place's or an organisation's name, whose parts are nobody's."""
    named = [p.name for p in dossier.places] + [a.name for a in dossier.actors if a.kind != "person"]
    return any(tokens(name) == folded for name in named)


class _Table:
    """Where the report's cues and requests for anonymity stand, to tell how far descriptions go."""

    def __init__(self, dossier: Dossier) -> None:
        self.text = dossier.document.text
        self.spots = spots(self.text)
        self.cues = sorted({c.cue.start for c in dossier.claims if c.cue is not None})
        asked = (e for s in dossier.sources if s.anonymity for e in s.anonymity.evidence)
        self.anonymity = sorted({(e.start, e.end) for e in asked})
        self.named = {m.end: m.start for s in dossier.sources if s.kind == "named" for m in s.mentions}

    def describe(self, person: Hidden) -> None:
        """Fill in the spans, the descriptions and the role of a person, from all its records."""
        person.descriptions, person.spans = [], []
        for source in person.sources:
            mentions = [m for m in source.mentions if told(m)]
            for m in mentions:
                self._mention(person, m, wide=source.kind in PERSONS)
            if source.kind in PERSONS:
                person.descriptions += [d for d in self._texts(source) if d not in person.descriptions]
                person.spans += self._roles(source, mentions)
        for actor in person.actors:
            mentions = [m for m in actor.mentions if told(m) and actor.kind == "person"]
            mentions = [m for m in mentions if not in_spot(self.text, m.start, m.end, self.spots)]
            mentions = [m for m in mentions if not (self._said_of(m) or self._plain(m) or _of_several(m, person))]
            person.spans += [(m.start, m.end) for m in mentions]
        named = [n for d in person.descriptions for n in named_in(d)]
        named += [n for s in person.sources if s.kind in PERSONS for n in self._called(s, person)]
        named += [n for s in person.sources for n in self._given(s)]
        named += [n for s in person.sources if s.protect for n in self._beside(s)]
        person.names += [n for n in dict.fromkeys(named) if n not in person.names]
        roles = [r for d in person.descriptions if (r := generalise(d)) is not None]
        person.role = next((r for r in roles if r.specific), next(iter(roles), None))

    def _said_of(self, mention: Evidence) -> bool:
        """Whether a mention is what a sentence says of somebody ("is a nun"), which is a role and no name."""
        before = tokens(self.text[max(0, mention.start - NEAR) : mention.start] + mention.quote.split(" ")[0])[-3:]
        a = next((n for n, word in enumerate(before) if n and word in {"a", "an"}), 0)
        return a > 0 and before[a - 1] in words("auxiliary")

    def _plain(self, mention: Evidence) -> bool:
        """Whether a mention is a common word behind an article, or a month, that the reader took for a name."""
        said = tokens(mention.quote)
        before = tokens(self.text[max(0, mention.start - NEAR) : mention.start])[-1:]
        behind_ = tokens(self.text[mention.end : mention.end + NEAR])[:1]
        month = set(said) <= words("calendar") and not set(behind_) & words("saying")
        return len(said) == 1 and (month or (is_common(said) and bool(set(before) & words("article"))))

    def _called(self, source: Source, person: Hidden) -> Iterator[Name]:
        """What the words around a source's mentions, and behind its request, call it besides."""
        for m in filter(told, source.mentions):
            whole = unbroken(self.text, (m.start, m.end))
            if whole != (m.start, m.end):
                person.spans.append(whole)
                yield from filter(None, [name_of(self.text[slice(*whole)])])
            if source.name is not None:
                yield from bynames(self.text, whole, person.names)
        for e in source.anonymity.evidence if source.anonymity and source.name is None else ():
            yield from told_behind(self.text, e.end)

    def _mention(self, person: Hidden, mention: Evidence, *, wide: bool) -> None:
        asked = self._near(mention.start, mention.end)
        span = trimmed(self.text, (mention.start, mention.end), asked)
        if span is None:
            return
        if wide:
            span = reach(self.text, span, self.cues, asked)
            further = behind(self.text, span[1], asked)
            person.spans += [further] if further else []
            person.descriptions += [self.text[slice(*s)] for s in (span, further) if s]
        person.spans.append(span)

    def _near(self, start: int, end: int) -> list[Span]:
        """The requests for anonymity at a stretch or soon behind it."""
        return [a for a in self.anonymity if a[1] > start and a[0] < end + NEAR]

    def _given(self, source: Source) -> Iterator[Name]:
        """The name that the request itself gives: "who gave only his first name, Deng"."""
        for e in source.anonymity.evidence if source.anonymity else ():
            if set(tokens(e.quote)) & {"name", "names", "pseudonym"}:
                yield from named_in("named" + self.text[e.end : e.end + NEAR].replace(",", "", 1))
                yield from named_in(e.quote.replace("pseudonym", "named"))

    def _beside(self, source: Source) -> Iterator[Name]:
        """The names before and behind the words for an unnamed source: "Amal Garang (AG), a trader who …"; of several
        people all that are listed there."""
        for m in filter(told, source.mentions):
            if source.kind == "group":
                yield from named_beside(self.text, m.end)
            elif source.kind == "anonymous":
                first = max(0, m.start - NEAR)
                before = _APPOSED.search(self.text[first : m.start])
                end = first + before.start() if before is not None else 0
                if end in self.named:
                    yield from filter(None, [name_of(self.text[self.named[end] : end])])

    def _texts(self, source: Source) -> Iterator[str]:
        """Description and role without the words that ask for anonymity."""
        asked = [e.quote for e in source.anonymity.evidence] if source.anonymity else []
        for text in (source.description, source.role):
            if not text or not any(c.isalpha() for c in text):
                continue
            spans = [(at, at + len(q)) for q in asked if (at := text.find(q)) >= 0]
            kept = trimmed(text, (0, len(text)), spans)
            if kept is not None:
                yield text[slice(*kept)]

    def _roles(self, source: Source, mentions: Sequence[Evidence]) -> Iterator[Span]:
        """The words beside a mention that say what the source is ("Amal Example, a midwife")."""
        role = source.role
        if role is None or not any(c.isalpha() for c in role):
            return
        for m in (m for m in mentions if role not in m.quote):
            at = self._word_at(role, max(0, m.start - NEAR), m.end + NEAR)
            if at is None:
                continue
            asked = self._near(at, at + len(role))
            span = trimmed(self.text, (at, at + len(role)), asked)
            if span is not None:
                yield reach(self.text, span, self.cues, asked)

    def _word_at(self, words_: str, start: int, end: int) -> int | None:
        """Where words stand whole within start..end."""
        at = self.text.find(words_, start, end)
        while at >= 0:
            behind = at + len(words_)
            if not self.text[max(0, at - 1) : at].isalnum() and not self.text[behind : behind + 1].isalnum():
                return at
            at = self.text.find(words_, at + 1, end)
        return None
