"""Corroborations: which values independent voices bear out, and how many voices that are."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from dateline.case.ledger import days, places, sides
from dateline.case.ledger.entries import entry, speaker
from dateline.case.ledger.gather import Gathered
from dateline.case.ledger.numbers import Tally, agree
from dateline.case.ledger.saying import Word, latest
from dateline.case.ledger.slots import FIRM
from dateline.case.ledger.tolls import told_latest
from dateline.case.ledger.words import folded
from dateline.case.ledger.words import words as words_of
from dateline.model.situation import Happening, LedgerEntry, LedgerSide, Said


def corroborations(words: Gathered, shown: Happening) -> Iterator[LedgerEntry]:
    """One entry a slot that two or more independent voices bear out."""
    place = places.choose_where(words.where)
    firm = [w for w in latest(words.status) if w.value in FIRM]
    yield from _borne_out(words.id, "status", shown.status, firm)
    if place is not None:
        same = [w for w in places.standing(words.where) if places.fit(w.value, place)]
        yield from _borne_out(words.id, "where", place.name, [w for w in same if not _wider(w.value, place)])
    if shown.when is not None:
        told = [w for w in days.standing(words.when) if days.ends(w.value) and days.overlap(w.value, shown.when)]
        yield from _borne_out(words.id, "when", shown.slot("when").shown, told)
    for role in ("actor", "recipient"):
        for side in shown.sides:
            if side.role == role and folded(side.name) not in words_of("whole"):
                mine = [w for w in sides.standing(words.sides) if w.value.actor.key == side.key]
                yield from _borne_out(words.id, role, side.name, mine)
    for name, tallies in words.tolls.items():
        yield from _tolls(words.id, name, tallies, shown)


def _wider(value: Any, place: Any) -> bool:
    """An area around the place bears out the area, not the place."""
    return places.is_area(value) and not places.is_area(place)


def _tolls(about: str, name: str, tallies: Sequence[Tally], shown: Happening) -> Iterator[LedgerEntry]:
    """Tolls of one kind that one number fits, where they are of two voices or more."""
    standing = told_latest(tallies)
    for of in dict.fromkeys(w.value.of for w in standing):
        mine = [w for w in standing if w.value.of == of]
        named = next((w for w in mine if all(agree(w.value, o.value) for o in mine)), None)
        if named is not None:
            slots = [s for s in shown.slots if s.said and any(x == named.said for x in s.said)]
            finest = next((s.name for s in reversed(slots) if s.name.startswith(name)), name)
            yield from _borne_out(about, finest, named.said.value, mine)


def _borne_out(about: str, slot: str, value: str | None, found: Sequence[Word[Any]]) -> Iterator[LedgerEntry]:
    by_voice: dict[str, Said] = {}
    for w in found:
        by_voice.setdefault(w.said.voice, w.said)
    if value is None or len(by_voice) < 2:
        return
    said = tuple(w.said for w in found)
    names = "; ".join(speaker(s) for s in list(by_voice.values())[:4])
    more = f" and {len(by_voice) - 4} more" if len(by_voice) > 4 else ""
    heard = f"{len(by_voice)} independent voices say “{value}” or what fits it"
    message = f"{slot[:1].upper()}{slot[1:]}: {heard} ({names}{more})."
    yield entry("corroboration", "same", about, slot, [LedgerSide(value, said)], message, {"voices": len(by_voice)})
