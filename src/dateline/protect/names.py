"""Names of persons taken apart: the forms in which a report may repeat one, and whether two are one person's."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import combinations
from typing import Final, Literal

from dateline.protect.folding import Words
from dateline.protect.tables import common, words

Unit = tuple[str, ...]
"""Words that name together: "al Sharabi", "Abu Omar"."""
Form = Literal["full", "turned", "initial", "surname", "given"]
SHORTEST_GLUED: Final = 7
"""Letters from which a name is looked for without the blanks in it."""
MOST_PARTS: Final = 8
"""Parts of a name that is still taken for one."""


@dataclass(frozen=True, slots=True)
class Name:
    """A person's name without titles, part by part."""

    units: tuple[Unit, ...]

    @property
    def tokens(self) -> tuple[str, ...]:
        return tuple(word for unit in self.units for word in unit)


@lru_cache(maxsize=8192)
def name_of(text: str | None, *, capitals: bool = True) -> Name | None:
    """A text as a name: every word of it but particles starts with a capital (unless `capitals` is False, for what is
    known to be a name). None for a description."""
    if not text:
        return None
    w = Words(text)
    folded = list(w.folded)
    first = next((n for n, word in enumerate(folded) if word not in words("title")), len(folded))
    last = len(folded)
    while last - first > 1 and folded[last - 1] in words("suffix"):
        last -= 1
    if last - first > 1 and folded[last - 1] == "s" and w.gap(last - 2) in {"'", "’"}:
        last -= 1
    kept = range(first, last)
    if kept and folded[first] in words("article") and not w.gap(first).startswith("."):
        return None
    if not kept or (capitals and not all(w.capital(n) or folded[n] in words("particle") for n in kept)):
        return None
    if not any(folded[n] not in words("particle") and not folded[n].isdigit() for n in kept):
        return None
    return Name(tuple(_units(folded[first:last])))


def named_in(description: str) -> Iterator[Name]:
    """Names that a description gives: "a resident named Deng", "a man known as Abu Omar"."""
    w = Words(description)
    for n, word in enumerate(w.folded[:-1]):
        if word in words("naming"):
            if not w.beside(n):
                continue
            start = n + 1 + (w.folded[n + 1] in {"as", "of"})
            end = start
            while end < len(w) and (w.capital(end) or w.folded[end] in words("particle")):
                end += 1
            name = name_of(description[w.starts[start] : w.ends[end - 1]]) if end > start else None
            if name is not None:
                yield name


def _units(parts: list[str]) -> Iterator[Unit]:
    unit: list[str] = []
    for n, word in enumerate(parts):
        unit.append(word)
        if word in words("particle") and n + 1 < len(parts):
            continue
        yield tuple(unit)
        unit = []


def forms(name: Name) -> Iterator[tuple[Unit, Form]]:
    """The ways in which a report may give a name: whole, turned round, parts of it, with initials, run together."""
    units = name.units
    if len(units) == 1:
        yield units[0], "surname"
        yield from ((bare, "surname") for bare in _bare(units[0]))
        return
    short = (units[0], units[-1])
    wholes = {name.tokens, _joined(short)}
    wholes |= {_joined((*some[:-1], bare)) for some in (units, short) for bare in _bare(units[-1])}
    turned = {_joined((units[-1], *units[:-1])), _joined((*units[1:], units[0]))}
    if len(units) <= MOST_PARTS:
        turned |= {_joined(some) for r in range(2, len(units)) for some in combinations(units, r)}
    for whole in sorted(wholes | turned):
        form: Form = "full" if whole in wholes else "turned"
        yield whole, ("initial" if any(_initial(word) for word in whole) else form)
    for run in sorted({"".join(w) for w in (name.tokens, _joined(short), _joined((units[-1], units[0])))}):
        if len(run) >= SHORTEST_GLUED:
            yield (run,), "full"
    yield from _with_initials(units)
    yield from _alone(units)


def _with_initials(units: tuple[Unit, ...]) -> Iterator[tuple[Unit, Form]]:
    letters = [unit[0][0] for unit in units[:-1]]
    for last in {units[-1], *_bare(units[-1])}:
        yield (letters[0], *last), "initial"
        if len(letters) > 1:
            yield (*letters, *last), "initial"
    if len(units) > 2 and not _initial(units[0][0]):
        yield (*units[0], *letters[1:], *units[-1]), "initial"


def _alone(units: tuple[Unit, ...]) -> Iterator[tuple[Unit, Form]]:
    for n, unit in enumerate(units):
        form: Form = "surname" if n == len(units) - 1 else "given"
        for alone in (unit, *_bare(unit)):
            if not _initial(alone[-1]):
                yield alone, form


def _bare(unit: Unit) -> tuple[Unit, ...]:
    """A part without its article, or as one word ("al Hadi" -> "Hadi", "Alhadi"); "Abu Omar" is one name and stays."""
    if len(unit) == 1:
        return ()
    run = ("".join(unit),)
    return (run,) if set(unit[:-1]) & words("unit") else ((unit[-1],), run)


def _joined(units: tuple[Unit, ...]) -> Unit:
    return tuple(word for unit in units for word in unit)


def _initial(word: str) -> bool:
    return len(word) == 1


def alike(a: Name, b: Name) -> bool:
    """Whether two names of two parts or more may be one person's: the one's parts are in the other's, or the last parts
    are equal and the first ones too, one of them perhaps as an initial."""
    x, y = a.units, b.units
    if x == y or (len(x) > 1 and len(y) > 1 and sorted(x) == sorted(y)):
        return True
    if len(x) == 1 or len(y) == 1:
        return x[-1][-1] == y[-1][-1] and len(x) == len(y)
    if min(len(set(x)), len(set(y))) > 1 and (set(x) <= set(y) or set(y) <= set(x)):  # not "Hassan Hassan"
        return True
    first, second = x[0][0], y[0][0]
    initials = first == second or (1 in {len(first), len(second)} and first[0] == second[0])
    return x[-1][-1] == y[-1][-1] and initials


def is_part(single: Name, name: Name) -> bool:
    """Whether a name of one part is a part of another."""
    return len(single.units) == 1 and any(single.units[0][-1] == unit[-1] for unit in name.units)


def is_common(unit: Unit) -> bool:
    """Whether a part of a name is a word that also stands in any text."""
    return len(unit) == 1 and unit[0] in common()
