"""Linking a case: its reports' facts out of the store, the happenings that they make back into it; and what people
decide of events, as judgements that can be undone.

Dossiers are read one at a time; what stays in memory are the facts that events are compared by and the report's text,
some 100 kB a report: a case of 10,000 needs 1 GB.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import product
from typing import Final

from dateline.case.facts import ReportFacts, facts_of
from dateline.case.link import (
    LINKER,
    ActorGroups,
    Linked,
    LinkSettings,
    PlaceGroups,
    Stories,
    link_actors,
    link_events,
    link_places,
    link_reports,
    relink,
)
from dateline.case.store.judging import ONCE
from dateline.case.store.protocol import Store
from dateline.errors import SettingsError
from dateline.model.judgement import Judgement, Verb

_EVENT: Final = "event-"
_HAPPENING: Final = "happening-"
_JUDGEMENT: Final = "judgement-"


def _unwatched(done: int, known: int) -> None:
    return


@dataclass(frozen=True, slots=True)
class LinkedCase:
    """What linking made of a case."""

    happenings: dict[str, tuple[str, ...]]
    """Happening id -> event ids; with `written` False the ids are those of the groups before, where they stayed."""
    linked: Linked
    reports: int
    events: int
    written: bool
    changed: int
    """Events that stand with others than before; new ones count where they joined another."""
    decided: int
    """Judgements of people on events that are in force."""
    readings: frozenset[tuple[str, int]] = frozenset()
    """What was linked: (report id, number in the log of its reading)."""

    @property
    def several(self) -> int:
        """Happenings that more than one event tells."""
        return sum(len(members) > 1 for members in self.linked.groups)

    @property
    def joined(self) -> int:
        """Events that stand with another."""
        return sum(len(members) for members in self.linked.groups if len(members) > 1)

    @property
    def apart(self) -> int:
        """Pairs that were looked at as perhaps one, and are kept apart."""
        group_of = self.linked.group_of()
        return sum(group_of.get(k.a) != group_of.get(k.b) for k in self.linked.links)


def link_case(
    store: Store,
    progress: Callable[[int, int], None] = _unwatched,
    *,
    settings: LinkSettings | None = None,
    write: bool = True,
    earlier: LinkedCase | None = None,
) -> LinkedCase:
    """Which events of a case are one happening, from now on. `progress` is told the number of reports done and known.

    What people decided holds over what is computed. With `write` False nothing is changed. `earlier` is what the same
    settings made of the case before: only what came since is then compared, and the outcome is the same.
    """
    readings: set[tuple[str, int]] = set()
    reports = list(facts_in(store, progress, readings))
    judgements = store.judgements()
    if earlier is not None and earlier.readings <= readings:
        new = {report for report, _ in readings - earlier.readings}
        linked = relink(earlier.linked, reports, new, judgements, settings or LinkSettings())
    else:
        linked = link_events(reports, judgements, settings or LinkSettings())
    before = store.groups()
    happenings = store.set_groups(linked.groups, linked.links, LINKER) if write else _called(linked.groups, before)
    return LinkedCase(
        happenings,
        linked,
        len(reports),
        sum(len(r.events) for r in reports),
        write,
        _changed(before.values(), linked.groups),
        sum(j.of == "event" and j.by == "person" and j.verb in {"same", "apart"} and j.undone is None
            for j in judgements),
        frozenset(readings),
    )  # fmt: skip


def besides(store: Store, linked: Linked) -> tuple[ActorGroups, PlaceGroups, Stories]:
    """What else is one across reports: actors, places, and the story that reports tell, those too in which no event of
    it was found."""
    reports, judgements = list(facts_in(store)), store.judgements()
    return link_actors(reports, judgements), link_places(reports, judgements), link_reports(reports, linked, judgements)


def facts_in(
    store: Store, progress: Callable[[int, int], None] = _unwatched, readings: set[tuple[str, int]] | None = None
) -> Iterator[ReportFacts]:
    """The facts of every report of a case, one dossier in memory at a time; `readings` is told which ones they are."""
    known = store.info().counts.get("report", 0)
    progress(0, known)
    for done, stored in enumerate(store.readings(), 1):
        if readings is not None:
            readings.add((stored.report, stored.seq))
        yield facts_of(stored.dossier, stored.seq)
        progress(done, known)


def _called(groups: Iterable[tuple[str, ...]], before: dict[str, tuple[str, ...]]) -> dict[str, tuple[str, ...]]:
    """Groups under the ids that they have, or would get when they were written."""
    ids = {frozenset(members): id_ for id_, members in before.items()}
    return {ids.get(frozenset(g), f"(new: {g[0]})"): g for g in groups}


def _changed(before: Iterable[tuple[str, ...]], now: Iterable[tuple[str, ...]]) -> int:
    """Events with other companions than before; one that is new and alone has not changed anything."""
    was = {e: frozenset(g) for g in before for e in g}
    return sum(frozenset(g) != was.get(e, frozenset([e])) for g in now for e in g)


def decide(
    store: Store, verb: Verb, a: str, b: str, who: str, reason: str | None = None, *,
    seen: Mapping[str, int] | None = None, once: str | None = None,
) -> tuple[Judgement, ...]:  # fmt: skip
    """Keep a person's word that two events (or all those of two happenings), or two actors by their keys or names, are
    the `same` or `apart`, or that it is `unsure` which. It holds from the next linking on, for events as soon as they
    are grouped anew (`regrouping.regroup`). `seen` and `once` are as `Store.judge` has them. Raises `SettingsError`
    where one is not in the case."""
    _signed(who)
    if kept := _kept_under(store, once):
        return kept
    if not any(id_.startswith((_HAPPENING, _EVENT)) for id_ in (a, b)):
        keys = (_actor(store, a), _actor(store, b))
        if keys[0] == keys[1]:
            raise SettingsError(f"{a} and {b} are one actor in every report: name two that are not the same.")
        return store.judge([Judgement(verb, "actor", keys, who.strip(), reason=reason)], seen=seen, once=once)
    first, second = _events(store, a), _events(store, b)
    if set(first) & set(second):
        raise SettingsError(f"{a} and {b} share an event: name two that are not the same.")
    if verb == "unsure":  # of happenings: what is unsure of an event is its reading
        told = [Judgement(verb, "happening", (a, b), who.strip(), slot="same", reason=reason)]
        return store.judge(told, seen=seen, once=once)
    pairs = [(*first, *second)] if verb == "same" else list(product(first, second))
    judged = [Judgement(verb, "event", about, who.strip(), reason=reason) for about in pairs]
    return store.judge(judged, seen=seen, once=once)


def split(
    store: Store, happening: str, chosen: Collection[str], who: str, reason: str | None = None, *,
    seen: Mapping[str, int] | None = None, once: str | None = None,
) -> tuple[Judgement, ...]:  # fmt: skip
    """Keep a person's word that some events of a happening are not one with its others. Raises `SettingsError` where
    they are none of it, or all."""
    _signed(who)
    if kept := _kept_under(store, once):
        return kept
    members = _events(store, happening)
    rest = [e for e in members if e not in chosen]
    if not chosen or not rest or not set(chosen) <= set(members):
        raise SettingsError(f"{happening}: name some of its {len(members)} events to set apart, not none and not all.")
    pairs = product((e for e in members if e in chosen), rest)
    judged = [Judgement("apart", "event", about, who.strip(), reason=reason) for about in pairs]
    return store.judge(judged, seen=seen, once=once)


def undo(
    store: Store, judgement: str, who: str, reason: str | None = None, *, once: str | None = None
) -> Judgement:  # fmt: skip
    """Take a judgement back, by its number or id. Raises `SettingsError` where there is none to take back."""
    _signed(who)
    number = judgement.removeprefix(_JUDGEMENT)
    found = store.judgement(int(number)) if number.isascii() and number.isdigit() and len(number) < 19 else None
    if found is None or found.task is not None:
        raise SettingsError(f"{judgement}: there is no such judgement in this case (written judgement-17, or 17).")
    if found.verb == "undo":
        raise SettingsError(f"{found.id} undoes another judgement; to go back, judge anew (--same, --apart).")
    taken = Judgement("undo", "judgement", (found.id,), who.strip(), reason=reason)
    if found.undone is not None:
        if again := _kept_under(store, once):
            return again[0]
        raise SettingsError(f"{found.id} was undone already, by {_JUDGEMENT}{found.undone}.")
    return store.judge([taken], once=once)[0]


def _kept_under(store: Store, once: str | None) -> tuple[Judgement, ...]:
    """What was kept under a key before: once it is in effect, the same decision would not be understood any more."""
    return store.judgements_about([ONCE + once]) if once is not None else ()


def _signed(who: str) -> None:
    if not who.strip():
        raise SettingsError("A judgement is signed: say who decides.")


def _actor(store: Store, named: str) -> str:
    """The key of an actor, by the key itself or a name that reports use."""
    key = store.actor_key(named)
    if key is None:
        raise SettingsError(f"{named}: there is no actor, event or happening of that name or id in this case.")
    return key


def _events(store: Store, id_: str) -> tuple[str, ...]:
    """The event of an id, or those of a happening."""
    found = store.happening_at(id_) if id_.startswith(_HAPPENING) else (id_,) if store.event(id_) else ()
    if not found:
        raise SettingsError(f"{id_}: there is no such event or happening in this case.")
    return found
