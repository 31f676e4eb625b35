"""All that the members of a happening say, slot by slot, each with who says so and whether it may decide."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

from dateline.case.facts import ActorFacts, EventFacts, PlaceFacts, ReportFacts, SideFacts, Told, TollFacts
from dateline.case.ledger.inclusion import Rules
from dateline.case.ledger.numbers import Figure, Party, Tally
from dateline.case.ledger.saying import UNCOUNTED, T, Word, said_of
from dateline.case.ledger.voices import Voices
from dateline.case.ledger.words import body_of, folded, words
from dateline.model.situation import Said
from dateline.model.values import When
from dateline.model.vocabulary import EventStatus, Stance
from dateline.render.words import interval

WHOLE: Final = "unknown"
"""A toll of people who are not told apart: the whole toll, as far as its voice gives it."""
CIVILIANS: Final = "civilians"
_BY_STANCE: Final[dict[Stance, EventStatus]] = {
    "denied": "denied",
    "alleged": "alleged",
    "possible": "possible",
    "intended": "planned",
    "demanded": "planned",
}
_WORD: Final = re.compile(r"[^\W\d_]+")
OPPOSED: Final = {"actor": {"recipient"}, "recipient": {"actor"}, "side_a": {"side_b"}, "side_b": {"side_a"}}


@dataclass(frozen=True, slots=True)
class Gathered:
    """The words on every slot of one happening, in the order in which the case learned them."""

    id: str
    members: tuple[EventFacts, ...]
    status: tuple[Word[EventStatus], ...]
    where: tuple[Word[PlaceFacts], ...]
    when: tuple[Word[When], ...]
    sides: tuple[Word[SideFacts], ...]
    deaths: tuple[Tally, ...]
    injured: tuple[Tally, ...]
    rivals: tuple[tuple[str, Said], ...]
    """(slot, what another speaker of the same report says of it)"""

    @property
    def tolls(self) -> dict[str, tuple[Tally, ...]]:
        """The tolls by the name of their slot."""
        return {"deaths": self.deaths, "injured": self.injured}


def gathered(
    id_: str, members: Sequence[EventFacts], reports: Mapping[str, ReportFacts], voices: Voices, rules: Rules
) -> Gathered:
    """All words of the members. A claim that only wishes or guesses decides where nobody asserts anything."""
    made = _Gatherer(reports, voices, rules, members)
    ordered = sorted(members, key=lambda e: (e.recorded, e.published or "", e.report, e.start, e.id))
    status = tuple(w for e in ordered for w in made.status(e))
    denied = all(w.said.stance == "denied" for w in status)
    return Gathered(
        id_,
        tuple(ordered),
        status,
        _of_the_act((w for e in ordered for w in made.where(e)), nothing_but_denied=denied),
        _of_the_act((w for e in ordered for w in made.when(e)), nothing_but_denied=denied),
        _of_the_act((w for e in ordered for w in made.sides(e)), nothing_but_denied=denied),
        _decides(w for e in ordered for w in made.tolls(e, "killed")),
        _decides(w for e in ordered for w in made.tolls(e, "injured")),
        tuple((r.slot, made.said(t, e, r.value)) for e in ordered for r in e.rivals for t in r.told),
    )


class _Gatherer:
    def __init__(
        self, reports: Mapping[str, ReportFacts], voices: Voices, rules: Rules, members: Sequence[EventFacts]
    ) -> None:
        self.reports, self.voices, self.rules = reports, voices, rules
        self._actors: dict[str, dict[str, ActorFacts]] = {}
        self._corrects: dict[str, bool] = {}
        self.roles: dict[str, set[str]] = {}
        for side in (s for e in members for s in e.sides):
            for key in _keys_of(side.actor):
                self.roles.setdefault(key, set()).add(side.role)

    def said(self, told: Told, event: EventFacts, value: str) -> Said:
        return said_of(told, event, value, self.reports[event.report], self.voices)

    def word(self, told: Told, event: EventFacts, value: T, shown: str) -> Word[T]:
        said = self.said(told, event, shown)
        return Word(said, value, self.rules.counts(said), self.corrects(event))

    def corrects(self, event: EventFacts) -> bool:
        """Whether the report's title, or the sentence that tells the event, says that it is a correction."""
        if event.id not in self._corrects:
            told = f"{self.reports[event.report].title or ''} {event.words}"
            self._corrects[event.id] = any(w.casefold() in words("correction") for w in _WORD.findall(told))
        return self._corrects[event.id]

    def status(self, event: EventFacts) -> Iterable[Word[EventStatus]]:
        for told in event.told:
            status = _BY_STANCE.get(told.stance, event.status)
            yield self.word(told, event, status, status)

    def where(self, event: EventFacts) -> Iterable[Word[PlaceFacts]]:
        if event.where is not None:
            place = replace(event.where, id="")  # so that one place of two reports is equal
            for told in event.where_told:
                yield self.word(told, event, place, place.name)

    def when(self, event: EventFacts) -> Iterable[Word[When]]:
        if event.when is not None:
            for told in event.when_told:
                yield self.word(told, event, event.when, interval(event.when))

    def sides(self, event: EventFacts) -> Iterable[Word[SideFacts]]:
        for side in event.sides:
            for told in side.told:
                yield self.word(told, event, side, side.actor.name)

    def tolls(self, event: EventFacts, harm: str) -> Iterable[Tally]:
        actors = self.actors(event.report)
        for toll in event.tolls:
            if toll.harm == harm:
                for told in toll.told:
                    figure = self.figure(toll, actors.get(toll.of), told, event)
                    word = self.word(told, event, figure, told_of(figure))
                    yield replace(word, said=replace(word.said, number=figure.number))

    def figure(self, toll: TollFacts, actor: ActorFacts | None, told: Told, event: EventFacts) -> Figure:
        """A toll with the key of whose it is, and whether a party speaks: also by its own statement, as an outlet."""
        within = None
        if toll.of in {WHOLE, CIVILIANS}:
            of = toll.of
        elif actor is None:
            of = "name:" + folded(toll.of)
        elif actor.kind == "civilians":
            of = WHOLE if folded(actor.name) in words("whole") else CIVILIANS
        else:
            of, within = actor.key, actor.part_of
        speaker = told.affiliation if told.kind != "narrator" else body_of(event.outlet)
        party = self.party(speaker, of, within)
        return Figure(toll.low, toll.best, toll.high, toll.hedge, of, toll.of, party, within)

    def actors(self, report: str) -> dict[str, ActorFacts]:
        """The actors of a report by name."""
        if report not in self._actors:
            self._actors[report] = {a.name: a for a in self.reports[report].actors}
        return self._actors[report]

    def party(self, speaker: str | None, of: str, within: str | None) -> Party:
        """Whether a side speaks of its own losses or of the other side's."""
        if speaker is None:
            return "none"
        if speaker in {of, within}:
            return "own"
        against = {o for role in self.roles.get(speaker, ()) for o in OPPOSED.get(role, ())}
        return "other" if against & self.roles.get(of, set()) else "none"


