"""Names -> known actors. `load_catalogue()` reads the data files once; a `Catalogue` is then only looked up.

Case rule: acronyms ("IS", "US", "RSF") and names marked ambiguous need exactly the case of the file; other names need
a capital where the file's name has its first one, so that "turkey" and "amnesty" are not actors.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import cast

from dateline.catalogue.fold import pieces, stream
from dateline.catalogue.rows import Entry, Head, Number, Title, table
from dateline.errors import DatelineError
from dateline.model.vocabulary import ACTOR_KINDS, ActorKind

__all__ = ["Catalogue", "Entry", "Head", "Title", "load_catalogue"]

_ARTICLES = frozenset({"the"})
_PARTICLES = frozenset({"al", "el", "as", "ash", "at", "an", "ar", "az", "ad", "the", "de", "la", "le"})
"""Pieces whose case says nothing: "al-Shabaab", "Al-Shabaab"."""


@dataclass(frozen=True, slots=True)
class _Name:
    """One way of writing an entry's name. `exact` are its pieces where case must be as in the file, `capital` is the
    index of the piece that must start with a capital, -1 for none."""

    folded: tuple[str, ...]
    exact: tuple[str, ...] | None
    capital: int
    entries: tuple[Entry, ...]
    plain: int
    """How many of the entries, the first ones, do not mark the name as ambiguous."""

    def accepts(self, surface: Sequence[str]) -> bool:
        if self.exact is not None:
            return tuple(surface) == self.exact
        return self.capital < 0 or not surface[self.capital][:1].islower()


_Index = dict[str, tuple[_Name, ...]]


@dataclass(frozen=True, slots=True)
class Catalogue:
    """All known actors, found by name. Built by `load_catalogue()`."""

    entries: dict[str, Entry]
    _names: _Index = field(repr=False)
    _adjectives: _Index = field(repr=False)
    _capitals: dict[str, Entry] = field(repr=False)
    _heads: dict[str, Head] = field(repr=False)
    _titles: dict[str, Title] = field(repr=False)

    def candidates(self, name: str) -> tuple[Entry, ...]:
        """Every entry that the whole of `name` may mean (more than one only for shared acronyms such as "RSF")."""
        found = _whole(self._names, name)
        return found.entries if found else ()

    def find(self, name: str, countries: Sequence[str] = (), year: int | None = None) -> Entry | None:
        """The entry of a name, None where several may be meant. Of several, those of one of `countries` (ISO alpha-2,
        the report's, most named first) that were active in `year` (of the report); without such, the one for which the
        name is not marked ambiguous ("AFP" is the agency unless the report is about the Philippines)."""
        found = _whole(self._names, name)
        return _choose(found, countries, year) if found else None

    def longest_at(
        self, words: Sequence[str], i: int, countries: Sequence[str] = (), year: int | None = None
    ) -> tuple[int, Entry] | None:
        """The longest name that starts at token `i`: how many tokens it takes, and whose it is. See `find`."""
        found = _longest(self._names, words, i)
        if found is None:
            return None
        entry = _choose(found[1], countries, year)
        return (found[0], entry) if entry else None

    def shared_at(self, words: Sequence[str], i: int) -> tuple[int, ActorKind] | None:
        """A name at token `i` that several entries of one kind share: how many tokens it takes, and their kind."""
        found = _longest(self._names, words, i)
        kinds = {e.kind for e in found[1].entries} if found else set()
        return (found[0], kinds.pop()) if found and len(found[1].entries) > 1 and len(kinds) == 1 else None

    def adjective_at(self, words: Sequence[str], i: int) -> tuple[int, Entry] | None:
        """The longest adjective or demonym of a state that starts at token `i` ("South Sudanese")."""
        found = _longest(self._adjectives, words, i)
        return (found[0], found[1].entries[0]) if found else None

    def state_by_capital(self, name: str) -> Entry | None:
        """The state whose capital this is ("Moscow"): capitals act as governments."""
        return self._capitals.get(_key(name)) if name[:1].isupper() else None

    def state(self, iso2: str) -> Entry | None:
        """The state of an ISO 3166-1 alpha-2 code."""
        return self.entries.get(iso2)

    def head(self, lemma: str) -> Head | None:
        """What actors a common noun heads; None where it heads none."""
        return self._heads.get(lemma)

    def title(self, words: str) -> Title | None:
        """The office that title words mean ("Foreign Minister", "Lt. Col."), case and dots aside."""
        return self._titles.get(_key(words))


def _key(text: str) -> str:
    return " ".join(pieces(text)).casefold()


def _choose(name: _Name, countries: Sequence[str], year: int | None) -> Entry | None:
    """Whom a name means in a report about these countries of this year; None rather than a guess."""
    entries = name.entries
    at_home = [e for e in entries if any(c in countries for c in e.countries)]
    if len(entries) == 1:
        past = name.plain == 0 and not at_home and year is not None and not entries[0].active(year)
        return None if past else entries[0]
    anywhere = [e for e in entries if not e.countries] if countries else []
    unsure = [] if countries else list(entries)
    found = at_home or anywhere or list(entries[: name.plain]) or unsure
    if year is not None and len(found) > 1:
        found = [e for e in found if e.active(year)] or found
    if len(found) > 1 and at_home:
        rank = [min(countries.index(c) for c in e.countries if c in countries) for e in found]
        found = [e for e, r in zip(found, rank, strict=True) if r == min(rank)]
    return found[0] if len(found) == 1 else None


def _whole(index: _Index, name: str) -> _Name | None:
    """The name that the whole text is, a leading "the" aside."""
    surface = pieces(name)
    if len(surface) > 1 and surface[0].casefold() in _ARTICLES:
        return _whole_pieces(index, surface) or _whole_pieces(index, surface[1:])
    return _whole_pieces(index, surface)


def _whole_pieces(index: _Index, surface: list[str]) -> _Name | None:
    folded = tuple(p.casefold() for p in surface)
    for name in index.get(folded[0], ()) if folded else ():
        if name.folded == folded and name.accepts(surface):
            return name
    return None


def _longest(index: _Index, words: Sequence[str], i: int) -> tuple[int, _Name] | None:
    """The longest name of the index at token `i`; its names lie longest first under their first piece."""
    first = pieces(words[i])
    names = index.get(first[0].casefold()) if first else None
    if names is None:
        return None
    need = len(names[0].folded)
    surface, ends = [], []
    for piece, end in stream(words, i):
        surface.append(piece)
        ends.append(end)
        if len(surface) == need:
            break
    folded = tuple(p.casefold() for p in surface)
    for name in names:
        n = len(name.folded)
        if n <= len(folded) and ends[n - 1] > 0 and folded[:n] == name.folded and name.accepts(surface[:n]):
            return ends[n - 1] - i, name
    return None


def _split(cell: str) -> tuple[str, ...]:
    return tuple(cell.split("|")) if cell else ()


STILL = 9999
"""The last year of those that are still active."""


def _years(text: str, where: str) -> tuple[int, int] | None:
    """As in "1979-1992" or "2012-"."""
    if not text:
        return None
    first, dash, last = text.partition("-")
    if not (dash and first.isdecimal() and (last.isdecimal() or not last)):
        raise DatelineError(f"{where}: {text!r} are no years. Write 1979-1992, or 2012- for one that is still active.")
    return int(first), int(last) if last else STILL


def _kind(text: str, where: str) -> ActorKind:
    if text not in ACTOR_KINDS:
        raise DatelineError(f"{where}: {text!r} is no kind of actor. Known: {', '.join(ACTOR_KINDS)}.")
    return cast("ActorKind", text)


def _states() -> Iterable[Entry]:
    for r in table("states.tsv"):
        yield Entry(
            r["iso2"], r["name"], "state", (r["iso2"],), None, _split(r["aliases"]), r["source"],
            _split(r["ambiguous"]), _split(r["adjectives"]), r["capital"] or None,
        )  # fmt: skip


def _bodies(name: str) -> Iterable[Entry]:
    for r in table(name):
        yield Entry(
            r["key"], r["name"], _kind(r["kind"], f"{name}, {r['key']}"), _split(r["countries"]), r["part_of"] or None,
            _split(r["aliases"]), r["source"], _split(r["ambiguous"]), years=_years(r["years"], f"{name}, {r['key']}"),
        )  # fmt: skip


def _index(named: Iterable[tuple[Entry, str]]) -> _Index:
    """First piece -> names, longest first, then in file order. Names that several entries share keep them all."""
    whose: dict[tuple[tuple[str, ...], tuple[str, ...] | None], list[Entry]] = {}
    capitals: dict[tuple[tuple[str, ...], tuple[str, ...] | None], int] = {}
    for entry, text in named:
        for surface in _spellings(text):
            folded = tuple(p.casefold() for p in surface)
            exact = (
                tuple(surface) if text in entry.ambiguous or not any(c.islower() for p in surface for c in p) else None
            )
            owners = whose.setdefault((folded, exact), [])
            if not any(entry is o for o in owners):
                owners.append(entry)
            capital = _capital(surface)
            capitals[folded, exact] = _laxer(capital, capitals.get((folded, exact), capital))
    index: dict[str, list[_Name]] = {}
    for (folded, exact), owners in whose.items():
        marked = [bool(e.ambiguous) and any(_folded(a) == folded for a in e.ambiguous) for e in owners]
        unsure = [e for e, m in zip(owners, marked, strict=True) if m]
        sure = [e for e, m in zip(owners, marked, strict=True) if not m]
        name = _Name(folded, exact, capitals[folded, exact], (*sure, *unsure), len(sure))
        index.setdefault(folded[0], []).append(name)
    return {first: tuple(sorted(names, key=lambda n: -len(n.folded))) for first, names in index.items()}


def _folded(text: str) -> tuple[str, ...]:
    return tuple(p.casefold() for p in pieces(text))


def _capital(surface: list[str]) -> int:
    """Which piece must have a capital, -1 for a name that is written without one ("peshmerga")."""
    return next((k for k, p in enumerate(surface) if not p[0].islower() and p.casefold() not in _PARTICLES), -1)


def _laxer(new: int, old: int) -> int:
    """Two spellings of one name that differ in case only: the laxer demand of a capital."""
    return -1 if -1 in (new, old) else max(new, old)


def _spellings(text: str) -> list[list[str]]:
    """The pieces of a name, and those without a possessive's own piece ("Peoples Protection Units")."""
    surface = pieces(text)
    if "s" not in surface[1:]:
        return [surface]
    k = surface.index("s", 1)
    return [surface, [*surface[: k - 1], surface[k - 1] + "s", *surface[k + 1 :]]]


@lru_cache(maxsize=1)
def load_catalogue() -> Catalogue:
    """The catalogue of the package's data files, read once a process. Raises DatelineError for a faulty file."""
    entries: dict[str, Entry] = {}
    for entry in (*_states(), *_bodies("groups.tsv"), *_bodies("organisations.tsv")):
        if entry.key in entries:
            raise DatelineError(f"The catalogue has two rows with the key {entry.key!r}.")
        entries[entry.key] = entry
    names = _index((e, n) for e in entries.values() for n in (e.name, *e.aliases))
    adjectives = _index((e, a) for e in entries.values() for a in e.adjectives)
    capitals = {_key(c): e for e in entries.values() if e.capital for c in e.capital.split("|")}
    return Catalogue(entries, names, adjectives, capitals, _heads(), _titles())


def _heads() -> dict[str, Head]:
    return {
        r["lemma"]: Head(
            r["lemma"], _kind(r["kind"], f"heads.tsv, {r['lemma']}"), cast("Number", r["number"]),
            r["armed"] == "yes", r["source"],
        )
        for r in table("heads.tsv")
    }  # fmt: skip


def _titles() -> dict[str, Title]:
    return {
        _key(r["words"]): Title(r["words"], r["role"], r["leads"] == "yes", r["source"]) for r in table("titles.tsv")
    }