def told_of(figure: Figure) -> str:
    """ "12 civilians", "5 soldiers", "at least 3 of Islamic State", "12"."""
    if figure.hedge == "heavy":
        return "heavy losses" if figure.of == WHOLE else f"heavy losses of {figure.of_name}"
    if figure.of == WHOLE:
        return figure.words
    people = figure.of == CIVILIANS or (figure.of.startswith("name:") and figure.of_name[:1].islower())
    if figure.words == "none":
        return f"no {figure.of_name}" if people else f"none of {figure.of_name}"
    return f"{figure.words} {figure.of_name}" if people else f"{figure.words} of {figure.of_name}"


def _keys_of(actor: ActorFacts) -> list[str]:
    found = [actor.key, actor.part_of] if actor.part_of else [actor.key]
    return [*found, CIVILIANS] if actor.kind == "civilians" else [k for k in found if k]


def _of_the_act(found: Iterable[Word[T]], *, nothing_but_denied: bool) -> tuple[Word[T], ...]:
    """Where, when and who: of what everybody denies, those of the denial, which tells what it denies. Once somebody
    asserts it, whoever denies it names no doer."""
    return tuple(found) if nothing_but_denied else _decides(found)


def _decides(found: Iterable[Word[T]]) -> tuple[Word[T], ...]:
    """The words with those out of the running marked: what is denied, and, beside assertions, wishes and guesses."""
    gathered_ = tuple(found)
    firm = any(w.not_counted is None and w.said.stance not in UNCOUNTED | {"denied"} for w in gathered_)
    marked = []
    for w in gathered_:
        out = w.said.stance == "denied" or (firm and w.said.stance in UNCOUNTED)
        marked.append(replace(w, not_counted=f"it is {w.said.stance}") if out and w.not_counted is None else w)
    return tuple(marked)
